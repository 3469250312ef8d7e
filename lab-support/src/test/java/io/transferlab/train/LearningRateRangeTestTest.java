package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.plot.Curves;
import io.transferlab.plot.RangeTestCurve;
import io.transferlab.train.LearningRateRangeTest.Range;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LearningRateRangeTestTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  private final ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 6, 1);
  private final Backbone network =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, train.classes(), 1);
  private final TrainingPlan plan = TrainingPlan.FINE_TUNING.withBatchSize(4);

  /** A made-up sweep: the loss as a function of the logarithm (base 10) of the rate. */
  private static LearningRateRangeTest made(DoubleUnaryOperator loss) {
    double[] rates =
        IntStream.range(0, 120).mapToDouble(i -> Math.pow(10, -6 + i / 20.0)).toArray();
    return new LearningRateRangeTest(
        rates, Arrays.stream(rates).map(r -> loss.applyAsDouble(Math.log10(r))).toArray(), 0.1);
  }

  /** Flat, a fall around a place, flat, then up from two powers of ten further. */
  private static DoubleUnaryOperator valley(double fall) {
    return x -> 2 - 1 / (1 + Math.exp(-4 * (x - fall))) + Math.exp(3 * (x - fall - 2)) / 4;
  }

  @Property(tries = 60)
  void suggestsWhereTheLossFallsFastest(
      @ForAll @DoubleRange(min = -4.8, max = -2.5) double fall, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LearningRateRangeTest sweep =
        made(x -> valley(fall).applyAsDouble(x) + 0.01 * random.nextDouble());
    double suggested = Math.log10(sweep.suggestion().orElseThrow());
    // Smoothing looks backwards over some ten steps, half a power of ten.
    assertTrue(suggested > fall - 0.35 && suggested < fall + 0.75, suggested + " for " + fall);
  }

  @Property(tries = 30)
  void theUnitOfTheLossDoesNotMatter(@ForAll @DoubleRange(min = 0.1, max = 10) double factor) {
    LearningRateRangeTest sweep = made(valley(-3.5));
    LearningRateRangeTest scaled = made(x -> factor * valley(-3.5).applyAsDouble(x));
    assertEquals(sweep.suggestion().orElseThrow(), scaled.suggestion().orElseThrow(), 1e-12);
  }

  @Test
  void suggestsNothingWhereNothingFalls() {
    assertTrue(made(x -> 2).suggestion().isEmpty());
    assertTrue(made(x -> 2 + Math.exp(3 * (x + 1))).suggestion().isEmpty());
    assertTrue(new LearningRateRangeTest(new double[0], new double[0], 1).suggestion().isEmpty());
    LearningRateRangeTest flat = made(x -> 2);
    assertTrue(flat.toString().contains("falls at no rate"), flat.toString());
    assertMessage("a loss that falls at some rate", () -> flat.applyTo(plan));
  }

  @Test
  void saysWhyItEndedEarly() {
    String early = made(x -> valley(-3).applyAsDouble(x) + (x > -0.5 ? 60 : 0)).toString();
    assertTrue(early.contains("where the loss had shot up: try"), early);
    String whole = made(x -> 2 - 1 / (1 + Math.exp(-4 * (x + 3)))).toString();
    assertFalse(whole.contains("shot up"), whole);
  }

  @Test
  void smoothingKeepsALevelAndStartsAtTheFirstValue() {
    double[] smooth = made(x -> 1.5).smoothed();
    assertTrue(Arrays.stream(smooth).allMatch(v -> Math.abs(v - 1.5) < 1e-12));
    double[] sloping = made(x -> -x).smoothed();
    assertEquals(6, sloping[0], 1e-12);
    for (int i = 1; i < sloping.length; i++) {
      assertTrue(sloping[i] < sloping[i - 1]);
    }
  }

  @Test
  void raisesTheRateAndLeavesTheNetworkAsItWas() {
    INDArray before = network.graph().params().dup();
    LearningRateRangeTest sweep =
        LearningRateRangeTest.of(network, plan, train, new Range(1e-5, 1e-1, 12));
    assertEquals(before, network.graph().params());
    assertEquals(12, sweep.rates().length);
    assertEquals(1e-5, sweep.rates()[0], 1e-12);
    assertEquals(1e-1, sweep.rates()[11], 1e-9);
    double factor = sweep.rates()[1] / sweep.rates()[0];
    for (int i = 1; i < 12; i++) {
      assertEquals(factor, sweep.rates()[i] / sweep.rates()[i - 1], 1e-9);
    }
    assertEquals(Math.log(2), sweep.losses()[0], 0.05, "a new head guesses");
    assertEquals(
        sweep,
        LearningRateRangeTest.of(network, plan, train, new Range(1e-5, 1e-1, 12)),
        "same seed");
    assertEquals(0, network.graph().getConfiguration().getIterationCount());
  }

  @Test
  void endsWhereTheLossDiverges() {
    TrainingPlan wild = plan.withOptimizer(Optimizer.SGD.withClipNorm(Double.POSITIVE_INFINITY));
    LearningRateRangeTest sweep =
        LearningRateRangeTest.of(network, wild, train, new Range(1e-3, 9, 30));
    assertTrue(sweep.rates().length < 30, sweep.toString());
    assertTrue(Arrays.stream(sweep.losses()).allMatch(Double::isFinite));
  }

  @Test
  void anInterruptGivesWhatWasMeasured() {
    Thread.currentThread().interrupt();
    LearningRateRangeTest sweep = LearningRateRangeTest.of(network, plan, train);
    assertTrue(sweep.rates().length < Range.defaults().steps());
    assertFalse(Thread.currentThread().isInterrupted(), "the flag is used up");
  }

  @Test
  void aSuggestionBecomesAPlanWithTheSameProportions() {
    TrainingPlan changed = made(valley(-3)).applyTo(plan.withRates(1e-2, 2e-3));
    assertEquals(made(valley(-3)).suggestion().orElseThrow(), changed.headRate(), 1e-12);
    assertEquals(0.2, changed.bodyRate() / changed.headRate(), 1e-9);
  }

  @Test
  void theChartMarksTheSuggestion() {
    Curves chart = RangeTestCurve.of("A sweep", made(valley(-3)));
    String rate = String.format("%.3g", made(valley(-3)).suggestion().orElseThrow());
    assertTrue(chart.alternative().contains("shows the suggested rate"), chart.alternative());
    assertTrue(chart.alternative().contains(rate.substring(0, 4)), chart.alternative());
    assertEquals(900, chart.figure().image().getWidth());
    assertFalse(RangeTestCurve.of("Flat", made(x -> 2)).alternative().contains("suggested"));
  }

  @Test
  void refusesWhatCannotBeSwept() {
    assertMessage("a rate that rises", () -> new Range(1e-2, 1e-3, 50));
    assertMessage("a rate that rises", () -> new Range(0, 1e-3, 50));
    assertMessage("a rate that rises", () -> new Range(Double.NaN, 1e-3, 50));
    assertMessage("at least 10 steps", () -> new Range(1e-4, 1e-3, 3));
    ImageSet rooms = ImageSet.drawn(SketchSet.ROOMS, Split.TRAIN, 1, 1);
    assertMessage("pictures of the classes", () -> LearningRateRangeTest.of(network, plan, rooms));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
