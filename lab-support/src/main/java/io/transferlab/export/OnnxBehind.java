package io.transferlab.export;

import io.transferlab.core.LabException;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Trunk;
import io.transferlab.network.onnx.GraphWriter;
import io.transferlab.network.onnx.Normalisation;
import io.transferlab.network.onnx.OnnxNetwork;
import io.transferlab.predict.PictureClassifier.Frozen;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A classifier whose network is a file of ONNX already: its graph goes into the new one as it is,
 * the normalisation before it, what was trained behind it.
 */
final class OnnxBehind {
  /** Before it, sizes that differ were no sums. */
  private static final int OLDEST = 9;

  private final Exported what;
  private final OnnxNetwork network;

  OnnxBehind(Exported what, OnnxNetwork network) {
    this.what = what;
    this.network = network;
    if (network.operatorSet() < OLDEST) {
      throw LabException.of(
          "a network with ONNX's operators of version " + OLDEST + " or later",
          "version " + network.operatorSet() + " in " + network.name(),
          "export the network anew with a later opset");
    }
  }

  /**
   * Writes everything up to the logits.
   *
   * @param graph takes it
   * @param name of the input
   * @param words of the input
   * @param channelsFirst whether its channels come before height and width
   * @param prepared whether it is normalised outside
   * @param logits what to call the scores
   */
  void write(
      GraphWriter graph,
      String name,
      String words,
      boolean channelsFirst,
      boolean prepared,
      String logits) {
    Frozen frozen = what.frozen();
    HeadedNetwork headed = what.headed();
    List<String> layers =
        frozen != null
            ? frozen.extractor().layers()
            : List.of(headed != null ? headed.layer() : network.scoresLayer());
    var pooling =
        frozen != null
            ? frozen.extractor().pooling()
            : headed != null ? headed.pooling() : network.usualPooling();
    List<String> rows =
        network.writeTo(
            graph, () -> front(graph, name, words, channelsFirst, prepared), layers, pooling);
    if (frozen != null) {
      Map<String, Integer> widths;
      try (Trunk trunk = network.trunk(layers, pooling)) {
        widths = trunk.widths();
      }
      OnnxFeatures features = new OnnxFeatures(graph, network.operatorSet(), rows, widths);
      features.add(frozen.transform());
      features.machine(frozen.svm(), logits);
    } else if (headed != null) {
      head(graph, headed, rows.get(0), logits);
    } else {
      graph.node("Identity", logits, rows);
    }
  }

  private String front(
      GraphWriter graph, String name, String words, boolean channelsFirst, boolean prepared) {
    long side = network.side();
    graph.input(
        name, words, channelsFirst ? new long[] {3, side, side} : new long[] {side, side, 3});
    String at = name;
    if (channelsFirst) {
      at =
          graph.node(
              "Transpose",
              "input/channels_last",
              List.of(at),
              GraphWriter.ints("perm", 0, 2, 3, 1));
    }
    if (prepared) {
      return at;
    }
    Normalisation by = network.preprocessing();
    if (by.divisor() != 1) {
      String divisor = graph.constant("input/divisor", new float[] {by.divisor()});
      at = graph.node("Div", "input/scaled", List.of(at, divisor));
    }
    String mean = graph.constant("input/mean", floats(by.mean()), 1, 1, 1, 3);
    at = graph.node("Sub", "input/centred", List.of(at, mean));
    String deviation = graph.constant("input/std", floats(by.std()), 1, 1, 1, 3);
    at = graph.node("Div", "input/normalised", List.of(at, deviation));
    if (by.channels() == Normalisation.Channels.BGR) {
      String order = graph.constant("input/blue_green_red", 2, 1, 0);
      at = graph.node("Gather", "input/bgr", List.of(at, order), GraphWriter.integer("axis", 3));
    }
    return at;
  }

  private static float[] floats(List<Float> values) {
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return all;
  }

  private static void head(GraphWriter graph, HeadedNetwork headed, String rows, String logits) {
    List<String> layers = headed.headLayers();
    String at = rows;
    for (String layer : layers) {
      boolean last = layer.equals(layers.get(layers.size() - 1));
      INDArray bias = headed.head().getLayer(layer).getParam("b");
      String sums =
          graph.node(
              "Gemm",
              last ? logits : "head/" + layer + "/sums",
              Stream.of(
                      at,
                      graph.weights(
                          "head/" + layer + "/kernel", headed.head().getLayer(layer).getParam("W")),
                      graph.weights("head/" + layer + "/bias", bias.reshape(bias.length())))
                  .toList());
      at = last ? sums : graph.node("Relu", "head/" + layer, List.of(sums));
    }
  }
}
