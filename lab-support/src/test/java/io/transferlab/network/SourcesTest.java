package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Kind;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and paths of sources; narrow networks stand for those that are fetched. */
class SourcesTest {
  private static final OnnxSource MOBILENET = new OnnxSource("MobileNetV2_ImageNet");

  @TempDir Path folder;

  private Places places() {
    return Places.of(folder.resolve("home"), null);
  }

  /** Puts a narrow network where a fetched one would lie. */
  private Path fetched() throws IOException {
    Path file = folder.resolve("home/weights/mobilenetv2-imagenet/mobilenetv2-12.onnx");
    Files.createDirectories(file.getParent());
    try (InputStream in = SourcesTest.class.getResourceAsStream("onnx/mobilenet.onnx")) {
      Files.copy(in, file);
    }
    StringBuilder classes = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      classes.append(i == 0 ? "" : ", ").append("\"%d\": [\"n%d\", \"c%d\"]".formatted(i, i, i));
    }
    Files.writeString(file.resolveSibling("imagenet_class_index.json"), classes + "}");
    return file;
  }

  @Test
  void everyNameOfOnnxIsAnEntryOfTheCatalogueWithACard() {
    List<String> names =
        Sources.names().stream()
            .filter(name -> Sources.isOnnx(name) && !name.startsWith("Sketch"))
            .toList();
    assertEquals(6, names.size());
    for (String name : names) {
      assertEquals(Kind.WEIGHTS, DownloadCatalogue.load().get(name).kind(), name);
      assertTrue(DownloadCatalogue.load().get(name).files().get(0).name().endsWith(".onnx"), name);
      assertEquals(name, Sources.called(name.toLowerCase(java.util.Locale.ROOT)));
      assertTrue(
          SourcesTest.class.getResource("onnx/" + name + ".card.json") != null, "card of " + name);
    }
  }

  @Test
  void hyphensAndCapitalsDoNotMatter() {
    assertEquals("MobileNetV2_ImageNet", Sources.called("mobilenetv2-imagenet"));
    assertEquals("VGG16_ImageNet", Sources.called("vgg16-imagenet"));
    assertEquals(Pretrained.SKETCH_OBJECTS, Pretrained.named("sketch-objects"));
    assertFalse(Sources.isOnnx("sketch_objects"));
    assertTrue(Sources.isOnnx("somewhere/x.ONNX"));
    assertFalse(Sources.isOnnx("somewhere/x.zip"));
  }

  @Test
  void whatIsShippedIsHere() {
    assertTrue(Sources.here().containsAll(List.of("Sketch_Objects", "Sketch_Scenes")));
    assertEquals("Sketch_Objects", Pretrained.frozen("sketch_objects").name());
    assertTrue(Sources.here().contains("Sketch_Objects_ViT"));
    assertTrue(Sources.isOnnx("sketch-objects-vit"));
  }

  @Test
  void anUnknownNameOffersTheNearest() {
    for (String typed : List.of("DINOv2Small", "mobilenet")) {
      LabException e = assertThrows(LabException.class, () -> Pretrained.frozen(typed));
      assertTrue(e.getMessage().contains("did you mean \""), e.getMessage());
    }
    LabException e = assertThrows(LabException.class, () -> Pretrained.frozen("DINOv2Small"));
    assertTrue(e.getMessage().contains("\"DINOv2_Small\""), e.getMessage());
  }

  @Test
  void whatCannotBeTrainedIsNoNetworkOfDl4j() {
    LabException e =
        assertThrows(LabException.class, () -> Pretrained.named("MobileNetV2_ImageNet"));
    assertTrue(e.getMessage().contains("asked and never changed"), e.getMessage());
  }

  @Test
  void whatWasNotFetchedNamesTheCommandItsSizeAndItsLicence() {
    LabException e =
        assertThrows(LabException.class, () -> Sources.open(MOBILENET, null, places()));
    assertFalse(MOBILENET.isHere(places()));
    assertTrue(
        e.getMessage()
            .contains("run `environment/lab data fetch mobilenetv2-imagenet` (14 MB; Apache-2.0)"),
        e.getMessage());
  }

  @Test
  void aCardBesideAFetchedFileGoesBeforeTheCataloguesOwn() throws IOException {
    Path file = fetched();
    assertTrue(MOBILENET.isHere(places()));
    Files.writeString(
        file.resolveSibling("mobilenetv2-12.card.json"),
        """
        {"framing": {"fit": "squeezed", "to": 48, "filter": "bilinear"}, "normalisation": "half",
         "name": "MobileNetV2_ImageNet"}
        """);
    FrozenNetwork network = Sources.open(MOBILENET, null, places());
    assertEquals("MobileNetV2_ImageNet", network.name());
    assertEquals(48, network.side());
  }

  @Test
  void aFetchedFileThatIsNotTheOneOfTheCardIsRefused() throws IOException {
    fetched();
    LabException e =
        assertThrows(LabException.class, () -> Sources.open(MOBILENET, null, places()));
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
