package io.transferlab.train;

import java.util.List;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A {@link Schedule} of one run as DL4J's updaters take it; it can be saved with a network's
 * configuration like DL4J's own. Layers with equal rates are equal here, so that DL4J updates them
 * in one operation.
 */
final class LayerRate implements ISchedule {
  private static final long serialVersionUID = 1L;

  private final double highest;
  private final Schedule.Shape shape;
  private final int warmupSteps;
  private final int everyEpochs;
  private final double factor;
  private final int stepsPerEpoch;
  private final int epochs;

  LayerRate(
      @JsonProperty("highest") double highest,
      @JsonProperty("shape") Schedule.Shape shape,
      @JsonProperty("warmupSteps") int warmupSteps,
      @JsonProperty("everyEpochs") int everyEpochs,
      @JsonProperty("factor") double factor,
      @JsonProperty("stepsPerEpoch") int stepsPerEpoch,
      @JsonProperty("epochs") int epochs) {
    this.highest = highest;
    this.shape = shape;
    this.warmupSteps = warmupSteps;
    this.everyEpochs = everyEpochs;
    this.factor = factor;
    this.stepsPerEpoch = stepsPerEpoch;
    this.epochs = epochs;
  }

  /**
   * The rate of a layer for a known number of steps.
   *
   * @param highest the rate that the schedule's 1 stands for
   * @param schedule its course
   * @param stepsPerEpoch steps in an epoch, at least 1
   * @param epochs epochs of the run, at least 1
   * @return the rate
   */
  static LayerRate of(double highest, Schedule schedule, int stepsPerEpoch, int epochs) {
    return new LayerRate(
        highest,
        schedule.shape(),
        schedule.warmup(),
        schedule.everyEpochs(),
        schedule.factor(),
        stepsPerEpoch,
        epochs);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return highest
        * new Schedule(shape, warmupSteps, everyEpochs, factor)
            .at(iteration, stepsPerEpoch, epochs);
  }

  @Override
  public ISchedule clone() {
    return this; // immutable
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerRate o && values().equals(o.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return List.of(highest, shape, warmupSteps, everyEpochs, factor, stepsPerEpoch, epochs);
  }

  /** For saving, as all below. */
  @JsonProperty("highest")
  double highest() {
    return highest;
  }

  @JsonProperty("shape")
  Schedule.Shape shape() {
    return shape;
  }

  @JsonProperty("warmupSteps")
  int warmupSteps() {
    return warmupSteps;
  }

  @JsonProperty("everyEpochs")
  int everyEpochs() {
    return everyEpochs;
  }

  @JsonProperty("factor")
  double factor() {
    return factor;
  }

  @JsonProperty("stepsPerEpoch")
  int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @JsonProperty("epochs")
  int epochs() {
    return epochs;
  }
}
