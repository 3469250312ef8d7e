package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.network.LogitPass;
import io.transferlab.network.Trunk;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The logits of a file of ONNX: what its output is, or what the softmax at its end reads; with them
 * the features of its last descriptor layer.
 */
final class OnnxLogits implements LogitPass {
  private static final Set<String> FORMS = Set.of("Identity", "Flatten", "Reshape", "Squeeze");

  private final OnnxNetwork network;
  private final String scores;
  private final String features;
  private final Trunk trunk;

  OnnxLogits(OnnxNetwork network, OnnxModel model) {
    this.network = network;
    this.scores = scores(model);
    List<String> descriptors = network.descriptorLayers();
    this.features = descriptors.get(descriptors.size() - 1);
    List<String> both = features.equals(scores) ? List.of(scores) : List.of(features, scores);
    this.trunk = network.trunk(both, network.usualPooling());
    int width = Objects.requireNonNull(trunk.widths().get(scores));
    int classes = network.classes().size();
    if (width != classes) {
      trunk.close();
      throw LabException.of(
          "a value for each of the %d classes in the card of %s".formatted(classes, network.name()),
          width + " from its layer " + scores,
          classes == 0
              ? "name the classes in the card, or train a head behind the network (fine-tune)"
              : "correct \"classes\" in the card");
    }
  }

  /** The first output that the picture has a part in, before any softmax. */
  static String scores(OnnxModel model) {
    String at =
        model.outputs().stream()
            .filter(model.layers()::containsKey)
            .findFirst()
            .orElseThrow(
                () ->
                    LabException.of(
                        "an output of " + model.name() + " that tells classes",
                        "none",
                        "train a head behind it (fine-tune)"));
    String softmax = at;
    while (true) {
      NodeProto node = model.layers().get(softmax);
      if (node == null) {
        return at;
      }
      String before = node.getInput(0);
      if (node.getOpType().equals("Softmax") && model.layers().containsKey(before)) {
        return before;
      }
      if (!FORMS.contains(node.getOpType())) {
        return at; // no softmax: logits as they come, or the logarithms of one
      }
      softmax = before;
    }
  }

  @Override
  public Rows run(INDArray prepared) {
    int n = (int) prepared.size(0);
    int[] places = IntStream.range(0, n).toArray();
    Map<String, INDArray> found =
        trunk.forward(new Batch(prepared, new int[n], places, network.preprocessing()));
    return new Rows(
        Objects.requireNonNull(found.get(scores)).dup('c'),
        Objects.requireNonNull(found.get(features)).dup('c'));
  }

  @Override
  public void close() {
    trunk.close();
  }
}
