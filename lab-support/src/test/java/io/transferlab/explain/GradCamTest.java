package io.transferlab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.features.L2;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Ending;
import io.transferlab.network.Golden;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.keras.KerasWeights;
import io.transferlab.network.onednn.OneDnn;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against what {@code src/test/python/gradcam_golden.py} computed by PyTorch's autograd. */
class GradCamTest {
  private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e");

  @TempDir static Path folder;

  private record Layer(String layer, int height, int width, double[] weights, double[] sums) {}

  private record Expected(int[] classes, Layer[] vgg16, Layer[] resnet50) {}

  private static Expected expected;

  @BeforeAll
  static void read() throws IOException {
    Golden.unpack(folder);
    try (InputStream in = GradCamTest.class.getResourceAsStream("gradcam-golden.json")) {
      expected = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Expected.class);
    }
  }

  private static Backbone network(String name, Architecture architecture) {
    Ending top = Ending.top(CLASSES.size());
    try (KerasWeights weights =
        KerasWeights.open(
            folder.resolve(name + ".weights.h5"), architecture.configuration(top, 0))) {
      ComputationGraph graph = weights.fill(name, architecture.configuration(top, 0));
      Backbone random = Backbone.random(name, architecture, Preprocessing.SKETCH, CLASSES, 1);
      return random.with(graph, CLASSES, random.provenance());
    }
  }

  private static void assertAsPyTorch(Backbone network, Layer[] layers) throws IOException {
    try (INDArray input = Golden.read(folder, network.name()).input()) {
      for (Layer golden : layers) {
        GradCam.Weighed found =
            GradCam.of(network).withLayer(golden.layer()).weigh(input, expected.classes());
        assertClose(golden.layer() + " weights", golden.weights(), flat(found.weights()));
        double[][] rows = new double[2 * golden.height()][];
        for (int i = 0; i < rows.length; i++) {
          float[] row = found.sums()[i / golden.height()][i % golden.height()];
          rows[i] = new double[row.length];
          for (int x = 0; x < row.length; x++) {
            rows[i][x] = row[x];
          }
        }
        assertClose(golden.layer() + " sums", golden.sums(), flat(rows));
      }
    }
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static void assertClose(String what, double[] golden, double[] found) {
    assertEquals(golden.length, found.length, what);
    double scale = 0;
    double worst = 0;
    for (int i = 0; i < golden.length; i++) {
      scale = Math.max(scale, Math.abs(golden[i]));
      worst = Math.max(worst, Math.abs(golden[i] - found[i]));
    }
    assertTrue(worst <= 1e-5 * scale, what + " differ by " + worst + " at a scale of " + scale);
  }

  @Test
  void layersOfVgg16AreExplainedAsByPyTorch() throws IOException {
    assertAsPyTorch(network("vgg16", Golden.VGG16), expected.vgg16());
  }

  @Test
  void layersOfResNet50AreExplainedAsByPyTorch() throws IOException {
    assertAsPyTorch(network("resnet50", Golden.RESNET50), expected.resnet50());
  }

  @Test
  void frozenLayersAreExplainedTheSame() throws IOException {
    assertAsPyTorch(Heads.freezeUpTo(network("vgg16", Golden.VGG16), "fc2"), expected.vgg16());
    assertAsPyTorch(
        Heads.freezeUpTo(network("resnet50", Golden.RESNET50), "avg_pool"), expected.resnet50());
  }

  @Test
  void withoutOneDnnTheSameComesOut() throws IOException {
    System.setProperty(OneDnn.SWITCH, "off");
    try {
      assertAsPyTorch(network("vgg16", Golden.VGG16), expected.vgg16());
      assertAsPyTorch(network("resnet50", Golden.RESNET50), expected.resnet50());
    } finally {
      System.clearProperty(OneDnn.SWITCH);
    }
  }

  @Test
  void theLastLayerWithMapsThatAreFineEnoughIsTaken() {
    assertEquals("block5_conv3", GradCam.of(network("vgg16", Golden.VGG16)).layer());
    Backbone small = network("resnet50", Golden.RESNET50); // 2 x 2, 3 x 3, 5 x 5 cells
    assertEquals("conv3_block4_out", GradCam.of(small).layer());
  }

  @Test
  void byPlaceItDiffersWhereFullyConnectedLayersFollowAndOnlyThere() {
    assertNotEquals(0, differenceByPlace(network("vgg16", Golden.VGG16), "block5_conv3"), 0.1);
    assertEquals(
        0, differenceByPlace(network("resnet50", Golden.RESNET50), "conv5_block3_out"), 1e-5);
  }

  private static double differenceByPlace(Backbone network, String layer) {
    BufferedImage picture = Some.picture(1);
    GradCam method = GradCam.of(network).withLayer(layer);
    double most = 0;
    for (String name : CLASSES) {
      HeatMap a = method.map(picture, name);
      HeatMap b = method.byPlace().map(picture, name);
      for (int cell = 0; cell < a.height() * a.width(); cell++) {
        int y = cell / a.width();
        int x = cell % a.width();
        most = Math.max(most, Math.abs(a.at(y, x) - b.at(y, x)));
      }
    }
    return most;
  }

  @Test
  void whatCannotBeExplainedIsRefusedInWords() {
    Backbone network = network("vgg16", Golden.VGG16);
    BufferedImage picture = Some.picture(1);
    refused("did you mean \"a\"", () -> GradCam.of(network).map(picture, "A"));
    refused("did you mean \"block5_conv3\"", () -> GradCam.of(network).withLayer("block5conv3"));
    refused("gives a vector", () -> GradCam.of(network).withLayer("fc1").map(picture, "a"));
    refused("use Occlusion", () -> GradCam.of(Some.features(network, L2.WHOLE, "fc1")));
    Backbone trunk = Heads.withoutTop(network, Pooling.AVERAGE, 72);
    refused("with a classifier", () -> GradCam.of(trunk));
  }

  private static void refused(String words, Executable call) {
    String message = assertThrows(LabException.class, call).getMessage();
    assertTrue(message.contains(words), message);
  }
}
