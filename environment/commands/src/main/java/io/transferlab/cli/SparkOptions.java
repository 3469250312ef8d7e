package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.distributed.Cluster;
import io.transferlab.distributed.ClusterProvider;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.features.FeatureExtractor;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine.Option;

/** Whether features are computed by Spark, on this machine or on many. */
final class SparkOptions implements AutoCloseable {
  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "compute features by Spark: local[2] (two slots of this machine), spark://HOST:7077, or"
              + " yarn; Spark is fetched the first time (334 MB), see environment/spark/README.md")
  private String master;

  private Cluster cluster;

  boolean isOn() {
    return master != null;
  }

  /**
   * Opens the cluster, where one was asked for.
   *
   * @param network how its machines come to the network
   * @return these options, to be closed
   * @throws LabException if there is none
   */
  SparkOptions open(NetworkRecipe network) {
    if (isOn()) {
      Optional<ClusterProvider> spark = ServiceLoader.load(ClusterProvider.class).findFirst();
      cluster =
          spark
              .orElseThrow(
                  () ->
                      LabException.of(
                          "Spark beside the commands, for --spark " + master,
                          "a class path without it",
                          "type it as environment/lab ..., which fetches Spark"))
              .open(master, network);
    }
    return this;
  }

  /** The same extractor, computing on the cluster where there is one. */
  FeatureExtractor applyTo(FeatureExtractor extractor) {
    return cluster == null ? extractor : extractor.withEngine(cluster.engine());
  }

  /** After {@link #open}. */
  Cluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
