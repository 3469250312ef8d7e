package io.transferlab.network;

import io.transferlab.network.inference.ForwardPass;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The logits of a network of DL4J. */
final class BackboneLogits implements LogitPass {
  private final Backbone network;
  private final String output;
  private final String below;
  private final ForwardPass pass;

  private BackboneLogits(Backbone network, String output, String below) {
    this.network = network;
    this.output = output;
    this.below = below;
    this.pass = network.forward(List.of(below));
  }

  /** Of a network with a top. */
  static BackboneLogits of(Backbone network) {
    String output = network.outputLayer();
    String below =
        Objects.requireNonNull(network.graph().getConfiguration().getVertexInputs().get(output))
            .get(0);
    return new BackboneLogits(network, output, below);
  }

  @Override
  public Rows run(INDArray prepared) {
    INDArray read = Objects.requireNonNull(pass.run(prepared).get(below));
    INDArray flat = flat(read);
    INDArray logits = flat.mmul(network.graph().getLayer(output).getParam("W"));
    @Nullable INDArray bias = network.graph().getLayer(output).getParam("b");
    if (bias != null) {
      logits.addiRowVector(bias.reshape(1, bias.length()));
    }
    return new Rows(logits, read.rank() == 4 ? read.mean(1, 2) : flat.dup('c'));
  }

  /** As the output layer reads it: maps become rows. */
  private INDArray flat(INDArray read) {
    LayerVertex vertex =
        (LayerVertex)
            Objects.requireNonNull(network.graph().getConfiguration().getVertices().get(output));
    return read.rank() == 2 || vertex.getPreProcessor() == null
        ? read
        : vertex
            .getPreProcessor()
            .preProcess(read, (int) read.size(0), LayerWorkspaceMgr.noWorkspaces());
  }

  @Override
  public void close() {
    pass.close();
  }
}
