package io.transferlab.export;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.LabException;
import io.transferlab.features.Discretiser;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.Pooling;
import io.transferlab.network.onnx.GraphWriter;
import io.transferlab.network.onnx.LayerWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What comes behind the layers of a frozen network: pooling, a transform, a linear support vector
 * machine. The features of each layer stay by themselves until the machine reads them all.
 */
final class OnnxFeatures {
  /** Divides a row of zeros in the place of its norm, and no other. */
  private static final float TINY = 1e-30f;

  private static final int REDUCES_BY_INPUT = 18;

  private final GraphWriter graph;
  private final long operators;
  private final List<Part> parts = new ArrayList<>();
  private int transforms;

  /** The features of one layer: {@code [n, width]}, columns from a place on. */
  private record Part(String layer, String name, int from, int width) {
    Part named(String changed) {
      return new Part(layer, changed, from, width);
    }

    /** Names of one step, and a means to add to them. */
    String name(String step) {
      return layer + "/" + step;
    }

    float[] of(double[] all) {
      float[] own = new float[width];
      for (int i = 0; i < width; i++) {
        own[i] = (float) all[from + i];
      }
      return own;
    }
  }

  OnnxFeatures(GraphWriter graph, LayerWriter network, FeatureExtractor extractor) {
    this.graph = graph;
    this.operators = 0;
    int from = 0;
    Pooling pooling = extractor.pooling();
    for (String layer : extractor.layers()) {
      LayerWriter.Value value =
          extractor.isBeforeRelu() ? network.beforeRelu(layer) : network.get(layer);
      boolean pooled = value.isMap() && pooling != Pooling.NONE;
      String name =
          pooled
              ? network.pooled(value, pooling == Pooling.MAX, layer + "/pooled")
              : network.row(value, layer + "/row");
      int width = Math.toIntExact(pooled ? value.shape()[2] : value.length());
      parts.add(new Part(layer, name, from, width));
      from += width;
    }
  }

  /**
   * Behind a network of ONNX.
   *
   * @param graph has the network in it
   * @param operators the version of ONNX's operators in it
   * @param rows what is there of each layer, {@code [n, width]}
   * @param widths of the layers, in the same order
   */
  OnnxFeatures(GraphWriter graph, long operators, List<String> rows, Map<String, Integer> widths) {
    this.graph = graph;
    this.operators = operators;
    int from = 0;
    for (Map.Entry<String, Integer> layer : widths.entrySet()) {
      parts.add(new Part(layer.getKey(), rows.get(parts.size()), from, layer.getValue()));
      from += layer.getValue();
    }
  }

  private String all() {
    return parts.size() == 1
        ? parts.get(0).name()
        : graph.node(
            "Concat",
            "features_" + transforms,
            parts.stream().map(Part::name).toList(),
            GraphWriter.integer("axis", 1));
  }

  /** Adds a transform's nodes. */
  void add(FeatureTransform transform) {
    transforms++;
    if (transform instanceof L2 l2) {
      String whole = l2 == L2.WHOLE ? norm(all(), "features") : null;
      parts.replaceAll(
          part -> {
            String norm = whole == null ? norm(part.name(), part.name("l2")) : whole;
            return part.named(
                graph.node("Div", step(part, "normalised"), List.of(part.name(), norm)));
          });
    } else if (transform instanceof Standardiser standardiser) {
      parts.replaceAll(part -> standardised(part, standardiser));
    } else if (transform instanceof Discretiser discretiser) {
      parts.replaceAll(
          part ->
              discretised(
                  part,
                  new float[] {below(discretiser.high())},
                  new float[] {above(discretiser.low())}));
    } else if (transform instanceof FullNetworkEmbedding embedding) {
      parts.replaceAll(part -> embedded(part, embedding));
    } else {
      throw LabException.of(
          "features that are normalised (L2), standardised, discretised or a Full-Network"
              + " Embedding",
          "a transform of another kind",
          "train the machine on one of these");
    }
  }

