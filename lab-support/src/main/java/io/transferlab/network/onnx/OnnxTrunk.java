package io.transferlab.network.onnx;

import io.transferlab.data.Batch;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The trunk of a file of ONNX: it is pooled where it is computed, so that no map is copied. */
final class OnnxTrunk implements Trunk {
  private final OnnxNetwork network;
  private final OnnxPass pass;
  private final Map<String, Integer> widths = new LinkedHashMap<>();

  OnnxTrunk(OnnxNetwork network, OnnxPasses passes, List<String> layers, Pooling pooling) {
    this.network = network;
    passes.forms(layers);
    layers.forEach(layer -> widths.put(layer, passes.width(layer, pooling)));
    this.pass = passes.open(layers, pooling);
  }

  @Override
  public Map<String, INDArray> forward(Batch batch) {
    Map<String, INDArray> rows = new LinkedHashMap<>();
    pass.run(network.input(batch))
        .forEach((layer, values) -> rows.put(layer, values.reshape('c', batch.size(), -1)));
    return rows;
  }

  @Override
  public Map<String, Integer> widths() {
    return Collections.unmodifiableMap(widths);
  }

  @Override
  public String weightsHash() {
    return network.weightsHash();
  }

  @Override
  public void close() {
    pass.close();
  }
}
