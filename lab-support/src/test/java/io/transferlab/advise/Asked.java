package io.transferlab.advise;

import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.data.PixelTransform;
import io.transferlab.data.Pixels;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.NetworkSummary;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import io.transferlab.network.inference.ForwardPass;
import java.util.Collection;
import java.util.List;

/** A network that can be asked and nothing else, as one from a file of ONNX. */
record Asked(String name, Backbone network) implements FrozenNetwork {
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
  public PixelTransform preprocessing() {
    return network.preprocessing();
  }

  @Override
  public Pixels pixels(ImageSet set) {
    return network.pixels(set);
  }

  @Override
  public Pixels passing(ImageSet set) {
    return network.passing(set);
  }

  @Override
  public Pixels passing(ImageSet set, int side) {
    return network.passing(set, side);
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
}
