package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FeatureHeadTest {
  private static final TrainingPlan PLAN = TrainingPlan.FINE_TUNING.withEpochs(40);

  /** Three clouds in five dimensions, one a class; 20 rows each. */
  private static INDArray clouds(int[] labels, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[60][5];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 3;
      for (int j = 0; j < 5; j++) {
        rows[i][j] = (float) (random.nextGaussian() + (j == labels[i] ? 6 : 0));
      }
    }
    return Nd4j.create(rows);
  }

  @Test
  void learnsWhatALineTellsApartAndTheSameSeedGivesTheSame() {
    int[] labels = new int[60];
    INDArray rows = clouds(labels, 1);
    FeatureHead head = FeatureHead.train(rows, labels, 3, PLAN.withEpochs(100));
    int[] others = new int[60];
    INDArray fresh = clouds(others, 2);
    assertArrayEquals(others, head.predict(fresh));
    INDArray p = head.probabilities(fresh);
    assertEquals(60, p.sum().getDouble(), 1e-4);
    assertEquals(p, FeatureHead.train(rows, labels, 3, PLAN.withEpochs(100)).probabilities(fresh));
    assertFalse(
        p.equals(
            FeatureHead.train(rows, labels, 3, PLAN.withEpochs(100).withSeed(2))
                .probabilities(fresh)));
  }

  /** The peer is the whole network with its layers frozen, trained on the pictures. */
  @Test
  void doesWhatAFrozenNetworkWithANewHeadDoes() {
    Backbone source = Pretrained.SKETCH_OBJECTS.load();
    ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 20, 1);
    ImageSet test = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 60, 9);
    TrainingPlan plan = PLAN.withEpochs(20).withAugmentation(Augmentation.NONE);
    Backbone tuned =
        FineTuner.of(source, train.classes())
            .freezeUpTo("fc2")
            .withPlan(plan)
            .fit(
                "head",
                train,
                ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 10, 9),
                EpochListener.SILENT)
            .network();
    FeatureExtractor last = FeatureExtractor.of(source).withCache(FeatureCache.NONE);
    Features some = last.extract(train);
    Features more = last.extract(test);
    int[] said = FeatureHead.train(some.matrix(), some.labels(), 2, plan).predict(more.matrix());
    int right = 0;
    for (int i = 0; i < said.length; i++) {
      right += said[i] == more.labels()[i] ? 1 : 0;
    }
    assertEquals(tuned.evaluate(test).accuracy(), right / 120.0, 0.05);
  }

  @Test
  void oneClassAndAnInterruptEndIt() {
    int[] labels = new int[60];
    INDArray rows = clouds(labels, 1);
    assertThrows(LabException.class, () -> FeatureHead.train(rows, labels, 1, PLAN));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> FeatureHead.train(rows, labels, 3, PLAN));
    assertTrue(Thread.interrupted());
  }
}
