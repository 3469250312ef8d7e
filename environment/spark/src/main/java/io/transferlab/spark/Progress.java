package io.transferlab.spark;

import io.transferlab.core.TimeLeft;
import io.transferlab.data.ImageSet;
import io.transferlab.features.ExtractionProgress;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Tells how many pictures are done, each counted once although its task may run twice. */
final class Progress extends SparkListener {
  private final SparkSession session;
  private final ImageSet set;
  private final List<Task> tasks;
  private final Consumer<ExtractionProgress> told;
  private final BitSet done = new BitSet();
  private final TimeLeft<String> time = new TimeLeft<>();
  private final long start = System.nanoTime();
  private int pictures;

  private Progress(
      SparkSession session, ImageSet set, List<Task> tasks, Consumer<ExtractionProgress> told) {
    this.session = session;
    this.set = set;
    this.tasks = tasks;
    this.told = told;
    time.expect("pictures", set.size());
  }

  static Progress of(
      SparkSession session, ImageSet set, List<Task> tasks, Consumer<ExtractionProgress> told) {
    return new Progress(session, set, tasks, told);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    int index = end.taskInfo().index();
    if (!end.taskInfo().successful() || index >= tasks.size() || done.get(index)) {
      return;
    }
    done.set(index);
    int more = tasks.get(index).items().size();
    pictures += more;
    time.done("pictures", more);
    double rate = pictures / ((System.nanoTime() - start) / 1e9);
    told.accept(new ExtractionProgress(set.name(), pictures, set.size(), rate, time.seconds()));
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
