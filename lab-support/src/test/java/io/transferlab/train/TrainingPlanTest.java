package io.transferlab.train;

import static io.transferlab.train.SmallRuns.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The values of a plan. */
class TrainingPlanTest {
  @Test
  void warmsUpAndFallsToNothingAlongACosine() {
    Schedule schedule = Schedule.cosine().withWarmup(10);
    assertEquals(0.1, schedule.at(0, 11, 10), 1e-12);
    assertEquals(1.0, schedule.at(9, 11, 10), 1e-12);
    assertEquals(1.0, schedule.at(10, 11, 10), 1e-12);
    assertEquals(0.5, schedule.at(60, 11, 10), 1e-12);
    assertEquals(0.0, schedule.at(110, 11, 10), 1e-12);
    assertEquals(0.0, schedule.at(1000, 11, 10), 1e-12);
  }

  @Test
  void fallsByAFactorEveryFewEpochs() {
    Schedule schedule = Schedule.step(2, 0.1);
    assertEquals(1, schedule.at(0, 5, 6), 1e-12);
    assertEquals(1, schedule.at(9, 5, 6), 1e-12);
    assertEquals(0.1, schedule.at(10, 5, 6), 1e-12);
    assertEquals(0.01, schedule.at(20, 5, 6), 1e-12);
    assertEquals(1, Schedule.constant().at(29, 5, 6), 1e-12);
  }

  @Property(tries = 200)
  void neverLeavesZeroToOneAndNeverRisesAfterTheWarmUp(
      @ForAll Schedule.Shape shape,
      @ForAll @IntRange(max = 40) int warmup,
      @ForAll @IntRange(min = 1, max = 20) int perEpoch,
      @ForAll @IntRange(min = 1, max = 9) int epochs) {
    Schedule schedule = new Schedule(shape, warmup, 2, 0.5);
    double before = 2;
    for (int step = 0; step < perEpoch * epochs; step++) {
      double at = schedule.at(step, perEpoch, epochs);
      assertTrue(at >= 0 && at <= 1, "at step " + step + ": " + at);
      if (step >= warmup && shape != Schedule.Shape.RISING) { // a sweep's, which does rise
        assertTrue(at <= before, "rises at step " + step);
      }
      before = step + 1 < Math.min(warmup, perEpoch * epochs / 2) ? 2 : at;
    }
  }

  @Test
  void aTenthForTheBodyUnlessSaidOtherwise() {
    assertEquals(1e-4, Rates.of(1e-3).body(), 1e-12);
    assertEquals(1e-3, Rates.of(1e-3).head(), 1e-12);
  }

  @Test
  void ratesFallGeometricallyOverDepthUnlessALayerHasItsOwn() {
    Rates rates = Rates.of(1e-2, 1e-3).withDecay(0.5).withLayer("fc1", 7e-4);
    assertEquals(1e-2, rates.of("predictions", true, 0), 1e-12);
    assertEquals(1e-3, rates.of("fc2", false, 0), 1e-12);
    assertEquals(7e-4, rates.of("fc1", false, 1), 1e-12);
    assertEquals(2.5e-4, rates.of("block5_conv3", false, 2), 1e-12);
    assertEquals(1.25e-4, rates.times(0.5).of("block5_conv3", false, 2), 1e-12);
    assertEquals(3.5e-4, rates.times(0.5).of("fc1", false, 1), 1e-12);
  }