  private String step(Part part, String what) {
    return part.name(what + (transforms == 1 ? "" : "_" + transforms));
  }

  /** {@code [n, 1]}, above 0. */
  private String norm(String rows, String name) {
    String result = name + "/norm_" + transforms;
    AttributeProto keeps = GraphWriter.integer("keepdims", 1);
    String norm =
        operators < REDUCES_BY_INPUT
            ? graph.node("ReduceL2", result, List.of(rows), GraphWriter.ints("axes", 1), keeps)
            : graph.node(
                "ReduceL2", result, List.of(rows, graph.constant(name + "/axes", 1L)), keeps);
    String tiny = graph.constant(name + "/tiny_" + transforms, new float[] {TINY});
    return graph.node("Max", name + "/divisor_" + transforms, List.of(norm, tiny));
  }

  private Part standardised(Part part, Standardiser by) {
    double[] deviation = by.deviation();
    float[] factor = part.of(deviation);
    for (int i = 0; i < factor.length; i++) {
      factor[i] = factor[i] == 0 ? 0 : (float) (1 / deviation[part.from() + i]);
    }
    String mean = graph.constant(step(part, "mean"), part.of(by.mean()), 1, part.width());
    String centred = graph.node("Sub", step(part, "centred"), List.of(part.name(), mean));
    String scale = graph.constant(step(part, "factor"), factor, 1, part.width());
    return part.named(graph.node("Mul", step(part, "standardised"), List.of(centred, scale)));
  }

  /** The limits on the scale of the features themselves: nothing is rounded on the way to them. */
  private Part embedded(Part part, FullNetworkEmbedding embedding) {
    double[] mean = embedding.standardiser().mean();
    double[] deviation = embedding.standardiser().deviation();
    Discretiser limits = embedding.discretiser();
    float[] high = new float[part.width()];
    float[] low = new float[part.width()];
    for (int i = 0; i < part.width(); i++) {
      int j = part.from() + i;
      if (deviation[j] == 0) { // is 0 when standardised, whatever it is
        high[i] = limits.of(0) > 0 ? -Float.MAX_VALUE : Float.MAX_VALUE;
        low[i] = limits.of(0) < 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
      } else {
        high[i] = below(mean[j] + deviation[j] * limits.high());
        low[i] = above(mean[j] + deviation[j] * limits.low());
      }
    }
    return discretised(part, high, low);
  }

  /** The last float32 not above a number: what is above the one is above the other. */
  private static float below(double limit) {
    float near = (float) limit;
    return near > limit ? Math.nextDown(near) : near;
  }

  /** The first float32 not below a number. */
  private static float above(double limit) {
    float near = (float) limit;
    return near < limit ? Math.nextUp(near) : near;
  }

  /**
   * 1 above the upper limit, -1 below the lower one, else 0; one limit for all, or each its own.
   */
  private Part discretised(Part part, float[] high, float[] low) {
    String above = sign(part, "Greater", "above", high);
    String below = sign(part, "Less", "below", low);
    return part.named(graph.node("Sub", step(part, "discretised"), List.of(above, below)));
  }

  private String sign(Part part, String operator, String what, float[] limits) {
    String limit = graph.constant(step(part, what + "_limit"), limits, 1, limits.length);
    String is = graph.node(operator, step(part, "is_" + what), List.of(part.name(), limit));
    return graph.node(
        "Cast",
        step(part, what),
        List.of(is),
        GraphWriter.integer("to", onnx.Onnx.TensorProto.DataType.FLOAT.getNumber()));
  }

  /** Adds the machine: decision values {@code [n, classes]} of the name given. */
  void machine(LinearSvm svm, String output) {
    double[] intercepts = svm.intercepts();
    transforms++;
    graph.node(
        "Gemm",
        output,
        List.of(
            all(),
            graph.weights("svm/kernel", svm.weights()),
            graph.weights("svm/bias", Nd4j.createFromArray(intercepts).castTo(Nd4j.dataType()))),
        GraphWriter.integer("transB", 1));
  }
}
