package io.transferlab.spark;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Starts a session: quiet, on loopback where no other machine takes part, a thread a slot. */
final class Sessions {
  private static final int PATIENCE_SECONDS = 60;
  private static final int SETTLING_SECONDS = 10;
  private static final int POLL_MILLIS = 100;

  /** One thread a slot: the slots are the parallelism. */
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "passive", "OPENBLAS_THREAD_TIMEOUT", "4");

  private Sessions() {}

  /**
   * Starts a session.
   *
   * @param master where
   * @return the session, with at least one worker that has the course's classes
   * @throws LabException if there is no free worker
   */
  static SparkSession start(Master master) {
    SparkSession session = start(master, conf(master));
    if (master.isLocal() || hasOurClasses(session)) {
      return session;
    }
    // A worker that was not started from this course's folder gets its jars, 250 MB.
    session.stop();
    return start(master, conf(master).set("spark.jars", String.join(",", ownJars())));
  }

  private static SparkSession start(Master master, SparkConf conf) {
    SparkSession session =
        SparkSession.builder().config(conf).master(master.address()).getOrCreate();
    try {
      if (!master.isLocal()) {
        awaitWorker(session, master);
      }
      return session;
    } catch (RuntimeException | Error e) {
      session.stop();
      throw e;
    }
  }

  private static SparkConf conf(Master master) {
    SparkConf conf = new SparkConf().setAppName("transfer lab");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.shuffle.partitions", "16");
    conf.setIfMissing("spark.sql.parquet.compression.codec", "snappy");
    conf.setIfMissing("spark.executor.memory", (Runtime.getRuntime().maxMemory() >> 20) + "m");
    // A machine without the weights, or with a full disk, shall not end what the others can do.
    conf.setIfMissing("spark.excludeOnFailure.enabled", String.valueOf(!master.isLoopback()));
    if (master.isLoopback()) {
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
    }
    ONE_THREAD.forEach((name, value) -> conf.setIfMissing("spark.executorEnv." + name, value));
    conf.setIfMissing("spark.executorEnv.LAB_DATA", Lab.home().toString());
    String shared = System.getenv("LAB_DATA_PATH");
    if (shared != null) {
      conf.setIfMissing("spark.executorEnv.LAB_DATA_PATH", shared);
    }
    conf.setIfMissing("spark.executor.extraJavaOptions", javaOptions());
    return conf;
  }

  /** What this process was told, as far as it matters to pictures and arrays. */
  private static String javaOptions() {
    StringBuilder options = new StringBuilder("-Djava.awt.headless=true -Dfile.encoding=UTF-8");
    options.append(" -Duser.language=en -Duser.country=US");
    for (String bound : List.of("maxbytes", "maxphysicalbytes")) {
      String value = System.getProperty("org.bytedeco.javacpp." + bound);
      if (value != null) {
        options.append(" -Dorg.bytedeco.javacpp.").append(bound).append('=').append(value);
      }
    }
    return options.toString();
  }

  private static void awaitWorker(SparkSession session, Master master) {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    // The driver is one of them.
    while (workers(session) < 2) {
      if (session.sparkContext().isStopped()) {
        throw LabException.of(
            "the workers of " + master.address() + " to start their part",
            "that none of them could, ten times",
            "look into their logs: a worker needs SPARK_HOME, SPARK_SCALA_VERSION=2.13 and Java 17,"
                + " as environment/spark/cluster.sh sets them");
      }
      if (System.nanoTime() > end) {
        throw LabException.of(
            "a free worker of " + master.address() + " within " + PATIENCE_SECONDS + " s",
            "none that has a core and %s of memory left"
                .formatted(session.sparkContext().conf().get("spark.executor.memory")),
            "look at the master's page for what its workers have; less memory by LAB_HEAP=1g");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for workers");
      }
    }
  }

  private static int workers(SparkSession session) {
    return executors(session).length;
  }

  private static SparkExecutorInfo[] executors(SparkSession session) {
    try {
      return session.sparkContext().statusTracker().getExecutorInfos();
    } catch (IllegalStateException e) {
      return new SparkExecutorInfo[0]; // Spark has given up meanwhile
    }
  }

  /**
   * Ends what still runs after a failure or an interrupt, and waits for it as long as is decent: a
   * task that is not yet told would write where its files have just been deleted.
   *
   * @param session of Spark
   */
  static void settle(SparkSession session) {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + SETTLING_SECONDS * 1_000_000_000L;
    try {
      session.sparkContext().cancelAllJobs();
      while (System.nanoTime() < end
          && Arrays.stream(executors(session)).anyMatch(e -> e.numRunningTasks() > 0)) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (IllegalStateException e) {
      // stopped already: its executors are ending
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasOurClasses(SparkSession session) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    try {
      context.parallelize(List.of(1), 1).map(new Probe()).collect();
      return true;
    } catch (Exception e) {
      String said = Trouble.all(e);
      // Java's way to say that a class is missing which a lambda of Spark's holds.
      if (said.contains("ClassNotFoundException") || said.contains("SerializedLambda")) {
        return false;
      }
      session.stop();
      throw Trouble.of(e);
    }
  }

  /** What a distribution of Spark has not; the launcher lists it beside the jars. */
  private static List<String> ownJars() {
    String list = System.getProperty("lab.spark.own");
    if (list == null) {
      throw LabException.of(
          "the course's jars on every worker",
          "workers without them",
          "start this by environment/lab, or name the jars by --jars"
              + " (environment/spark/README.md)");
    }
    try (Stream<String> lines = Files.lines(Path.of(list))) {
      Path jars = Path.of(list).resolveSibling("jars");
      return lines.map(jar -> jars.resolve(jar).toUri().toString()).toList();
    } catch (IOException | UncheckedIOException e) {
      throw LabException.reading(list, new IOException(e.getMessage()));
    }
  }
}
