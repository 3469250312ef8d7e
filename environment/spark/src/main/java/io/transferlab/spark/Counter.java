package io.transferlab.spark;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts the pictures that are done, each once although its task may run twice. */
final class Counter extends SparkListener {
  private final SparkSession session;
  private final List<Task> tasks;
  private final IntConsumer told;
  private final BitSet done = new BitSet();

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
  }

  /** Listens while Spark works. */
  void during(Runnable work) {
    session.sparkContext().addSparkListener(this);
    try {
      work.run();
    } finally {
      session.sparkContext().removeSparkListener(this);
    }
  }
}
