package io.transferlab.network.keras;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.network.Architecture;
import io.transferlab.network.Ending;
import io.transferlab.network.Golden;
import io.transferlab.network.ResNetShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks read from files in Keras' forms against what PyTorch computes with the same weights. */
class KerasWeightsTest {
  private static final Ending TOP = Ending.top(5);

  @TempDir static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    Golden.unpack(folder);
  }

  private static ComputationGraph fill(Path file, Architecture architecture, Ending ending) {
    try (KerasWeights weights = KerasWeights.open(file, architecture.configuration(TOP, 0))) {
      return weights.fill("the small network", architecture.configuration(ending, 0));
    }
  }

  private static void assertComputesLike(
      String golden, String file, Architecture architecture, Ending ending, int layers)
      throws IOException {
    ComputationGraph graph = fill(folder.resolve(file), architecture, ending);
    Golden expected = Golden.read(folder, golden);
    expected.compare(graph.feedForward(expected.input(), false), layers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vgg16-keras1.h5",
        "vgg16-keras2.h5",
        "vgg16-model.h5",
        "vgg16.weights.h5",
        "vgg16.keras"
      })
  void everyLayerOfVgg16ComputesAsPyTorchDoes(String file) throws IOException {
    assertComputesLike("vgg16", file, Golden.VGG16, TOP, 21);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet50-keras2.h5",
        "resnet50.weights.h5",
        "resnet50-named.weights.h5",
        "resnet50.keras"
      })
  void everyLayerOfResNet50ComputesAsPyTorchDoes(String file) throws IOException {
    assertComputesLike("resnet50", file, Golden.RESNET50, TOP, 176);
  }

  @Test
  void legacyResNet50ComputesAsPyTorchDoes() throws IOException {
    assertComputesLike("resnet50-legacy", "resnet50-legacy.h5", Golden.LEGACY, TOP, 176);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vgg16-keras1-notop.h5",
        "vgg16-keras1.h5",
        "vgg16.keras",
        "vgg16-nested-model.h5"
      })
  void trunksComeFromFilesWithAndWithoutTop(String file) throws IOException {
    assertComputesLike("vgg16", file, Golden.VGG16, Ending.FEATURE_MAPS, 18);
  }

  @Test
  void trunksOfResNet50TooWithTheirPooling() throws IOException {
    assertComputesLike(
        "resnet50", "resnet50-keras2-notop.h5", Golden.RESNET50, Ending.AVERAGE, 175);
    assertComputesLike(
        "resnet50-legacy", "resnet50-legacy-notop.h5", Golden.LEGACY, Ending.AVERAGE, 175);
  }

  private static String refused(String file, Architecture architecture, Ending ending) {
    return refused(folder.resolve(file), architecture, ending);
  }

  private static String refused(Path file, Architecture architecture, Ending ending) {
    LabException e =
        assertThrows(LabException.class, () -> fill(file, architecture, ending), file.toString());
    assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    return e.getMessage();
  }

  private static void assertNames(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), "no \"" + part + "\" in: " + message);
    }
  }

  @Test
  void anotherNetworksFileIsNamed() {
    assertNames(
        refused("resnet50-keras2.h5", Golden.VGG16, TOP), "layer block1_conv1", "conv1_conv");
    assertNames(refused("vgg16-keras1.h5", Golden.RESNET50, TOP), "layer conv1_conv");
    assertNames(refused("vgg16.weights.h5", Golden.RESNET50, TOP), "the small network");
    assertNames(refused("resnet50.weights.h5", Golden.VGG16, TOP), "the small network");
  }

  @Test
  void aMissingTopIsNamedAndThereIsAWayOut() {
    assertNames(refused("vgg16-keras1-notop.h5", Golden.VGG16, TOP), "layer fc1", "Ending.AVERAGE");
    assertNames(refused("resnet50-keras2-notop.h5", Golden.RESNET50, TOP), "layer predictions");
  }

  @Test
  void anotherShapeIsNamedWithTheLayer() {
    assertNames(
        refused("vgg16-keras1.h5", Golden.VGG16, Ending.top(6)),
        "layer predictions",
        "[12, 6]",
        "[12, 5]");
    assertNames(
        refused("vgg16-keras1.h5", Golden.VGG16.withSide(96), TOP), "layer fc1", "[72, 12]");
    assertNames(
        refused("resnet50-keras2.h5", new ResNetShape(40, 4, 1.001e-5, 0.99), TOP),
        "layer conv1_conv",
        "[7, 7, 3, 4]",
        "[7, 7, 3, 2]");
  }

  @Test
  void legacyAndPresentResNet50AreNotMixedUp() {
    assertNames(
        refused("resnet50-legacy.h5", Golden.RESNET50, TOP), "res2a_branch2a", "RESNET50_LEGACY");
    assertNames(
        refused("resnet50-keras2.h5", Golden.LEGACY, TOP), "conv2_block1_1_conv", "RESNET50");
  }

  /** VGG19 holds every layer of VGG16 in the same shapes: it would compute, and wrongly. */
  @Test
  void aLargerNetworksFileIsRefused() {
    for (Ending ending : List.of(TOP, Ending.AVERAGE)) {
      assertNames(refused("vgg19-keras2.h5", Golden.VGG16, ending), "also block3_conv4");
    }
  }

  @Test
  void aMissingArrayIsNamed() {
    assertNames(refused("vgg16-no-bias.h5", Golden.VGG16, TOP), "bias", "block4_conv2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16-keras1.h5", "resnet50.weights.h5", "vgg16.keras"})
  void everyTruncationIsAClearError(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    Architecture architecture = name.startsWith("vgg") ? Golden.VGG16 : Golden.RESNET50;
    Path cut = folder.resolve("cut-" + name);
    for (int i = 0; i < 40; i++) {
      int length = (int) ((long) bytes.length * i / 40);
      Files.write(cut, Arrays.copyOf(bytes, length));
      refused(cut, architecture, TOP);
    }
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    refused(cut, architecture, TOP);
  }

  @Test
  void aWebPageIsNamedSo() throws IOException {
    Path page = folder.resolve("page.h5");
    Files.writeString(page, "<!DOCTYPE html><html><body>403 AccountIsDisabled</body></html>");
    assertNames(refused(page, Golden.VGG16, TOP), "a web page");
    Files.writeString(page, "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
    assertNames(refused(page, Golden.VGG16, TOP), "Git LFS");
    Files.write(page, new byte[0]);
    assertNames(refused(page, Golden.VGG16, TOP), "an empty file");
    refused(folder.resolve("nowhere.h5"), Golden.VGG16, TOP);
  }

  @Test
  void aModelWhoseWeightsAreKeptInAnotherFormIsNamedSo() throws IOException {
    Path model = folder.resolve("numpy.keras");
    for (String inner : List.of("model.weights.npz", "model.weights.json")) {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(model))) {
        zip.putNextEntry(new ZipEntry("config.json"));
        zip.putNextEntry(new ZipEntry(inner));
      }
      assertNames(refused(model, Golden.VGG16, TOP), "model.weights.h5", inner, "model.save");
    }
  }

  @Test
  void anInterruptIsNotCalledDamage() {
    for (String file : List.of("vgg16-keras1.h5", "resnet50.weights.h5")) {
      Thread.currentThread().interrupt();
      Architecture architecture = file.startsWith("vgg") ? Golden.VGG16 : Golden.RESNET50;
      assertThrows(
          CancellationException.class, () -> fill(folder.resolve(file), architecture, TOP));
      assertTrue(Thread.interrupted(), "the flag stays set");
    }
    fill(folder.resolve("vgg16-keras1.h5"), Golden.VGG16, TOP);
  }
}
