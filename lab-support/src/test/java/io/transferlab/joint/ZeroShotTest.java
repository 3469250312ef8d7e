package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.fetch.Places;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.Features;
import io.transferlab.network.ClassProbability;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ZeroShotTest {
  private static final List<String> NAMES = List.of("cat", "red_mug", "owl");

  @TempDir Path folder;

  /** Four columns: cat, red mug, owl, and how long a text is. */
  private static final class Stub implements PictureTextModel {
    private final List<String> read = new ArrayList<>();

    @Override
    public String name() {
      return "stub";
    }

    @Override
    public int dimension() {
      return 4;
    }

    @Override
    public Features pictures(ImageSet set) {
      throw new AssertionError("not asked for");
    }

    @Override
    public INDArray texts(List<String> texts) {
      read.addAll(texts);
      float[][] rows = new float[texts.size()][4];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < NAMES.size(); j++) {
          rows[i][j] = texts.get(i).contains(ZeroShot.words(NAMES.get(j))) ? 1 : 0;
        }
        rows[i][3] = texts.get(i).length() / 40f;
      }
      return Matrices.unit(Matrices.of(rows));
    }

    @Override
    public double logitScale() {
      return 10;
    }
  }

  private static Features pictures(int[] labels, float[]... rows) {
    List<String> keys = IntStream.range(0, rows.length).mapToObj(i -> "p" + i).toList();
    return Features.of("set", Matrices.unit(Matrices.of(rows)), labels, NAMES, keys);
  }

  @Test
  void theNearestNameIsSaidWithItsProbability() {
    Stub model = new Stub();
    ZeroShot names = ZeroShot.of(model, NAMES).withTemplates(List.of("a {}"));
    Features pictures =
        pictures(
            new int[] {0, 1, 1, 2},
            new float[] {1, 0, 0, 0},
            new float[] {0, 1, 0, 0},
            new float[] {0, 0, 1, 0}, // a mug like an owl
            new float[] {.1f, 0, 1, 0});
    ZeroShotAnswers answers = names.answers(pictures);
    assertEquals(List.of("a cat", "a red mug", "a owl"), model.read);
    assertEquals(List.of("p0", "p1", "p2", "p3"), answers.keys());
    assertEquals(
        List.of("cat", "red_mug", "owl", "owl"),
        IntStream.range(0, 4).mapToObj(i -> answers.predictions(i).get(0).label()).toList());
    // By hand: cosines 40 / sqrt(40^2 + 25) for the cat and 0 for the others.
    double right = Math.exp(10 * 40 / Math.sqrt(1625));
    ClassProbability first = answers.predictions(0).get(0);
    assertEquals(right / (right + 2), first.probability(), 1e-5);
    assertTrue(answers.isLabelled());
    assertEquals((1 + .5 + 1) / 3, answers.meanPerClassAccuracy(1), 1e-12);
    assertEquals(1, answers.meanPerClassAccuracy(3), 1e-12);
    assertEquals(.75, answers.evaluation().accuracy(), 1e-12);
  }

  /** Each sentence's vector counts alike, whatever its length before: the mean of unit vectors. */
  @Test
  void sentencesAreAveragedAfterL2() {
    Stub model = new Stub();
    List<String> two = List.of("a {}", "a very long sentence about nothing but a {}");
    INDArray both = ZeroShot.of(model, NAMES).withTemplates(two).vectors();
    INDArray sum = null;
    for (String one : two) {
      INDArray rows = ZeroShot.of(model, NAMES).withTemplates(List.of(one)).vectors();
      sum = sum == null ? rows.dup() : sum.add(rows);
    }
    assertArrayEquals(Matrices.flat(Matrices.unit(sum)), Matrices.flat(both), 1e-6f);
    assertEquals(1, both.getRow(0).norm2Number().doubleValue(), 1e-5);
  }

  @Test
  void wrongNamesAndSentencesAreRefused() {
    Stub model = new Stub();
    said("Expected at least one class; found none", () -> ZeroShot.of(model, List.of()));
    said("found an empty one, number 2 of 2", () -> ZeroShot.of(model, List.of("cat", " ")));
    said("\"red mug\" twice", () -> ZeroShot.of(model, List.of("red_mug", "red mug")));
    ZeroShot names = ZeroShot.of(model, NAMES);
    said("at least one sentence", () -> names.withTemplates(List.of()));
    said("Expected {} in each sentence", () -> names.withTemplates(List.of("a {}", "a photo")));
    Features other =
        Features.of("s", Matrices.of(new float[][] {{1, 0}}), new int[1], NAMES, List.of("p"));
    said("in the space of stub, of 4 columns", () -> names.answers(other));
    ZeroShotAnswers unlabelled =
        ZeroShot.of(model, List.of("dog", "fox"))
            .answers(pictures(new int[] {0}, new float[] {1, 0, 0, 0}));
    assertFalse(unlabelled.isLabelled());
    said("found no \"cat\"", () -> unlabelled.meanPerClassAccuracy(1));
  }

  private static void said(String words, Executable work) {
    String message = assertThrows(LabException.class, work).getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(message.contains("Next: "), message);
  }

  /** Of each picture ten classes are kept, in several blocks of pictures. */
  @Test
  void tenThousandClassesTakeLittleRoom() {
    List<String> many = new ArrayList<>(NAMES);
    IntStream.range(0, 9_997).forEach(i -> many.add("thing number " + i));
    float[][] rows = new float[1_000][4];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 3;
      rows[i][i % 3] = 1;
    }
    ZeroShotAnswers answers = ZeroShot.of(new Stub(), many).answers(pictures(labels, rows));
    assertEquals(ZeroShotAnswers.KEPT, answers.predictions(999).size());
    assertEquals(NAMES.get(0), answers.predictions(999).get(0).label());
    assertEquals(1, answers.meanPerClassAccuracy(1));
  }

  @Test
  void examplesComeUpToNames() {
    Random random = new Random(18);
    float[][] rows = new float[90][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 3;
      rows[i] = new float[4];
      for (int k = 0; k < 4; k++) {
        rows[i][k] = (float) (random.nextGaussian() * .45 + (k == labels[i] ? 1 : 0));
      }
    }
    Features all = pictures(labels, rows);
    ShotCurve curve =
        ShotCurve.of(
            ZeroShot.of(new Stub(), NAMES),
            all.rows(IntStream.range(0, 60).toArray()),
            all.rows(IntStream.range(60, 90).toArray()),
            List.of(4, 1, 4, 64),
            List.of(1L, 2L, 3L));
    assertEquals(List.of(1, 4, 20), curve.points().stream().map(ShotCurve.Point::shots).toList());
    assertTrue(curve.points().get(2).all());
    assertEquals(3, curve.points().get(0).accuracy().runs());
    assertTrue(
        curve.points().get(0).accuracy().mean() < curve.points().get(2).accuracy().mean(),
        curve::toString);
    assertTrue(curve.zeroShot() > .6, curve::toString);
    said(
        "at least one seed",
        () -> ShotCurve.of(ZeroShot.of(new Stub(), NAMES), all, all, List.of(1), List.of()));
  }

  @Test
  void aWordIsWrittenOnACopy() throws IOException {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 1, 3);
    ImageSet written = TypographicAttack.on(set, "dog");
    BufferedImage plain = set.pictures().get(0).source().read(64);
    BufferedImage attacked = written.pictures().get(0).source().read(64);
    assertEquals(set.pictures().get(0).key(), written.pictures().get(0).key());
    assertEquals(plain.getRGB(1, 1), attacked.getRGB(1, 1), "above the label all is as it was");
    int white = 0;
    int black = 0;
    for (int x = 6; x < 58; x++) {
      for (int y = 37; y < 53; y++) {
        white += (attacked.getRGB(x, y) & 0xffffff) == 0xffffff ? 1 : 0;
        black += (attacked.getRGB(x, y) & 0xffffff) < 0x303030 ? 1 : 0;
      }
    }
    assertTrue(white > 100 && black > 60, white + " white, " + black + " black");
    assertNotEquals(
        set.pictures().get(0).source().fingerprint(),
        written.pictures().get(0).source().fingerprint());
    said("found none", () -> TypographicAttack.on(set, " "));
    said("61 letters", () -> TypographicAttack.on(set, "x".repeat(61)));
  }

  @Test
  void modelsAreOpenedByNameAndFolder() throws IOException {
    Places none = Places.of(folder.resolve("home"), null);
    assertEquals(List.of("sketch", "clip-vit-b32", "clip-vit-b32-int8"), PictureTextModels.names());
    assertEquals("sketch", PictureTextModels.usual(none));
    said(
        "environment/lab data fetch clip-vit-b32-int8",
        () -> PictureTextModels.open("CLIP_ViT_B32_int8", none));
    said("did you mean \"sketch\"", () -> PictureTextModels.open("scetch", none));
    said("Expected clip.card.json in", () -> PictureTextModels.open(folder.toString(), none));
    Path small = Path.of("src/test/resources/io/transferlab/joint/clip");
    try (PictureTextModel model = PictureTextModels.open(small.toString(), none)) {
      assertEquals("Small_CLIP", model.name());
    }
    Path fetched = Files.createDirectories(folder.resolve("home/weights/clip-vit-b32"));
    for (String name : List.of("vision_model.onnx", "text_model.onnx", "clip.card.json")) {
      Files.copy(small.resolve(name), fetched.resolve(name));
    }
    Files.copy(
        Path.of("src/test/resources/io/transferlab/sentences/clip-bpe.json"),
        fetched.resolve("tokenizer.json"));
    Files.writeString(
        fetched.resolve("clip.card.json"),
        Files.readString(small.resolve("clip.card.json"))
            .replace("../../sentences/clip-bpe.json", "tokenizer.json"));
    assertEquals("clip-vit-b32", PictureTextModels.usual(none));
    try (PictureTextModel model = PictureTextModels.open("CLIP_ViT_B32", none)) {
      assertEquals(16, model.texts(List.of("a cat")).size(1));
    }
  }
}
