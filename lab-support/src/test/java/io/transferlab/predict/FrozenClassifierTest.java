package io.transferlab.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenOnly;
import io.transferlab.network.Head;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import java.awt.image.BufferedImage;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Classifiers whose network can only be asked, beside those of the same network of DL4J. */
class FrozenClassifierTest {
  private final Backbone network = Small.network();
  private final FrozenOnly asked = new FrozenOnly(network);

  private static void assertSameScores(PictureClassifier expected, PictureClassifier found) {
    try (Batch batch =
        expected
            .network()
            .batches(expected.network().pixels(Small.validation()), 16)
            .iterator()
            .next()) {
      INDArray scores = expected.scores(batch.input());
      assertTrue(scores.equalsWithEps(found.scores(batch.input()), 1e-5), scores.toString());
      INDArray embeddings = expected.embeddings(batch.input());
      assertTrue(embeddings.equalsWithEps(found.embeddings(batch.input()), 1e-5));
    }
    assertArrayEquals(
        expected.evaluate(Small.validation()).predicted().labels(),
        found.evaluate(Small.validation()).predicted().labels());
  }

  private HeadedNetwork headed(Backbone like, String layer, Head head) {
    HeadedNetwork headed = HeadedNetwork.of(asked, layer, head.pooling(), head, Small.CLASSES, 7);
    headed
        .head()
        .paramTable()
        .forEach(
            (name, values) ->
                values.assign(Objects.requireNonNull(like.graph().paramTable().get(name))));
    return headed;
  }

  @Test
  void aHeadAnswersAsTheSameHeadOnTheNetwork() {
    for (Head head : new Head[] {Head.LINEAR, Head.of(8, 4), Head.of(8).withPooling(Pooling.MAX)}) {
      Backbone whole = Heads.replaceBehind(network, "block3_pool", head, Small.CLASSES, null, 3);
      PictureClassifier found = PictureClassifier.of(headed(whole, "block3_pool", head));
      assertSameScores(PictureClassifier.of(whole), found);
      assertFalse(found.hasGradients());
      assertNull(found.frozen());
      assertSame(asked, found.network());
      assertTrue(found.toString().contains("frozen network and the head"), found.toString());
    }
  }

  @Test
  void aNetworkWithItsOwnTopAnswersAsItIs() {
    PictureClassifier found = PictureClassifier.of(asked);
    assertSameScores(PictureClassifier.of(network), found);
    assertFalse(found.hasGradients());
    PictureClassifier calibrated = found.calibrated(Small.validation());
    assertEquals(
        PictureClassifier.of(network).calibrated(Small.validation()).temperature(),
        calibrated.temperature(),
        1e-4);
  }

  @Test
  void frozenFeaturesAndAnSvmAnswerAsOnTheNetwork() {
    PictureClassifier expected = Small.ofFeatures();
    PictureClassifier.Frozen frozen = Objects.requireNonNull(expected.frozen());
    FeatureExtractor extractor = FeatureExtractor.of(asked).withCache(FeatureCache.NONE).all();
    assertSameScores(expected, PictureClassifier.of(extractor, frozen.transform(), frozen.svm()));
  }

  @Test
  void oneLookGivesAnswerAndLikeness() throws Exception {
    PictureClassifier classifier = PictureClassifier.of(asked).withExamples(Small.train());
    BufferedImage picture = Small.train().pictures().get(3).source().read(32);
    asked.looks().set(0);
    PictureClassifier.Looked looked = classifier.look(picture, 4);
    assertEquals(1, asked.looks().get());
    assertEquals(classifier.answer(picture), looked.answer());
    assertEquals(4, looked.nearest().size());
    assertEquals(Small.train().pictures().get(3).key(), looked.nearest().get(0).key());
    asked.looks().set(0);
    assertEquals(0, PictureClassifier.of(asked).look(picture, 4).nearest().size());
    assertEquals(1, asked.looks().get());
  }

  @Test
  void whatOnlyDl4jHasIsRefusedInWords() {
    PictureClassifier found = PictureClassifier.of(asked);
    try (Batch batch = asked.batches(asked.pixels(Small.validation()), 2).iterator().next()) {
      LabException e =
          assertThrows(
              LabException.class, () -> found.gradients("block3_pool", batch.input(), 0, 0));
      assertTrue(e.getMessage().contains("Occlusion"), e.getMessage());
    }
    FrozenOnly without = new FrozenOnly(Heads.withoutTop(network, Pooling.AVERAGE, 32));
    LabException e = assertThrows(LabException.class, () -> PictureClassifier.of(without));
    assertTrue(e.getMessage().contains("names of its classes"), e.getMessage());
  }
}
