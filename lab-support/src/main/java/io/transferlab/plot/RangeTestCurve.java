package io.transferlab.plot;

import io.transferlab.train.LearningRateRangeTest;

/** A learning-rate sweep as a chart. */
public final class RangeTestCurve {
  private RangeTestCurve() {}

  /**
   * Draws loss over learning rate, single batches and smoothed, with the suggested rate marked.
   *
   * @param title what was trained
   * @param sweep the sweep, at least one step
   * @return the chart; show it
   */
  public static Curves of(String title, LearningRateRangeTest sweep) {
    Curves curves =
        Curves.of(title, "learning rate of the head", "loss (cross-entropy, nats)")
            .logarithmic()
            .add(new Series("smoothed", sweep.rates(), sweep.smoothed()))
            .add(new Series("single batches", sweep.rates(), sweep.losses()));
    sweep
        .suggestion()
        .ifPresent(rate -> curves.mark("the suggested rate, " + Words.number(rate), rate));
    return curves;
  }
}
