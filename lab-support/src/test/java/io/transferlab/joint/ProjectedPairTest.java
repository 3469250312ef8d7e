package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchAttribute;
import io.transferlab.data.sketch.SketchCaptions;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.L2;
import io.transferlab.network.Pretrained;
import io.transferlab.sentences.SentenceEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ProjectedPairTest {
  private static final String EMBEDDED = "sketch-captions.pair";

  @TempDir Path folder;

  private static ProjectedPair small() {
    FeatureExtractor extractor =
        FeatureExtractor.of(Pretrained.SKETCH_OBJECTS.load())
            .withLayers("fc2")
            .withCache(FeatureCache.NONE);
    JointHeads heads =
        new JointHeads(ProjectionHead.random(512, 8, 1), ProjectionHead.random(384, 8, 2), 2);
    return ProjectedPair.of(
        "small",
        extractor,
        L2.WHOLE,
        SentenceEncoder.embedded(),
        heads,
        Provenance.none().with("seed", 1));
  }

  @Test
  void readAgainItIsTheSame() throws IOException {
    Path file = folder.resolve("small.pair");
    ImageSet set = SketchCaptions.drawn(Split.TEST, 3, 1).pictures();
    List<String> texts = List.of("a red mug", "a blue owl at the top");
    try (ProjectedPair pair = small()) {
      pair.save(file);
      try (ProjectedPair again = ProjectedPair.read(file)) {
        assertEquals("small", again.name());
        assertEquals(8, again.dimension());
        assertEquals(Math.exp(2), again.logitScale(), 1e-9);
        assertEquals(pair.provenance(), again.provenance());
        assertArrayEquals(
            Matrices.copy(pair.pictures(set).matrix()),
            Matrices.copy(again.pictures(set).matrix()));
        assertArrayEquals(Matrices.copy(pair.texts(texts)), Matrices.copy(again.texts(texts)));
        Path second = folder.resolve("again.pair");
        again.save(second);
        assertEquals(-1, Files.mismatch(file, second));
      }
    }
  }

  @Test
  void rowsHaveLengthOneAndUnreadablePicturesAreNamed() {
    ImageSet set = SketchCaptions.drawn(Split.TEST, 3, 1).pictures();
    List<Picture> some = new ArrayList<>(set.pictures());
    some.add(
        1,
        new Picture(
            "mug/broken",
            0,
            size -> {
              throw new IOException("broken");
            }));
    try (ProjectedPair pair = small()) {
      Features places = pair.pictures(ImageSet.of("some", set.classes(), some));
      assertEquals(3, places.size());
      assertEquals(8, places.dimension());
      assertEquals(1, places.problems().size());
      for (double length : places.matrix().norm2(1).toDoubleVector()) {
        assertEquals(1, length, 1e-5);
      }
      INDArray one = pair.picture(set.pictures().get(2).source().read(64));
      assertArrayEquals(places.row(2), Matrices.copy(one), 1e-5f);
      assertTrue(
          assertThrows(LabException.class, () -> pair.texts(List.of()))
              .getMessage()
              .contains("at least one text"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() {
    JointHeads heads =
        new JointHeads(ProjectionHead.random(512, 8, 1), ProjectionHead.random(100, 8, 2), 2);
    FeatureExtractor extractor = FeatureExtractor.of(Pretrained.SKETCH_OBJECTS.load());
    String message =
        assertThrows(
                LabException.class,
                () ->
                    ProjectedPair.of(
                        "x",
                        extractor,
                        L2.WHOLE,
                        BagOfWords.of(List.of("a red mug")),
                        heads,
                        Provenance.none()))
            .getMessage();
    assertTrue(message.contains("100") && message.contains("bag of words of 3"), message);
  }

  /** Whatever is wrong with a file is told as such: never another exception, never an answer. */
  @Test
  void damagedFilesAreToldAsDamaged() throws IOException {
    byte[] whole;
    try (ProjectedPair pair = small()) {
      Path file = folder.resolve("small.pair");
      pair.save(file);
      whole = Files.readAllBytes(file);
    }
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      if (i % 3 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      } else if (i % 3 == 1) {
        random.nextBytes(damaged);
      } else {
        damaged[random.nextInt(damaged.length - 400)] ^= 0x55; // what lies behind is not read
      }
      byte[] content = damaged;
      String message =
          assertThrows(LabException.class, () -> PairFile.read(content, "the file")).getMessage();
      assertTrue(message.contains("Next:"), message);
    }
    Path missing = folder.resolve("missing.pair");
    assertTrue(
        assertThrows(LabException.class, () -> ProjectedPair.read(missing))
            .getMessage()
            .contains("missing.pair"));
  }

  @Test
  void theEmbeddedFileIsThatOfItsHashAndSmall() throws IOException {
    byte[] bytes = resource(EMBEDDED);
    assertTrue(bytes.length <= 1 << 20, EMBEDDED + ": " + bytes.length);
    assertEquals(
        Sha256.of(bytes) + "  " + EMBEDDED + "\n",
        new String(resource("SHA256SUMS"), StandardCharsets.US_ASCII));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ProjectedPair.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The figures that the course states of it, within what 150 pictures allow. */
  @Test
  void theEmbeddedPairFindsPicturesAndCaptions() {
    SketchCaptions test = SketchCaptions.drawn(Split.TEST, 150, 77);
    try (PictureTextModel model = PictureTextModel.embedded()) {
      INDArray pictures = model.pictures(test.pictures()).matrix();
      CrossRetrieval found =
          CrossRetrieval.of(pictures, model.texts(test.texts()), Pairing.of(test));
      assertTrue(found.texts().recall(5) > .85, found.toString());
      assertTrue(found.pictures().recall(5) > .85, found.toString());
      SketchCaptions shorter = test.withShorterCaptions(3);
      CrossRetrieval asked =
          CrossRetrieval.of(pictures, model.texts(shorter.texts()), Pairing.of(shorter));
      assertTrue(asked.pictures().recall(5) > .75, asked.toString());
      INDArray kinds =
          model.texts(
              SketchAttribute.KIND.words().stream().map(k -> "a drawing of a " + k).toList());
      float[] logits = Matrices.products(pictures, kinds);
      int right = 0;
      int n = SketchAttribute.KIND.words().size();
      for (int i = 0; i < test.size(); i++) {
        double[] row = new double[n];
        for (int j = 0; j < n; j++) {
          row[j] = logits[i * n + j];
        }
        right += Matrices.argMax(row) == test.pictures().pictures().get(i).label() ? 1 : 0;
      }
      assertTrue(right > 75, right + " of 150 kinds named");
    }
  }
}
