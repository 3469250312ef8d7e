package io.transferlab.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Picture;
import io.transferlab.features.Discretiser;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pooling;
import io.transferlab.testing.Mutations;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ClassifierFileTest {
  @TempDir Path folder;

  private static PictureClassifier whole(boolean network) {
    return (network ? Small.ofNetwork() : Small.ofFeatures())
        .calibrated(Small.validation())
        .withExamples(Small.train())
        .withName("Käfer und Hunde")
        .withProvenance(Provenance.none().with("seed", 7).with("data", "Grüße"));
  }

  private static INDArray input(PictureClassifier classifier) {
    Backbone network = classifier.backbone();
    return network.batches(network.pixels(Small.validation()), 16).iterator().next().input();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void comesBackWithAllThatBelongsToIt(boolean network) throws IOException {
    PictureClassifier saved = whole(network);
    Path file = folder.resolve("ordner mit ä/klassifikator.zip");
    saved.save(file);
    PictureClassifier loaded = PictureClassifier.load(file);
    assertEquals(saved.toString(), loaded.toString());
    assertEquals(saved.name(), loaded.name());
    assertEquals(saved.classes(), loaded.classes());
    assertEquals(saved.hasGradients(), loaded.hasGradients());
    assertEquals(saved.temperature(), loaded.temperature());
    assertEquals(saved.threshold(), loaded.threshold());
    assertEquals(saved.provenance(), loaded.provenance());
    INDArray input = input(saved);
    assertEquals(saved.scores(input), loaded.scores(input));
    assertEquals(saved.probabilities(input), loaded.probabilities(input));
    assertEquals(saved.embeddings(input), loaded.embeddings(input));
    Picture picture = Small.validation().pictures().get(5);
    BufferedImage image = picture.source().read(80);
    assertEquals(saved.answer(image), loaded.answer(image));
    assertEquals(saved.nearest(image, 4).toString(), loaded.nearest(image, 4).toString());
    assertEquals(saved.backbone().graph().params(), Backbone.load(file).graph().params());
    try (var files = Files.list(file.getParent())) {
      assertEquals(1, files.count(), "no temporary file may stay");
    }
  }

  @Test
  void everyTransformComesBack() {
    Backbone network = Small.network();
    FeatureExtractor extractor =
        FeatureExtractor.of(network)
            .withCache(FeatureCache.NONE)
            .withLayers("block2_conv1", "fc1")
            .withPooling(Pooling.MAX)
            .beforeRelu();
    Features train = extractor.extract(Small.train());
    for (FeatureTransform transform :
        new FeatureTransform[] {
          L2.WHOLE, L2.PER_LAYER, Standardiser.fit(train), new Discretiser(-1, 0.5f)
        }) {
      PictureClassifier saved =
          PictureClassifier.of(extractor, transform, LinearSvm.train(transform.apply(train)));
      Path file = folder.resolve("transform.zip");
      saved.save(file);
      INDArray input = input(saved);
      assertEquals(saved.scores(input), PictureClassifier.load(file).scores(input));
    }
    PictureClassifier own =
        PictureClassifier.of(extractor, features -> features, LinearSvm.train(train));
    Path file = folder.resolve("own.zip");
    LabException e = assertThrows(LabException.class, () -> own.save(file));
    assertTrue(e.getMessage().contains("of your own"), e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void aPlainNetworkIsAClassifierToo() {
    Path file = folder.resolve("plain.zip");
    Small.network().save(file);
    PictureClassifier loaded = PictureClassifier.load(file);
    assertTrue(loaded.hasGradients());
    assertEquals(1, loaded.temperature());
  }

  @Test
  void filesOfANewerEditionAreNamed() throws IOException {
    Path file = folder.resolve("later.zip");
    for (String entry : new String[] {"classifier.json", "transferlab.json"}) {
      whole(true).save(file);
      Map<String, byte[]> all = unzip(file);
      String text = new String(all.get(entry), StandardCharsets.UTF_8);
      assertTrue(text.contains("\"format\": 1"), text);
      all.put(
          entry, text.replace("\"format\": 1", "\"format\": 2").getBytes(StandardCharsets.UTF_8));
      zip(file, all);
      LabException e = assertThrows(LabException.class, () -> PictureClassifier.load(file));
      assertTrue(e.getMessage().contains("later.zip"), e.getMessage());
      assertTrue(e.getMessage().contains("format 2, of a newer edition"), e.getMessage());
    }
  }

  @Test
  void whatIsNoClassifierIsNamed() throws IOException {
    Path file = folder.resolve("wrong.zip");
    whole(false).save(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertNamed(file);
    }
    Files.writeString(file, "not a ZIP at all");
    assertNamed(file);
    zip(file, Map.of("readme.txt", new byte[10]));
    assertNamed(file);
    Files.delete(file);
    assertNamed(file);
    Files.createDirectory(file);
    assertNamed(file);
  }

  @Test
  void partsThatDoNotFitAreNamed() throws IOException {
    Path file = folder.resolve("wrong.zip");
    whole(false).save(file);
    Map<String, byte[]> good = unzip(file);
    String about = new String(good.get("classifier.json"), StandardCharsets.UTF_8);
    for (String[] change :
        new String[][] {
          {"\"temperature\": [0-9.E-]+", "\"temperature\": -1"},
          {"\"threshold\": [0-9.E-]+", "\"threshold\": 7"},
          {"\"fc1\"", "\"fc9\""},
          {"\"kind\": \"fne\"", "\"kind\": \"other\""},
          {"\"high\": [0-9.E-]+", "\"high\": -9"},
          {"\"embedding\": \\d+", "\"embedding\": 2000000000"},
          {"\"label\": \"cat\"", "\"name\": 1"},
          {"(?s)\"classes\": \\[.*?\\]", "\"classes\": [\"a\"]"},
        }) {
      String changed = about.replaceAll(change[0], change[1]);
      assertFalse(changed.equals(about), change[0]);
      Map<String, byte[]> all = new TreeMap<>(good);
      all.put("classifier.json", changed.getBytes(StandardCharsets.UTF_8));
      zip(file, all);
      assertNamed(file);
    }
    for (String lost : good.keySet()) {
      if (!lost.equals("classifier.json")) { // without it: a plain network
        Map<String, byte[]> all = new TreeMap<>(good);
        all.remove(lost);
        zip(file, all);
        assertNamed(file);
      }
    }
  }

  /** Says more of its content than there is, or has more content than anybody expects. */
  @Test
  void aSmallFileTakesNoLargeMemory() throws IOException {
    Path file = folder.resolve("bomb.zip");
    whole(true).save(file);
    Map<String, byte[]> all = unzip(file);
    String layers = new String(all.get("configuration.json"), StandardCharsets.UTF_8);
    String wide = layers.replaceAll("\"nout\" : 16", "\"nout\" : 2000000");
    assertFalse(wide.equals(layers), layers);
    all.put("configuration.json", wide.getBytes(StandardCharsets.UTF_8));
    zip(file, all);
    assertNamed(file);
    all.put("configuration.json", new byte[100 << 20]); // 100 KB in the file
    zip(file, all);
    assertNamed(file);
  }

  private static void assertNamed(Path file) {
    LabException e = assertThrows(LabException.class, () -> PictureClassifier.load(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    assertFalse(e.getMessage().contains("Exception"), e.getMessage());
  }

  @Test
  @Tag("fuzz")
  void damagedClassifiersAreReadOrNamed() throws IOException {
    Path network = folder.resolve("network.zip");
    whole(true).save(network);
    Path features = folder.resolve("features.zip");
    whole(false).save(features);
    Mutations.of(Files.readAllBytes(network), Files.readAllBytes(features))
        .withName("classifier.zip")
        .check(file -> assertNotNull(PictureClassifier.load(file)));
  }

  private static Map<String, byte[]> unzip(Path file) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        all.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return all;
  }

  private static void zip(Path file, Map<String, byte[]> all) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}
