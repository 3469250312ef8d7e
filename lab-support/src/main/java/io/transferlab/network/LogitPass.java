package io.transferlab.network;

import io.transferlab.network.inference.ForwardPass;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way from pictures to what a network's softmax is taken of, for many batches, together with
 * the features that its last layer reads. Probabilities cannot give the logits back: what is far
 * from 0 and 1 in them is rounded away. Of the weights as they are when it is made; for one thread.
 */
public final class LogitPass implements AutoCloseable {
  private final Backbone network;
  private final String output;
  private final String below;
  private final ForwardPass pass;

  /**
   * What a batch gives.
   *
   * @param logits {@code [n, classes]}: their softmax are the probabilities
   * @param features {@code [n, d]}: what the output layer reads, the mean over each map where it
   *     reads maps
   */
  public record Rows(INDArray logits, INDArray features) {}

  private LogitPass(Backbone network, String output, String below) {
    this.network = network;
    this.output = output;
    this.below = below;
    this.pass = network.forward(List.of(below));
  }

  /** Of a network with a top. */
  static LogitPass of(Backbone network) {
    String output = network.outputLayer();
    String below =
        Objects.requireNonNull(network.graph().getConfiguration().getVertexInputs().get(output))
            .get(0);
    return new LogitPass(network, output, below);
  }

  /**
   * Computes a batch.
   *
   * @param prepared pictures {@code [n, side, side, 3]}, prepared by this network
   * @return logits and features, the caller's own
   */
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

  /** Frees the room it computes in. */
  @Override
  public void close() {
    pass.close();
  }
}
