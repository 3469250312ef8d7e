package io.transferlab.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Picture;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.network.onnx.OnnxNetwork;
import io.transferlab.testing.ExternalWeights;
import io.transferlab.testing.Mutations;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuner;
import io.transferlab.train.TrainingPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A classifier and its network of ONNX in one file. */
class FrozenClassifierFileTest {
  private static final TrainingPlan PLAN =
      TrainingPlan.FINE_TUNING.withEpochs(3).withBatchSize(8).withAugmentation(Augmentation.NONE);

  private static final String CUT =
      """
      {"framing": {"fit": "short side", "to": 56, "filter": "bicubic", "crop": 48},
       "normalisation": "imagenet", "licence": "of a test"%s}\
      """;

  @TempDir Path folder;

  private final String user = System.getProperty("user.home");

  /** What is unpacked is not put among the files of whoever runs the tests. */
  @BeforeEach
  void moveIn() {
    System.setProperty("user.home", folder.resolve("home").toString());
  }

  @AfterEach
  void moveOut() {
    System.setProperty("user.home", user);
  }

  private static Path unpacked() {
    return Lab.home().resolve("unpacked");
  }

  /** In a folder of its own, which is gone when the file is read. */
  private Path onnx() throws IOException {
    Path file = Files.createDirectories(folder.resolve("source")).resolve("kleines netz.onnx");
    try (var in = OnnxNetwork.class.getResourceAsStream("mobilenet.onnx")) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }

  private static OnnxNetwork open(Path file, String more) {
    return OnnxNetwork.of(file, NetworkCard.parse(CUT.formatted(more), file));
  }

  private static final String CLASSES =
      ", \"classes\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\"]";

  private PictureClassifier made(String form, OnnxNetwork network) {
    PictureClassifier plain =
        switch (form) {
          case "network" -> PictureClassifier.of(network);
          case "head" ->
              PictureClassifier.of(
                  FineTuner.of(network, Small.CLASSES)
                      .withHead(Head.of(6).withDropout(0.25))
                      .withPlan(PLAN)
                      .fit("run", Small.train(), Small.validation(), EpochListener.SILENT));
          default -> features(network);
        };
    return (form.equals("network")
            ? plain.withThreshold(0.2)
            : plain.calibrated(Small.validation()))
        .withExamples(Small.train())
        .withName("Käfer")
        .withProvenance(Provenance.none().with("data", "Grüße"));
  }

  private static PictureClassifier features(OnnxNetwork network) {
    FeatureExtractor extractor = FeatureExtractor.of(network).withCache(FeatureCache.NONE).all();
    Features train = extractor.extract(Small.train());
    FeatureTransform transform = FullNetworkEmbedding.fit(train);
    return PictureClassifier.of(extractor, transform, LinearSvm.train(transform.apply(train)));
  }

