package io.transferlab.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Ending;
import io.transferlab.network.Golden;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.keras.KerasWeights;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported files against PyTorch's outputs and against files as Keras writes them. */
class GoldenExportTest {
  private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e");

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    Golden.unpack(folder);
  }

  private Backbone load(String name, String file) {
    Architecture architecture = name.equals("vgg16") ? Golden.VGG16 : Golden.RESNET50;
    ComputationGraphConfiguration configuration = architecture.configuration(Ending.top(5), 0);
    try (KerasWeights weights = KerasWeights.open(folder.resolve(file), configuration)) {
      return Backbone.random(name, architecture, Preprocessing.CAFFE, CLASSES, 0)
          .with(weights.fill(file, configuration), CLASSES, Provenance.none().with("seed", 3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "resnet50"})
  void onnxComputesAsPyTorchDoes(String name) throws Exception {
    Path file = folder.resolve("golden.onnx");
    OnnxExport.of(load(name, name + ".keras")).withPrepared(true).write(file);
    Golden golden = Golden.read(folder, name);
    try (OnnxRuntime runtime = new OnnxRuntime(file)) {
      golden.compare(
          Map.of("predictions", runtime.run("prepared", golden.input(), "probabilities")), 1);
    }
  }

  /** A tensor of a file: shape and values. */
  private record Read(List<Long> shape, float[] values) {}

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "resnet50"})
  void safetensorsHaveKerasNamesShapesAndNumbers(String name) throws IOException {
    Path file = folder.resolve("golden.safetensors");
    SafetensorsExport.write(PictureClassifier.of(load(name, name + "-keras2.h5")), file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[Math.toIntExact(bytes.getLong())];
    bytes.get(text);
    assertEquals(0, bytes.position() % 8);
    JsonObject header =
        JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
    JsonObject about = header.remove("__metadata__").getAsJsonObject();
    assertEquals("[\"a\",\"b\",\"c\",\"d\",\"e\"]", about.get("classes").getAsString());
    assertEquals("3", about.get("provenance.seed").getAsString());
    Map<String, Read> keras = keras(folder.resolve(name + "-keras2.h5"));
    assertEquals(keras.keySet(), Set.copyOf(header.keySet()));
    int end = 0;
    for (String tensor : header.keySet()) {
      JsonObject entry = header.getAsJsonObject(tensor);
      Read expected = keras.get(tensor);
      assertEquals("F32", entry.get("dtype").getAsString());
      assertEquals(
          expected.shape(),
          entry.getAsJsonArray("shape").asList().stream().map(s -> s.getAsLong()).toList(),
          tensor);
      int from = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
      assertEquals(end, from, "nothing between the tensors");
      end = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
      float[] found = new float[(end - from) / Float.BYTES];
      bytes
          .slice(8 + text.length + from, end - from)
          .order(bytes.order())
          .asFloatBuffer()
          .get(found);
      assertArrayEquals(expected.values(), found, tensor);
    }
    assertEquals(bytes.capacity(), 8 + text.length + end);
  }

  private static Map<String, Read> keras(Path file) {
    Map<String, Read> read = new TreeMap<>();
    try (HdfFile hdf = new HdfFile(file)) {
      collect(hdf, read);
    }
    assertTrue(read.size() > 10);
    return read;
  }

  private static void collect(Group group, Map<String, Read> into) {
    for (Node node : group.getChildren().values()) {
      if (node instanceof Group inner) {
        collect(inner, into);
      } else if (node instanceof Dataset dataset) {
        List<Long> shape =
            java.util.Arrays.stream(dataset.getDimensions()).mapToObj(d -> (long) d).toList();
        into.put(
            group.getName() + "/" + dataset.getName().replaceFirst(":0$", ""),
            new Read(shape, (float[]) dataset.getDataFlat()));
      }
    }
  }

  @Test
  void aFolderInThePlaceOfTheFileIsSaid() {
    PictureClassifier network = PictureClassifier.of(load("vgg16", "vgg16.keras"));
    LabException e =
        assertThrows(LabException.class, () -> SafetensorsExport.write(network, folder));
    assertTrue(e.getMessage().contains("which is a folder"), e.getMessage());
  }
}