  @Test
  void refusesRatesThatAreNone() {
    refused("head rate above 0", () -> Rates.of(0, 1e-3));
    refused("head rate above 0", () -> Rates.of(Double.NaN));
    refused("head rate above 0", () -> Rates.of(Double.POSITIVE_INFINITY, 1e-3));
    refused("body rate above 0", () -> Rates.of(1e-3, 0));
    refused("body rate above 0", () -> Rates.of(1e-3, -1e-3));
    refused("decay over depth", () -> Rates.of(1e-3).withDecay(0));
    refused("decay over depth", () -> Rates.of(1e-3).withDecay(1.5));
    refused("a rate above 0 for fc1", () -> Rates.of(1e-3).withLayer("fc1", Double.NaN));
    refused("momentum", () -> Optimizer.SGD.withMomentum(1));
    refused("momentum with SGD alone", () -> Optimizer.ADAM.withMomentum(0.9));
    refused("largest gradient", () -> Optimizer.ADAM.withClipNorm(0));
    refused("warm-up", () -> Schedule.cosine().withWarmup(-1));
    refused("a fall every 1 or more epochs", () -> Schedule.step(0, 0.1));
    refused("a fall every 1 or more epochs", () -> Schedule.step(3, 1.5));
    refused("at least 0 cached views", () -> TrainingPlan.FINE_TUNING.withCachedViews(-1));
    refused("a batch of at least 1", () -> TrainingPlan.FINE_TUNING.withBatchSize(0));
    refused("patience", () -> TrainingPlan.FINE_TUNING.withPatience(-1));
    refused("a weight above 0 for cat", () -> ClassWeights.of(Map.of("cat", 0.0)));
  }

  @Test
  void changesOneThingAtATime() {
    TrainingPlan plan =
        TrainingPlan.FINE_TUNING
            .withEpochs(3)
            .withBatchSize(5)
            .withRates(1e-2, 1e-3)
            .withOptimizer(Optimizer.SGD)
            .withSchedule(Schedule.constant())
            .withWarmup(4)
            .withCachedViews(2)
            .withClassWeights(ClassWeights.BALANCED)
            .withPatience(6)
            .withSeed(7);
    assertEquals(
        "TrainingPlan[epochs=3, batchSize=5, rates=head 0.01, body 0.001, schedule=constant after 4"
            + " steps of warm-up, optimizer=SGD with momentum 0.9, gradients to 2.0, augmentation="
            + "Augmentation[flip=true, shift=0.0625, gain=0.2, crop=0.0], cachedViews=2,"
            + " classWeights=balanced, patience=6, seed=7]",
        plan.toString());
    assertEquals(TrainingPlan.FINE_TUNING.withSeed(7), TrainingPlan.FINE_TUNING.withSeed(7));
    assertEquals(
        TrainingPlan.FINE_TUNING.withSeed(7).hashCode(),
        TrainingPlan.FINE_TUNING.withSeed(7).hashCode());
    assertNotEquals(TrainingPlan.FINE_TUNING, TrainingPlan.FINE_TUNING.withPatience(1));
    assertNotSame(TrainingPlan.FINE_TUNING, plan);
    assertEquals(20, TrainingPlan.FINE_TUNING.epochs());
  }

  private static ImageSet unequal(int cats, int dogs) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < cats + dogs; i++) {
      pictures.add(new Picture("p" + i, i < cats ? 0 : 1, size -> null));
    }
    return ImageSet.of("set", List.of("cat", "dog"), pictures);
  }

  @Property(tries = 50)
  void balancedClassesCountTheSameAndAPictureCountsOneOnAverage(
      @ForAll @IntRange(min = 1, max = 50) int cats,
      @ForAll @IntRange(min = 1, max = 50) int dogs) {
    double[] weights = ClassWeights.BALANCED.forClassesOf(unequal(cats, dogs));
    if (cats == dogs) {
      assertNull(weights);
    } else {
      assertEquals(weights[0] * cats, weights[1] * dogs, 1e-9);
      assertEquals(1, (weights[0] * cats + weights[1] * dogs) / (cats + dogs), 1e-9);
    }
  }

  @Test
  void ownWeightsKeepTheirRatio() {
    ClassWeights weights = ClassWeights.of(Map.of("dog", 3.0));
    assertArrayEquals(new double[] {0.5, 1.5}, weights.forClassesOf(unequal(2, 2)), 1e-12);
    assertNull(ClassWeights.NONE.forClassesOf(unequal(1, 9)));
    refused(
        "did you mean \"dog\"",
        () -> ClassWeights.of(Map.of("dgo", 2.0)).forClassesOf(unequal(1, 1)));
  }
}
