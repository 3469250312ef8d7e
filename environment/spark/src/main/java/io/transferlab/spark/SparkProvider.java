package io.transferlab.spark;

import io.transferlab.distributed.Cluster;
import io.transferlab.distributed.ClusterProvider;
import io.transferlab.distributed.NetworkRecipe;

/** Makes the cluster of {@code --spark MASTER}. */
public final class SparkProvider implements ClusterProvider {
  /** For the service loader. */
  public SparkProvider() {}

  @Override
  public Cluster open(String master, NetworkRecipe network) {
    return SparkCluster.open(Master.of(master), network);
  }
}
