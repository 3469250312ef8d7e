package io.transferlab.study.vit;

import static io.transferlab.network.onnx.GraphWriter.integer;
import static io.transferlab.network.onnx.GraphWriter.ints;

import io.transferlab.core.AtomicFiles;
import io.transferlab.network.onnx.GraphWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes the transformer as ONNX, in operators that every reader since 2020 knows. What each block
 * leaves in the stream of tokens is called {@code block1}, {@code block2} and so on, the normalised
 * last one {@code norm}, whose class token and mean of the patches the classifier reads; each
 * {@code [batch, tokens, dimension]}.
 */
final class VitFile {
  private static final float QUICK_GELU = 1.702f;
  private static final float TINY = 1e-12f;

  private final GraphWriter graph;
  private final VitShape shape;
  private final Map<String, INDArray> weights;

  private VitFile(VitShape shape, Map<String, INDArray> weights, String about) {
    this.graph = new GraphWriter("vision_transformer", about);
    this.shape = shape;
    this.weights = weights;
  }

  /**
   * Writes a network.
   *
   * @param network with its weights as they are
   * @param about what it is, one line
   * @param file where to, replaced in one step
   */
  static void write(VitNetwork network, String about, Path file) {
    VitFile writer = new VitFile(network.shape(), network.weights(), about);
    writer.build(network.classes());
    AtomicFiles.write(file, out -> writer.graph.write(GraphWriter.model().build(), out));
  }

  private void build(int classes) {
    graph.constant("tiny", new float[] {TINY});
    graph.constant("gelu", new float[] {QUICK_GELU});
    graph.constant("split", 0, shape.tokens(), shape.heads(), shape.dimension() / shape.heads());
    graph.constant("joined", 0, shape.tokens(), shape.dimension());
    String x = tokens();
    for (int i = 1; i <= shape.blocks(); i++) {
      String block = "block" + i;
      String attended = attention(normalised(x, block + "/norm1"), block);
      x = graph.node("Add", block + "/attended", List.of(x, attended));
      String fed = feedForward(normalised(x, block + "/norm2"), block);
      x = graph.node("Add", block, List.of(x, fed));
    }
    String all = normalised(x, "norm");
    graph.constant("tokens_axis", 1L);
    String both =
        graph.node(
            "Concat",
            "described",
            List.of(part(all, "class_token", 0, 1), part(all, "patches", 1, shape.tokens())),
            integer("axis", 1));
    linear(both, "head", "logits");
    graph.output("logits", "the scores of the classes, before the softmax", classes);
  }

  /** The mean of some tokens. */
  private String part(String all, String name, long from, long to) {
    String part =
        graph.node(
            "Slice",
            name,
            List.of(
                all,
                graph.constant(name + "/from", new long[] {from}),
                graph.constant(name + "/to", new long[] {to}),
                "tokens_axis"));
    return graph.node(
        "ReduceMean", name + "/mean", List.of(part), ints("axes", 1), integer("keepdims", 0));
  }

  private String tokens() {
    String x = "pixels";
    graph.input(x, "prepared pictures, RGB", 3, VitShape.SIDE, VitShape.SIDE);
    for (int i = 1; i <= VitShape.CONVOLUTIONS; i++) {
      String name = "stem" + i;
      String weight =
          graph.weights(
              name + "/weight", weights.get(name + "/weight").permute(3, 2, 0, 1).dup('c'));
      String bias = weight(name + "/bias");
      x =
          graph.node(
              "Conv",
              name,
              List.of(x, weight, bias),
              ints("strides", 2, 2),
              ints("pads", 1, 1, 1, 1),
              ints("kernel_shape", 3, 3));
      if (i < VitShape.CONVOLUTIONS) {
        x = graph.node("Relu", name + "/relu", List.of(x));
      }
    }
    graph.constant("lines", 0, shape.dimension(), shape.tokens() - 1);
    x = graph.node("Reshape", "tokens/lines", List.of(x, "lines"));
    x = graph.node("Transpose", "tokens/patches", List.of(x), ints("perm", 0, 2, 1));
    graph.constant("class_place", 0, 1, 0, 0, 0, 0);
    x = graph.node("Pad", "tokens/all", List.of(x, "class_place"));
    return graph.node("Add", "tokens", List.of(x, weight("places")));
  }

  private String attention(String x, String block) {
    String query = heads(x, block + "/query", 0, 2, 1, 3);
    String key = heads(x, block + "/key", 0, 2, 3, 1);
    String value = heads(x, block + "/value", 0, 2, 1, 3);
    int size = shape.dimension() / shape.heads();
    String scale = graph.constant(block + "/scale", new float[] {(float) (1 / Math.sqrt(size))});
    String scaled = graph.node("Mul", block + "/query/scaled", List.of(query, scale));
    String scores = graph.node("MatMul", block + "/scores", List.of(scaled, key));
    String attention =
        graph.node("Softmax", block + "/attention", List.of(scores), integer("axis", 3));
    String mixed = graph.node("MatMul", block + "/mixed", List.of(attention, value));
    String places =
        graph.node("Transpose", block + "/mixed/places", List.of(mixed), ints("perm", 0, 2, 1, 3));
    String joined = graph.node("Reshape", block + "/mixed/joined", List.of(places, "joined"));
    return linear(joined, block + "/out", block + "/out");
  }

  private String heads(String x, String name, long... order) {
    String all = linear(x, name, name);
    String split = graph.node("Reshape", name + "/split", List.of(all, "split"));
    return graph.node("Transpose", name + "/heads", List.of(split), ints("perm", order));
  }

  private String feedForward(String x, String block) {
    String wide = linear(x, block + "/wide", block + "/wide");
    String steep = graph.node("Mul", block + "/gelu/steep", List.of(wide, "gelu"));
    String gate = graph.node("Sigmoid", block + "/gelu/gate", List.of(steep));
    String gelu = graph.node("Mul", block + "/gelu", List.of(wide, gate));
    return linear(gelu, block + "/narrow", block + "/narrow");
  }

  private String linear(String x, String name, String output) {
    String product = graph.node("MatMul", name + "/product", List.of(x, weight(name + "/weight")));
    return graph.node("Add", output, List.of(product, weight(name + "/bias")));
  }

  private String normalised(String x, String name) {
    String mean = mean(x, name + "/mean");
    String centred = graph.node("Sub", name + "/centred", List.of(x, mean));
    String square = graph.node("Mul", name + "/square", List.of(centred, centred));
    String variance = mean(square, name + "/variance");
    String safe = graph.node("Add", name + "/safe", List.of(variance, "tiny"));
    String deviation = graph.node("Sqrt", name + "/deviation", List.of(safe));
    String unit = graph.node("Div", name + "/unit", List.of(centred, deviation));
    String scaled = graph.node("Mul", name + "/scaled", List.of(unit, weight(name + "/weight")));
    return graph.node("Add", name, List.of(scaled, weight(name + "/bias")));
  }

  private String mean(String x, String output) {
    return graph.node("ReduceMean", output, List.of(x), ints("axes", 2), integer("keepdims", 1));
  }

  private String weight(String name) {
    return graph.weights(name, weights.get(name));
  }
}
