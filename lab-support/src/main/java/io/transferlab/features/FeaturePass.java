package io.transferlab.features;

import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Trunk;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The way from prepared pictures to their features, for many batches; for pictures whose classes
 * nobody knows. For one thread.
 */
public final class FeaturePass implements AutoCloseable {
  private static final List<String> UNKNOWN = List.of("unknown");

  private final FrozenNetwork network;
  private final Trunk trunk;

  FeaturePass(FrozenNetwork network, Trunk trunk) {
    this.network = network;
    this.trunk = trunk;
  }

  /**
   * Computes the features of a batch.
   *
   * @param prepared pictures {@code [n, side, side, 3]}, prepared by the network
   * @return one row a picture, of one class, unknown; the caller's own
   * @throws io.transferlab.core.LabException if an activation is no finite number
   */
  public Features run(INDArray prepared) {
    int n = (int) prepared.size(0);
    Batch batch =
        new Batch(prepared, new int[n], IntStream.range(0, n).toArray(), network.preprocessing());
    INDArray[] parts = trunk.forward(batch).values().toArray(INDArray[]::new);
    INDArray matrix = parts.length == 1 ? parts[0].dup('c') : Nd4j.concat(1, parts);
    List<String> keys = IntStream.rangeClosed(1, n).mapToObj(i -> "picture " + i).toList();
    return Finite.checked(
        new Features(
            "pictures",
            matrix,
            new FeatureRows(new int[n], UNKNOWN, keys, 1, List.of()),
            Columns.of(trunk.widths()),
            Provenance.none().with("network", network.name())));
  }

  /**
   * How many features a picture has.
   *
   * @return at least 1
   */
  public int dimension() {
    return trunk.dimension();
  }

  /** Frees the room it computes in. */
  @Override
  public void close() {
    trunk.close();
  }
}
