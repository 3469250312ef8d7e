package io.transferlab.spark;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.ImageSet;
import io.transferlab.distributed.Cluster;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.features.FeatureEngine;
import io.transferlab.features.FeatureExtractor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A session of Spark as the cluster of the commands. */
final class SparkCluster implements Cluster {
  private final Master master;
  private final NetworkRecipe network;
  private final SparkSession session;
  private final Scratch scratch;

  private SparkCluster(
      Master master, NetworkRecipe network, SparkSession session, Scratch scratch) {
    this.master = master;
    this.network = network;
    this.session = session;
    this.scratch = scratch;
  }

  /**
   * Starts Spark.
   *
   * @param master where
   * @param network how its machines come to the network
   * @return the cluster
   * @throws LabException if nobody is at the master's address, or no worker is free
   */
  static SparkCluster open(Master master, NetworkRecipe network) {
    master.requireThere(System.getenv());
    SparkSession session = Sessions.start(master);
    try {
      Scratch scratch = Scratch.in(Lab.home().resolve("spark"), session::stop);
      return new SparkCluster(master, network, session, scratch);
    } catch (RuntimeException | Error e) {
      session.stop();
      throw e;
    }
  }

  @Override
  public FeatureEngine engine() {
    return (extractor, set, done) -> {
      Path folder = scratch.folder();
      try {
        Extraction made = extraction(extractor).run(set, folder, done);
        return told(() -> Stored.read(session, folder, views(extractor), made));
      } finally {
        Scratch.delete(folder);
      }
    };
  }

  @Override
  public Written write(FeatureExtractor extractor, ImageSet set, Path folder) {
    // Beside its place, so that moving it is one step.
    Path place = folder.toAbsolutePath();
    try (Scratch beside = Scratch.in(place.getParent(), session::stop)) {
      Path made = beside.folder();
      Extraction done = extract(extractor, set, made);
      Scratch.move(made, place);
      return new Written(
          done.rows(), done.dimension(), List.copyOf(done.problems().values()), done.facts());
    }
  }

  @Override
  public Study classify(
      FeatureExtractor extractor, ImageSet train, ImageSet test, List<Way> ways, double c) {
    Path trained = scratch.folder();
    Path tested = scratch.folder();
    try {
      Extraction of = extract(extractor, train, trained);
      Extraction against = extract(extractor, test, tested);
      return new Study(
          told(() -> trained(trained, of, tested, test, ways, c)),
          Stream.concat(of.problems().values().stream(), against.problems().values().stream())
              .toList());
    } finally {
      Scratch.delete(trained);
      Scratch.delete(tested);
    }
  }

  private List<Trained> trained(
      Path trained, Extraction of, Path tested, ImageSet test, List<Way> ways, double c) {
    List<Trained> results = new ArrayList<>();
    for (Way way : ways) {
      long start = System.nanoTime();
      Embedded embedded = Embedded.fit(session, trained, of.widths(), way);
      SparkSvm svm =
          Progress.during(
              "training on Spark", () -> SparkSvm.train(embedded.of(trained), of.rows(), c));
      Map<String, String> facts = new LinkedHashMap<>(of.facts());
      facts.putAll(svm.facts());
      results.add(
          new Trained(
              svm.predict(embedded.of(tested), test),
              embedded.dimension(),
              (System.nanoTime() - start) / 1e9,
              facts));
    }
    return results;
  }

  /** Work of Spark whose failure is told in our words, with nothing of it still running. */
  private <T> T told(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      Sessions.settle(session);
      throw Trouble.of(e);
    }
  }

  /** Extracts, and says on the terminal that it goes on. */
  private Extraction extract(FeatureExtractor extractor, ImageSet set, Path folder) {
    try (Progress progress = Progress.of("features of " + set.name(), "pictures", set.size())) {
      return extraction(extractor).run(set, folder, progress::done);
    }
  }

  private Extraction.Job extraction(FeatureExtractor extractor) {
    return new Extraction.Job(session, master, network, extractor);
  }

  private static int views(FeatureExtractor extractor) {
    return extractor.crops().map(c -> c.count()).orElse(1);
  }

  @Override
  public void close() {
    try {
      session.stop();
    } finally {
      scratch.close();
    }
  }
}
