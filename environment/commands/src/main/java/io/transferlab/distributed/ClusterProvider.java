package io.transferlab.distributed;

/** Makes a {@link Cluster}; found by Java's service loader. */
public interface ClusterProvider {
  /**
   * Opens a cluster.
   *
   * @param master as it was typed, such as {@code local[2]}
   * @param network how its machines come to the network
   * @return the cluster, to be closed
   * @throws io.transferlab.core.LabException if there is none, with what to do
   */
  Cluster open(String master, NetworkRecipe network);
}
