package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.Views;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  @TempDir Path folder;
  private final List<ExtractionProgress> computed = new ArrayList<>();
  private final ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 1);

  private FeatureExtractor extractor(long seed) {
    Backbone network =
        Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), seed);
    return FeatureExtractor.of(network)
        .withLayers("block1_conv2", "fc1")
        .withCache(FeatureCache.in(folder))
        .withBatchSize(100)
        .withProgress(computed::add);
  }

  private static float[] values(Features features) {
    return features.block(0, features.size());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theSecondTimeNothingIsComputedAndEverythingIsTheSame() throws IOException {
    Features first = extractor(1).extract(set);
    Features second = extractor(1).withBatchSize(2).extract(set);
    assertEquals(1, computed.size(), "computed once");
    assertArrayEquals(values(first), values(second));
    assertArrayEquals(first.labels(), second.labels());
    assertEquals(first.keys(), second.keys());
    assertEquals(first.classes(), second.classes());
    assertEquals(first.layers(), second.layers());
    assertEquals(first.columns("fc1"), second.columns("fc1"));
    assertEquals(first.provenance(), second.provenance());
    assertEquals(1, files().size(), "no temporary file stays");
  }

  @Test
  void anyOtherWeightsOptionsOrPicturesAreOtherFeatures() throws IOException {
    extractor(1).extract(set);
    extractor(2).extract(set);
    extractor(1).withLayers("fc1").extract(set);
    extractor(1).withPooling(Pooling.MAX).extract(set);
    extractor(1).withCrops(Views.TWO).extract(set);
    extractor(1).beforeRelu().extract(set);
    extractor(1).extract(ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 2));
    extractor(1).extract(ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 3, 1));
    extractor(1).extract(set.take(2, 1));
    assertEquals(9, files().size());
    // Layers behind those asked for have no part in them.
    Backbone network =
        Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), 1);
    network.graph().getParam("fc2_W").addi(1);
    int before = computed.size();
    FeatureExtractor.of(network)
        .withLayers("block1_conv2", "fc1")
        .withCache(FeatureCache.in(folder))
        .withProgress(computed::add)
        .extract(set);
    assertEquals(before, computed.size());
  }

  @Test
  void aFileOfAPictureIsKnownByItsBytes(@TempDir Path pictures) throws IOException {
    for (Picture p : set.pictures()) {
      Path file = pictures.resolve(p.key() + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(p.source().read(40), "png", file.toFile());
    }
    Features first = extractor(1).extract(ImageSet.of(pictures));
    extractor(1).extract(ImageSet.of(pictures));
    assertEquals(1, computed.size());
    Path changed = pictures.resolve(set.pictures().get(0).key() + ".png");
    ImageIO.write(set.pictures().get(5).source().read(40), "png", changed.toFile());
    Features second = extractor(1).extract(ImageSet.of(pictures));
    assertEquals(2, computed.size());
    assertFalse(Arrays.equals(first.row(0), second.row(0)));
    assertArrayEquals(first.row(1), second.row(1));
  }

  @Test
  void aFileCutShortAnywhereIsComputedAnew() throws IOException {
    float[] whole = values(extractor(1).extract(set));
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 16, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertArrayEquals(whole, values(extractor(1).extract(set)));
      assertEquals(bytes.length, Files.size(file), "mended");
    }
    bytes[40] ^= 1;
    Files.write(file, bytes);
    assertArrayEquals(whole, values(extractor(1).extract(set)));
    bytes[40] ^= 1;
    bytes[7]++; // another version
    Files.write(file, bytes);
    assertArrayEquals(whole, values(extractor(1).extract(set)));
    assertEquals(1 + 6 + 2, computed.size());
  }

  @Test
  void aSharedFolderIsReadAndNeverWritten(@TempDir Path shared) throws IOException {
    Features first = extractor(1).extract(set);
    Path file = shared.resolve(files().get(0).getFileName());
    Files.move(files().get(0), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    FeatureCache both = FeatureCache.in(folder, shared);
    Features second = extractor(1).withCache(both).extract(set);
    assertEquals(1, computed.size());
    assertArrayEquals(values(first), values(second));
    second.matrix().addi(1); // wrong, but must not end the process nor change the file
    assertArrayEquals(values(first), values(extractor(1).withCache(both).extract(set)));
    assertEquals(List.of(), files());
  }

  @Test
  void aMatrixChangedInPlaceChangesNoFile() {
    float[] before = values(extractor(1).extract(set));
    extractor(1).extract(set).matrix().muli(0);
    assertArrayEquals(before, values(extractor(1).extract(set)));
  }

  @Test
  void whatCannotBeKeptIsStillGiven() throws IOException {
    Path blocked = folder.resolve("file");
    Files.writeString(blocked, "not a folder");
    Features features = extractor(1).withCache(FeatureCache.in(blocked)).extract(set);
    assertEquals(6, features.size());
    assertTrue(features.provenance().facts().containsKey("not kept"));
  }

  @Test
  void picturesWithoutAFingerprintAreNotKept() throws IOException {
    List<Picture> anonymous =
        set.pictures().stream()
            .map(p -> new Picture(p.key(), p.label(), size -> p.source().read(size)))
            .toList();
    extractor(1).extract(ImageSet.of("anonymous", set.classes(), anonymous));
    assertEquals(List.of(), files());
  }

  @Test
  void npyFilesComeBackAsTheyWere() {
    Features features = extractor(1).extract(set);
    Path file = NpyFile.write(folder.resolve("deep/x.npy"), features);
    assertArrayEquals(values(features), NpyFile.read(file).data().asFloat());
    Features ternary = Discretiser.PUBLISHED.apply(features);
    Path small = NpyFile.writeTernary(folder.resolve("t.npy"), ternary);
    assertArrayEquals(values(ternary), NpyFile.read(small).data().asFloat());
    assertThrows(LabException.class, () -> NpyFile.writeTernary(folder.resolve("u.npy"), features));
    assertTrue(Files.notExists(folder.resolve("u.npy")));
  }

  @Test
  void otherNpyFilesAreRefusedWithTheCure() throws IOException {
    Path file = NpyFile.write(folder.resolve("x.npy"), extractor(1).extract(set));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
    LabException cut = assertThrows(LabException.class, () -> NpyFile.read(file));
    assertTrue(cut.getMessage().contains("an end after"), cut.getMessage());
    String header = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, header.replace("False", "True "), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertTrue(
        assertThrows(LabException.class, () -> NpyFile.read(file))
            .getMessage()
            .contains("ascontiguousarray"));
    assertThrows(LabException.class, () -> NpyFile.read(folder.resolve("none.npy")));
  }
}
