package io.transferlab.export;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.FloatBytes;
import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes the weights of a network under Keras' names and in Keras' shapes, as a safetensors file:
 * eight bytes for the length of a JSON header, the header (name to type, shape and place), the
 * numbers. Convolutions {@code NAME/kernel [height, width, in, out]}, fully connected layers {@code
 * NAME/kernel [in, out]}, both {@code NAME/bias}; normalizations {@code gamma}, {@code beta},
 * {@code moving_mean}, {@code moving_variance}. Class names, preprocessing and provenance are in
 * the header's {@code __metadata__}.
 *
 * <p>Of a head behind a frozen network the head alone is written: the network is a file already.
 *
 * <p>The format: <a href="https://github.com/huggingface/safetensors">safetensors</a>. In Keras:
 *
 * <pre>{@code
 * weights = safetensors.numpy.load_file("network.safetensors")
 * for layer in model.layers:
 *     layer.set_weights([weights[layer.name + "/" + w.name.split("/")[-1].split(":")[0]]
 *                        for w in layer.weights])
 * }</pre>
 */
public final class SafetensorsExport {
  /** DL4J's names of weights to Keras'. */
  private static final Map<String, String> ROLES =
      Map.of(
          "W", "kernel",
          "b", "bias",
          "gamma", "gamma",
          "beta", "beta",
          "mean", "moving_mean",
          "var", "moving_variance");

  private static final int ALIGNED = 8;

  private SafetensorsExport() {}

  /** What the header says of a tensor. */
  private record Entry(String dtype, long[] shape, List<Long> data_offsets) {}

  /**
   * Writes the file.
   *
   * @param classifier a network, its weights as they are; of a frozen one the head alone
   * @param file where to, by custom {@code .safetensors}; replaced in one step
   * @throws LabException if it cannot be written, or there is something that Keras has no name for:
   *     a support vector machine, a layer of another kind
   */
  public static void write(PictureClassifier classifier, Path file) {
    if (Files.isDirectory(file)) {
      throw LabException.of("a file to write", file + ", which is a folder", "name a file in it");
    }
    Map<String, INDArray> tensors = tensors(classifier);
    byte[] header =
        header(tensors, Exported.of(classifier).metadata()).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> write(header, tensors, out));
  }

  private static void write(byte[] header, Map<String, INDArray> tensors, OutputStream out)
      throws IOException {
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    for (INDArray tensor : tensors.values()) {
      FloatBytes.write(tensor, out);
    }
  }

  private static Map<String, INDArray> tensors(PictureClassifier classifier) {
    HeadedNetwork headed = classifier.headed();
    if (headed != null) {
      return tensors(headed.head(), headed.headLayers());
    }
    if (!classifier.hasGradients()) {
      throw LabException.of(
          "weights that Keras has names for",
          classifier.name()
              + ", "
              + classifier.kind()
              + (classifier.frozen() == null ? " of ONNX" : ""),
          "write an ONNX file, which holds all of it");
    }
    return tensors(classifier.backbone().graph(), classifier.backbone().layerNames());
  }

  private static Map<String, INDArray> tensors(ComputationGraph graph, List<String> layers) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (String name : layers) {
      Layer layer = graph.getLayer(name);
      if (layer == null) {
        continue;
      }
      for (Map.Entry<String, INDArray> weights : layer.paramTable().entrySet()) {
        String role = ROLES.get(weights.getKey());
        if (role == null) {
          throw LabException.of(
              "weights that Keras has names for",
              weights.getKey() + " of " + name,
              "leave that layer out");
        }
        tensors.put(name + "/" + role, asKeras(role, weights.getValue()));
      }
    }
    return tensors;
  }

  /** A view in Keras' order of dimensions. */
  private static INDArray asKeras(String role, INDArray weights) {
    if (!role.equals("kernel")) {
      return weights.reshape(weights.length());
    }
    return weights.rank() == 4 ? weights.permute(2, 3, 1, 0) : weights;
  }

  private static String header(Map<String, INDArray> tensors, Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", metadata);
    long at = 0;
    for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
      long end = at + FloatBytes.size(tensor.getValue());
      header.put(tensor.getKey(), new Entry("F32", tensor.getValue().shape(), List.of(at, end)));
      at = end;
    }
    String text = Json.text(header);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return text + " ".repeat(Math.floorMod(-length, ALIGNED)); // the numbers begin at whole words
  }
}
