package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Transplant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A learning-rate range test (Smith 2017, arXiv 1506.01186, section 3.3): a few steps whose rate
 * rises from far too small to far too large, and the loss at each. Where the loss falls fastest a
 * rate works; where it rises again it is too large. Takes about as long as an epoch or two.
 *
 * <p>Differs from the paper: the rate rises in equal factors rather than in a straight line, so
 * that six powers of ten are seen at once; the loss of the training steps is looked at, smoothed,
 * rather than the validation accuracy; and a rate is suggested.
 *
 * @param rates the head's rate at each step, rising
 * @param losses mean cross-entropy of each batch before its step, in nats
 * @param bodyFraction the body's rate is the head's times this
 */
public record LearningRateRangeTest(double[] rates, double[] losses, double bodyFraction) {
  /**
   * Which rates are tried. Immutable.
   *
   * @param from the head's rate at the first step, above 0
   * @param to the head's rate at the last step, more than {@code from}, below 10
   * @param steps how many, at least 10
   */
  public record Range(double from, double to, int steps) {
    private static final Range DEFAULTS = new Range(1e-6, 1, 100);

    /**
     * Checks the values.
     *
     * @param from the head's rate at the first step, above 0
     * @param to the head's rate at the last step, more than {@code from}, below 10
     * @param steps how many, at least 10
     * @throws LabException for rates that do not rise, or too few steps
     */
    public Range {
      if (!(from > 0 && from < to && to < 10) || steps < FEWEST) {
        throw LabException.of(
            "a rate that rises from above 0 to below 10 in at least " + FEWEST + " steps",
            from + " to " + to + " in " + steps + " steps",
            "leave the range out for 1.0E-6 to 1 in 100 steps");
      }
    }

    /**
     * 100 steps from 1e-6 to 1.
     *
     * @return the range
     */
    public static Range defaults() {
      return DEFAULTS;
    }

    /**
     * A copy that begins with another rate of the head.
     *
     * @param value the head's rate at the first step, above 0 and below 10
     * @return the copy
     * @throws LabException if the rates no longer rise
     */
    public Range withFrom(double value) {
      return new Range(value, to, steps);
    }

    /**
     * A copy that ends with another rate of the head.
     *
     * @param value the head's rate at the last step, above 0 and below 10
     * @return the copy
     * @throws LabException if the rates no longer rise
     */
    public Range withTo(double value) {
      return new Range(from, value, steps);
    }

    /**
     * A copy with another number of steps.
     *
     * @param value how many, at least 10
     * @return the copy
     * @throws LabException for fewer
     */
    public Range withSteps(int value) {
      return new Range(from, to, value);
    }
  }

  /** How much of the average so far stays at each step. */
  private static final double MEMORY = 0.9;

  /** Of the first loss: a smaller fall is noise. */
  private static final double FALL = 0.02;

  private static final double DIVERGED = 4;

  static final int FEWEST = 10;

  /**
   * Checks the lengths and takes copies.
   *
   * @param rates the head's rate at each step, rising
   * @param losses mean cross-entropy of each batch before its step, in nats
   * @param bodyFraction the body's rate is the head's times this
   * @throws IllegalArgumentException if there are not as many losses as rates
   */
  public LearningRateRangeTest {
    if (rates.length != losses.length) {
      throw new IllegalArgumentException(
          "Expected as many losses as rates; found " + losses.length + " and " + rates.length);
    }
    rates = rates.clone();
    losses = losses.clone();
  }

  /**
   * A sweep over {@link Range#defaults()}.
   *
   * @param network the network as it would be trained, with its new head and frozen layers, for
   *     instance of {@link FineTuner#prepare}; stays as it is: a copy is trained
   * @param plan batch size, optimizer, augmentation, seed, and how the rates of the layers stand to
   *     each other
   * @param train pictures to learn from
   * @return the rates and losses; fewer steps if the loss diverged or someone interrupted
   * @throws LabException as {@link #of(Backbone, TrainingPlan, ImageSet, Range)}
   */
  public static LearningRateRangeTest of(Backbone network, TrainingPlan plan, ImageSet train) {
    return of(network, plan, train, Range.defaults());
  }

  /**
   * A sweep.
   *
   * @param network the network as it would be trained; stays as it is: a copy is trained
   * @param plan batch size, optimizer, augmentation, seed, and how the rates of the layers stand to
   *     each other
   * @param train pictures to learn from
   * @param range which rates are tried
   * @return the rates and losses; fewer steps if the loss diverged or someone interrupted
   * @throws LabException if the pictures' classes are not the network's, or none of the pictures
   *     can be read
   */
  public static LearningRateRangeTest of(
      Backbone network, TrainingPlan plan, ImageSet train, Range range) {
    if (!train.classes().equals(network.classes())) {
      throw LabException.of(
          "pictures of the classes " + network.classes(),
          train.classes().toString(),
          "give the network a head for them: FineTuner.of(...).prepare()");
    }
    TrainingPlan rising =
        plan.withEpochs(1)
            .withRates(plan.rates().times(range.to() / plan.headRate()))
            .withSchedule(Schedule.rising(range.from() / range.to()));
    double[] losses =
        new RangeTestRun(Transplant.copy(network), rising, train, range.steps()).losses();
    double[] rates = new double[losses.length];
    Arrays.setAll(rates, step -> range.to() * rising.schedule().at(step, range.steps(), 1));
    return new LearningRateRangeTest(rates, losses, plan.bodyRate() / plan.headRate());
  }