  private static INDArray scores(PictureClassifier classifier) {
    try (Batch batch =
        classifier
            .network()
            .batches(classifier.network().pixels(Small.validation()), 16)
            .iterator()
            .next()) {
      return classifier.scores(batch.input());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "head", "features"})
  void comesBackWithItsNetwork(String form) throws IOException {
    Path onnx = onnx();
    PictureClassifier saved = made(form, open(onnx, form.equals("network") ? CLASSES : ""));
    Path file = folder.resolve("ordner mit ä/klassifikator.zip");
    saved.save(file);
    INDArray expected = scores(saved);
    Picture picture = Small.validation().pictures().get(5);
    BufferedImage image = picture.source().read(80);
    Answer answer = saved.answer(image);
    String nearest = saved.nearest(image, 4).toString();
    byte[] bytes = Files.readAllBytes(onnx);
    Files.delete(onnx);

    PictureClassifier loaded = PictureClassifier.load(file);
    assertEquals(saved.toString(), loaded.toString());
    assertEquals(saved.classes(), loaded.classes());
    assertEquals(saved.provenance(), loaded.provenance());
    assertEquals(saved.network().framing(), loaded.network().framing());
    assertEquals("kleines netz", loaded.network().name());
    assertEquals(expected, scores(loaded));
    assertEquals(answer, loaded.answer(image));
    assertEquals(nearest, loaded.nearest(image, 4).toString());
    Path again = folder.resolve("again.zip");
    loaded.save(again); // from what it was put into
    assertEquals(expected, scores(PictureClassifier.load(again)));

    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry("network/kleines netz.onnx");
      assertEquals(ZipEntry.STORED, entry.getMethod());
      assertEquals(Sha256.of(bytes), Sha256.of(zip.getInputStream(entry).readAllBytes()));
    }
    LabException e = assertThrows(LabException.class, () -> Backbone.load(file));
    assertTrue(e.getMessage().contains("a network of ONNX with"), e.getMessage());
    assertTrue(e.getMessage().contains("PictureClassifier.load"), e.getMessage());
  }

  @Test
  void whatTrainingGivesCanBeKeptAlone() throws IOException {
    var tuned =
        FineTuner.of(open(onnx(), ""), Small.CLASSES)
            .withPlan(PLAN)
            .fit("run", Small.train(), Small.validation(), EpochListener.SILENT);
    Path file = folder.resolve("tuned.zip");
    tuned.save(file);
    PictureClassifier loaded = PictureClassifier.load(file);
    assertEquals(scores(PictureClassifier.of(tuned)), scores(loaded));
    assertEquals(tuned.classifier().provenance(), loaded.provenance());
    assertEquals(1, loaded.temperature());
    assertNotNull(loaded.headed());
    assertNull(loaded.frozen());
  }

  @Test
  void externalDataTravelsWithIt() throws IOException {
    Path onnx = onnx();
    Path weights = ExternalWeights.split(onnx);
    assertTrue(Files.size(weights) > 10_000);
    PictureClassifier saved = made("head", open(onnx, ""));
    Path file = folder.resolve("external.zip");
    saved.save(file);
    INDArray expected = scores(saved);
    Files.delete(weights);
    assertEquals(expected, scores(PictureClassifier.load(file)));
    assertTrue(entries(file).containsKey("network/weights.bin"));
    Files.delete(file);
    LabException e = assertThrows(LabException.class, () -> saved.save(file));
    assertTrue(e.getMessage().contains("weights.bin"), e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void theNetworkIsPutAsideOnceAndMendedIfSomebodyDamagesIt() throws IOException {
    assumeTrue(System.getenv("LAB_DATA") == null, "a data folder where others are too");
    Path file = folder.resolve("head.zip");
    made("head", open(onnx(), "")).save(file);
    INDArray expected = scores(PictureClassifier.load(file));
    Path kept;
    try (Stream<Path> all = Files.walk(unpacked())) {
      kept = all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.write(kept, new byte[10]);
    assertEquals(expected, scores(PictureClassifier.load(file)));
    Files.delete(kept);
    assertEquals(expected, scores(PictureClassifier.load(file)));
    try (Stream<Path> all = Files.walk(unpacked())) {
      assertEquals(1, all.filter(Files::isRegularFile).count(), "one file, and no temporary one");
    }
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    Path file = folder.resolve("wrong.zip");
    made("head", open(onnx(), "")).save(file);
    Map<String, byte[]> good = entries(file);
    String about = new String(good.get("transferlab.json"), StandardCharsets.UTF_8);
    for (String[] change :
        new String[][] {
          {"\"layer\": \"[^\"]+\"", "\"layer\": \"fc9\""},
          {"\"pooling\": \"AVERAGE\"", "\"pooling\": \"CLS\""},
          {"\"dropout\": 0.25", "\"dropout\": 1.5"},
          {"(?s)\"units\": \\[.*?\\]", "\"units\": [7]"},
          {"(?s)\"classes\": \\[.*?\\]", "\"classes\": [\"a\"]"},
          {"\"sha256\": \"..", "\"sha256\": \"zz"},
          {"\"bytes\": \\d+", "\"bytes\": 100"},
          {"\"name\": \"kleines netz.onnx\"", "\"name\": \"../netz.onnx\""},
          {"\"format\": 2", "\"format\": 3"},
          {"\"kind\": \"onnx\"", "\"kind\": \"other\""},
        }) {
      String changed = about.replaceFirst(change[0], change[1]);
      assertFalse(changed.equals(about), change[0]);
      Map<String, byte[]> all = new TreeMap<>(good);
      all.put("transferlab.json", changed.getBytes(StandardCharsets.UTF_8));
      zip(file, all);
      assertNamed(file);
    }
    for (String lost : good.keySet()) {
      if (!lost.equals("classifier.json")) { // without it: not calibrated
        Map<String, byte[]> all = new TreeMap<>(good);
        all.remove(lost);
        zip(file, all);
        assertNamed(file);
      }
    }
    assumeTrue(System.getenv("LAB_DATA") == null, "a data folder where it may be already");
    System.setProperty("user.home", folder.resolve("another home").toString());
    Map<String, byte[]> all = new TreeMap<>(good);
    byte[] other = all.get("network/kleines netz.onnx").clone();
    other[other.length / 2] ^= 1;
    all.put("network/kleines netz.onnx", other);
    zip(file, all);
    LabException e = assertNamed(file);
    assertTrue(e.getMessage().contains("another file than was put in"), e.getMessage());
    try (Stream<Path> kept = Files.list(unpacked())) {
      assertEquals(0, kept.count(), "nothing of a damaged file stays");
    }
  }

  @Test
  @Tag("fuzz")
  void damagedClassifiersAreReadOrNamed() throws IOException {
    Path file = folder.resolve("head.zip");
    made("head", open(onnx(), "")).save(file);
    Path features = folder.resolve("features.zip");
    made("features", open(onnx(), "")).save(features);
    Mutations.of(Files.readAllBytes(file), Files.readAllBytes(features))
        .withName("classifier.zip")
        .check(damaged -> assertNotNull(PictureClassifier.load(damaged)));
  }

  private static LabException assertNamed(Path file) {
    LabException e = assertThrows(LabException.class, () -> PictureClassifier.load(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    assertFalse(e.getMessage().contains("Exception"), e.getMessage());
    return e;
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
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
