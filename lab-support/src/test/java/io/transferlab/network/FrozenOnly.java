package io.transferlab.network;

import io.transferlab.core.Provenance;
import io.transferlab.network.inference.ForwardPass;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of DL4J of which nothing is known but what every frozen network says: what is made of
 * it must equal what is made of the network itself.
 *
 * @param network the network
 * @param looks how many batches its scores were asked for
 */
public record FrozenOnly(Backbone network, AtomicInteger looks) implements FrozenNetwork {
  /**
   * Hides a network.
   *
   * @param network the network
   */
  public FrozenOnly(Backbone network) {
    this(network, new AtomicInteger());
  }

  @Override
  public String name() {
    return network.name();
  }

  @Override
  public List<String> classes() {
    return network.classes();
  }

  @Override
  public Provenance provenance() {
    return network.provenance();
  }

  @Override
  public int side() {
    return network.side();
  }

  @Override
  public Preprocessing preprocessing() {
    return network.preprocessing();
  }

  @Override
  public List<String> layerNames() {
    return network.layerNames();
  }

  @Override
  public List<String> descriptorLayers() {
    return network.descriptorLayers();
  }

  @Override
  public NetworkSummary summary() {
    return network.summary();
  }

  @Override
  public ForwardPass forward(Collection<String> layers) {
    return network.forward(layers);
  }

  @Override
  public Trunk trunk(List<String> layers, Pooling pooling) {
    return network.trunk(layers, pooling);
  }

  @Override
  public LogitPass logits() {
    LogitPass pass = network.logits();
    return new LogitPass() {
      @Override
      public Rows run(INDArray prepared) {
        looks.incrementAndGet();
        return pass.run(prepared);
      }

      @Override
      public void close() {
        pass.close();
      }
    };
  }
}