  /** Whether the smoothed loss is so many times its lowest that later steps tell nothing more. */
  static boolean diverged(double[] losses) {
    double[] smooth = smooth(losses);
    double lowest = Arrays.stream(smooth).min().orElse(0);
    return losses.length > FEWEST && smooth[losses.length - 1] > DIVERGED * lowest;
  }

  /**
   * A moving average whose weights fall by a tenth a step; the first values are not drawn towards 0
   * (Kingma and Ba 2015, arXiv 1412.6980, section 3, on bias).
   */
  static double[] smooth(double[] values) {
    double[] out = new double[values.length];
    double average = 0;
    double weight = 0;
    for (int i = 0; i < values.length; i++) {
      average = MEMORY * average + (1 - MEMORY) * values[i];
      weight = MEMORY * weight + 1 - MEMORY;
      out[i] = average / weight;
    }
    return out;
  }

  /**
   * The losses without most of the noise of single batches.
   *
   * @return a moving average, as long as {@code losses}
   */
  public double[] smoothed() {
    return smooth(losses);
  }

  /**
   * A rate to train with, as it is: where the smoothed loss falls fastest over the logarithm of the
   * rate, before its lowest point. (The advice to take a tenth is for the rate of the lowest loss.)
   *
   * @return the head's rate; empty if the loss does not fall by 2 % anywhere, or after fewer than
   *     ten steps
   */
  public OptionalDouble suggestion() {
    double[] loss = smoothed();
    if (loss.length < FEWEST) {
      return OptionalDouble.empty();
    }
    int lowest = 0;
    for (int i = 1; i < loss.length; i++) {
      lowest = loss[i] < loss[lowest] ? i : lowest;
    }
    double highest = loss[0];
    for (int i = 0; i < lowest; i++) {
      highest = Math.max(highest, loss[i]);
    }
    if (highest - loss[lowest] < FALL * highest) {
      return OptionalDouble.empty();
    }
    int steepest = 0;
    double fall = Double.NEGATIVE_INFINITY;
    for (int i = 1; i <= Math.min(lowest, loss.length - 2); i++) {
      double here = (loss[i - 1] - loss[i + 1]) / (Math.log(rates[i + 1]) - Math.log(rates[i - 1]));
      if (here > fall) {
        fall = here;
        steepest = i;
      }
    }
    return OptionalDouble.of(rates[steepest]);
  }

  /**
   * The suggested rates as those of a plan.
   *
   * @param plan its rates stand to each other as they shall
   * @return the plan with all rates multiplied so that the head's is the suggested one
   * @throws LabException if there is no suggestion
   */
  public TrainingPlan applyTo(TrainingPlan plan) {
    double rate =
        suggestion()
            .orElseThrow(
                () ->
                    LabException.of(
                        "a loss that falls at some rate",
                        "none that does in " + rates.length + " steps",
                        "sweep more steps or other rates; look whether labels fit the pictures"));
    return plan.withRates(plan.rates().times(rate / plan.headRate()));
  }

  /**
   * The sweep as a table.
   *
   * @return one row a step: head rate, body rate, loss, smoothed loss
   */
  public Table table() {
    return Table.create(
        "learning-rate sweep",
        DoubleColumn.create("head rate", rates),
        DoubleColumn.create("body rate", Arrays.stream(rates).map(r -> r * bodyFraction).toArray()),
        DoubleColumn.create("loss", losses),
        DoubleColumn.create("smoothed loss", smoothed()));
  }

  /**
   * The head's rate at each step.
   *
   * @return a copy, rising
   */
  @Override
  public double[] rates() {
    return rates.clone();
  }

  /**
   * The loss of each batch before its step.
   *
   * @return a copy, mean cross-entropies in nats
   */
  @Override
  public double[] losses() {
    return losses.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LearningRateRangeTest that
        && Arrays.equals(rates, that.rates)
        && Arrays.equals(losses, that.losses)
        && bodyFraction == that.bodyFraction;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rates) + Arrays.hashCode(losses);
  }

  @Override
  public String toString() {
    if (rates.length == 0) {
      return "no step was measured";
    }
    String range =
        String.format(
            Locale.ROOT,
            "%d steps from %.2g to %.2g%s: ",
            rates.length,
            rates[0],
            rates[rates.length - 1],
            diverged(losses) ? ", where the loss had shot up" : "");
    OptionalDouble rate = suggestion();
    return range
        + (rate.isEmpty()
            ? "the loss falls at no rate"
            : String.format(
                Locale.ROOT,
                "try %.1e for the head and %.1e for the body",
                rate.getAsDouble(),
                rate.getAsDouble() * bodyFraction));
  }
}
