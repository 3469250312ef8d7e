package io.transferlab.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises in a straight line during the first steps and then falls to 0 along
 * half a cosine (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts). DL4J has no
 * cosine; this one can be saved with a network's configuration like its own schedules.
 */
final class WarmupCosine implements ISchedule {
  private static final long serialVersionUID = 1L;

  private final double peak;
  private final int warmup;
  private final int steps;

  /**
   * A schedule for a known number of steps.
   *
   * @param peak the highest rate, reached after the warm-up
   * @param warmup steps until then, at least 0
   * @param steps all steps, more than {@code warmup}
   */
  WarmupCosine(
      @JsonProperty("peak") double peak,
      @JsonProperty("warmup") int warmup,
      @JsonProperty("steps") int steps) {
    this.peak = peak;
    this.warmup = warmup;
    this.steps = steps;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warmup) {
      return peak * (iteration + 1) / warmup;
    }
    double done = Math.min(1.0, (double) (iteration - warmup) / (steps - warmup));
    return peak * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  @Override
  public ISchedule clone() {
    return new WarmupCosine(peak, warmup, steps);
  }

  /** For saving. */
  @JsonProperty("peak")
  double peak() {
    return peak;
  }

  /** For saving. */
  @JsonProperty("warmup")
  int warmup() {
    return warmup;
  }

  /** For saving. */
  @JsonProperty("steps")
  int steps() {
    return steps;
  }
}
