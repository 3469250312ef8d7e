package io.transferlab.spark;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pictures that are done, each once although its task may run twice; and notes where a
 * task failed, which Spark's exceptions do not always say.
 */
final class Counter extends SparkListener {
  private static final int PATIENCE_SECONDS = 10;

  private final SparkSession session;
  private final List<Task> tasks;
  private final IntConsumer told;
  private final BitSet done = new BitSet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable String failedOn;

  /**
   * Begins to count.
   *
   * @param session of Spark
   * @param tasks of one job
   * @param told how many more pictures are done
   */
  Counter(SparkSession session, List<Task> tasks, IntConsumer told) {
    this.session = session;
    this.tasks = tasks;
    this.told = told;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    int index = end.taskInfo().index();
    if (end.taskInfo().successful() && index < tasks.size() && !done.get(index)) {
      done.set(index);
      told.accept(tasks.get(index).items().size());
    }
    if (end.taskInfo().failed()) {
      failedOn = end.taskInfo().host();
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    ended.countDown();
  }

  /**
   * Listens while Spark works.
   *
   * @param work one job
   * @throws RuntimeException what {@link Trouble} makes of a failure
   */
  void during(Runnable work) {
    session.sparkContext().addSparkListener(this);
    try {
      work.run();
    } catch (Exception e) {
      throw Trouble.of(e, host());
    } finally {
      session.sparkContext().removeSparkListener(this);
    }
  }

  /** Where the last task failed: listeners hear of it a little later than who waits for the job. */
  private @Nullable String host() {
    boolean interrupted = Thread.interrupted();
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return failedOn;
    }
  }
}
