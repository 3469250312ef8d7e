package io.transferlab.train;

import io.transferlab.data.Batch;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Trunk;
import io.transferlab.network.inference.ForwardPass;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What of a network is frozen, and asked once for each view of a picture, and what learns behind
 * it.
 *
 * @param network prepares the pictures
 * @param opener opens the way to the features
 * @param graph what learns from them
 * @param giveBack brings what was learned into the network that shall have it
 */
record FrozenPart(
    FrozenNetwork network, Supplier<Flow> opener, ComputationGraph graph, Runnable giveBack) {
  /** The way to the features, for many batches; to be closed. */
  interface Flow extends AutoCloseable {
    /**
     * Computes a batch.
     *
     * @param batch prepared by the network
     * @return one row a picture; valid until the next
     */
    INDArray run(Batch batch);

    @Override
    void close();
  }

  /** A network of DL4J, cut behind its last frozen layer. */
  static FrozenPart of(Backbone network, HeadGraph head) {
    return new FrozenPart(network, () -> cut(network, head.trunk()), head.graph(), head::giveBack);
  }

  private static Flow cut(Backbone network, String layer) {
    ForwardPass pass = network.forward(List.of(layer));
    return new Flow() {
      @Override
      public INDArray run(Batch batch) {
        return pass.run(network.input(batch)).values().iterator().next();
      }

      @Override
      public void close() {
        pass.close();
      }
    };
  }

  /** A network that is frozen as a whole: its head learns in its own place. */
  static FrozenPart of(HeadedNetwork headed) {
    return new FrozenPart(headed.network(), () -> whole(headed), headed.head(), () -> {});
  }

  private static Flow whole(HeadedNetwork headed) {
    Trunk trunk = headed.trunk();
    return new Flow() {
      @Override
      public INDArray run(Batch batch) {
        return trunk.forward(batch).values().iterator().next();
      }

      @Override
      public void close() {
        trunk.close();
      }
    };
  }
}
