package io.transferlab.network.keras;

import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a Keras file, in any form in which Keras writes them, for a network of the VGG16
 * or ResNet50 family. It is filled by the names of the layers. Everything is checked before the
 * network is made, and each array goes from the file to its place in pieces: no random weights are
 * drawn, and no second copy of the network is held.
 *
 * <p>Layouts: kernels of convolutions {@code [h, w, in, out]} become {@code [out, in, h, w]}
 * without a flip (both convolve without one); dense kernels keep {@code [in, out]}, also that of
 * {@code fc1}: pictures are {@code [h, w, c]} in both, so its rows have the same order.
 */
public final class KerasWeights implements AutoCloseable {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "kernel", "W",
          "bias", "b",
          "gamma", "gamma",
          "beta", "beta",
          "moving_mean", "mean",
          "moving_variance", "var");

  /** What ResNet50's normalizations add to variances in Keras before 2019. */
  private static final double LEGACY_EPSILON = 1e-3;

  /** Values: 4 MB. */
  private static final int STAGING = 1 << 20;

  private final KerasFile file;
  private final Map<String, KerasLayer> found = new LinkedHashMap<>();
  private @Nullable INDArray staging;

  private KerasWeights(KerasFile file) {
    this.file = file;
    file.layers().forEach((name, layer) -> found.put(KerasNames.present(name), layer));
  }

  /**
   * Opens a file and lists its layers; no weights are read yet.
   *
   * @param file {@code .h5} of weights or of a whole model, {@code .weights.h5}, {@code .keras}
   * @param network the network that it is for, with top
   * @return the open file, to be closed
   * @throws LabException if it is no such file, or a damaged one
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
   */
  public static KerasWeights open(Path file, ComputationGraphConfiguration network) {
    return new KerasWeights(KerasFile.open(file, KerasNames.byKind(network)));
  }

  /**
   * The layers that have weights.
   *
   * @return their present names, in the file's order
   */
  public List<String> layers() {
    return List.copyOf(found.keySet());
  }

  /**
   * The number of outputs of the classifier in the file.
   *
   * @return 0 if it has none that belongs to this family
   */
  public int classes() {
    KerasLayer top = found.get(KerasNames.OUTPUT);
    Tensor kernel = top == null ? null : top.weights().get("kernel");
    return kernel == null || kernel.shape().length != 2 ? 0 : kernel.shape()[1];
  }

  /**
   * Whether it is ResNet50 as Keras had it before 2019, with other names and another epsilon.
   *
   * @return true for the legacy ResNet50
   */
  public boolean isLegacy() {
    return KerasFile.isLegacyResNet50(file.layers().keySet());
  }

  /**
   * Makes the network.
   *
   * @param name what to call it in messages
   * @param configuration its layers
   * @return the network with the file's weights
   * @throws LabException if a layer is missing, has another shape, or belongs to another network
   */
  public ComputationGraph fill(String name, ComputationGraphConfiguration configuration) {
    Map<String, FeedForwardLayer> layers = withWeights(configuration);
    checkGeneration(layers);
    boolean hasTop = layers.containsKey(KerasNames.OUTPUT);
    layers.forEach((layer, settings) -> check(name, layer, settings, hasTop));
    checkNothingElse(name, layers, hasTop);
    ComputationGraph graph = new ComputationGraph(configuration);
    long parameters = layers.values().stream().mapToLong(l -> l.initializer().numParams(l)).sum();
    graph.init(Nd4j.createUninitialized(DataType.FLOAT, 1, parameters), false);
    for (Layer layer : graph.getLayers()) {
      String layerName = layer.conf().getLayer().getLayerName();
      if (layers.containsKey(layerName)) {
        Objects.requireNonNull(found.get(layerName))
            .weights()
            .forEach((role, tensor) -> fill(layer.getParam(PARAMETERS.get(role)), tensor));
      }
    }
    if (staging != null) {
      staging.close();
      staging = null;
    }
    return graph;
  }

  /**
   * The layers of a configuration that have weights.
   *
   * @param configuration a network not yet made
   * @return name to settings, input first
   */
  static Map<String, FeedForwardLayer> withWeights(ComputationGraphConfiguration configuration) {
    Map<String, FeedForwardLayer> out = new LinkedHashMap<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex v
                  && v.getLayerConf().getLayer() instanceof FeedForwardLayer layer
                  && layer.initializer().numParams(layer) > 0) {
                out.put(name, layer);
              }
            });
    return out;
  }

  private void checkGeneration(Map<String, FeedForwardLayer> layers) {
    double epsilon =
        layers.values().stream()
            .filter(BatchNormalization.class::isInstance)
            .mapToDouble(layer -> ((BatchNormalization) layer).getEps())
            .findFirst()
            .orElse(0);
    if (epsilon != 0 && isLegacy() != (epsilon == LEGACY_EPSILON)) {
      throw LabException.of(
          "ResNet50 weights for epsilon " + epsilon + " in " + file.file(),
          isLegacy()
              ? "those of Keras before 2019 (layers res2a_branch2a, ...; epsilon 0.001)"
              : "present ones (layers conv2_block1_1_conv, ...; epsilon 1.001E-5)",
          "load it with ResNetShape." + (isLegacy() ? "RESNET50_LEGACY" : "RESNET50"));
    }
  }

  private void check(String name, String layer, FeedForwardLayer settings, boolean hasTop) {
    KerasLayer there = found.get(layer);
    if (there == null) {
      boolean onlyTop = hasTop && KerasNames.TOP.contains(layer);
      throw LabException.of(
          "layer " + layer + " of " + name + " in " + file.file(),
          found.isEmpty()
              ? "no weights at all"
              : found.size()
                  + " other layers ("
                  + String.join(", ", found.keySet().stream().limit(4).toList())
                  + ", ...)",
          onlyTop
              ? "these weights are without top: load them with Ending.AVERAGE"
              : "choose the network that these weights belong to, or fetch the file again");
    }
    expected(settings)
        .forEach(
            (role, shape) -> {
              Tensor tensor = there.weights().get(role);
              if (tensor == null) {
                throw LabException.of(
                    "the " + role + " of layer " + layer + " in " + file.file(),
                    "only " + there.weights().keySet(),
                    "fetch the file again, or choose the network that it belongs to");
              }
              if (!Arrays.equals(shape, tensor.shape())) {
                throw LabException.of(
                    role + " " + Arrays.toString(shape) + " of layer " + layer + " for " + name,
                    Arrays.toString(tensor.shape()) + " in " + file.file(),
                    KerasNames.TOP.contains(layer)
                        ? "load it without top, or with the classes and the side it was made for"
                        : "choose the network that these weights belong to");
              }
            });
    for (String role : there.weights().keySet()) {
      if (!expected(settings).containsKey(role)) {
        throw LabException.of(
            "layer " + layer + " with " + expected(settings).keySet() + " in " + file.file(),
            "also " + role,
            "choose the network that these weights belong to");
      }
    }
  }

  /** Keras' shapes of a layer's weights. */
  private static Map<String, int[]> expected(FeedForwardLayer layer) {
    int in = (int) layer.getNIn();
    int out = (int) layer.getNOut();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    if (layer instanceof BatchNormalization) {
      for (String role : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
        shapes.put(role, new int[] {out});
      }
    } else {
      int[] kernel = {in, out};
      if (layer instanceof ConvolutionLayer convolution) {
        int[] size = convolution.getKernelSize();
        kernel = new int[] {size[0], size[1], in, out};
      }
      shapes.put("kernel", kernel);
      shapes.put("bias", new int[] {out});
    }
    return shapes;
  }

  /** VGG19 holds every layer of VGG16, in the same shapes, and more. */
  private void checkNothingElse(String name, Map<String, FeedForwardLayer> layers, boolean hasTop) {
    List<String> others = new ArrayList<>();
    for (String layer : found.keySet()) {
      boolean added = !KerasNames.isOfAFamily(layer) || KerasNames.TOP.contains(layer);
      if (!layers.containsKey(layer) && !(added && !hasTop)) {
        others.add(layer);
      }
    }
    if (!others.isEmpty()) {
      throw LabException.of(
          "the layers of " + name + " and no others in " + file.file(),
          "also " + String.join(", ", others.subList(0, Math.min(4, others.size()))),
          "choose the network that these weights belong to"
              + (hasTop ? ", or load its trunk with Ending.AVERAGE" : ""));
    }
  }

  /** Through one array outside the heap, used again and again: ND4J frees late what it makes. */
  private void fill(INDArray parameter, Tensor tensor) {
    int[] shape = tensor.shape();
    tensor.read(
        (first, rows, values) -> {
          long[] piece = Arrays.stream(shape).asLongStream().toArray();
          piece[0] = rows;
          int length = (int) Arrays.stream(piece).reduce(1, (a, b) -> a * b);
          if (staging == null || staging.length() < length) {
            staging = Nd4j.createUninitialized(DataType.FLOAT, Math.max(length, STAGING));
          }
          ((FloatPointer) staging.data().addressPointer()).put(values, 0, length);
          INDArray array = staging.get(NDArrayIndex.interval(0, length)).reshape('c', piece);
          var range = NDArrayIndex.interval(first, first + rows);
          switch (shape.length) {
            case 4 ->
                parameter
                    .get(NDArrayIndex.all(), NDArrayIndex.all(), range, NDArrayIndex.all())
                    .assign(array.permute(3, 2, 0, 1));
            case 2 -> parameter.get(range, NDArrayIndex.all()).assign(array);
            default -> parameter.assign(array.reshape(parameter.shape()));
          }
        });
  }

  @Override
  public void close() {
    file.close();
  }
}
