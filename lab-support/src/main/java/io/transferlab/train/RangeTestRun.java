package io.transferlab.train;

import io.transferlab.core.Progress;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a {@link LearningRateRangeTest}: pass after pass over the pictures until there are
 * enough.
 */
final class RangeTestRun {
  private final Backbone network;
  private final TrainingPlan plan;
  private final ImageSet train;
  private final double[] losses;
  private int done;
  private @Nullable Progress progress;

  /**
   * The steps.
   *
   * @param network learns in place
   * @param plan with a rising schedule over one epoch
   * @param train pictures to learn from
   * @param steps how many at most
   */
  RangeTestRun(Backbone network, TrainingPlan plan, ImageSet train, int steps) {
    this.network = network;
    this.plan = plan;
    this.train = train;
    this.losses = new double[steps];
  }

  /** The loss before each step; fewer than asked for if it diverged or someone interrupted. */
  double[] losses() {
    TrainingStep step = TrainingStep.of(network, plan, losses.length * plan.batchSize());
    Pixels pixels = network.pixels(train);
    try (Progress signs = Progress.of("trying learning rates", "steps", losses.length)) {
      progress = signs;
      boolean goesOn = true;
      for (int pass = 1; goesOn; pass++) {
        int before = done;
        goesOn = pass(step, pixels, PictureExamples.epochSeed(plan, pass));
        if (goesOn && done == before) {
          throw Classified.unreadable(pixels);
        }
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: what was measured so far may be looked at
    }
    return Arrays.copyOf(losses, done);
  }

  /** One pass over the pictures; false when there is nothing more to learn. */
  private boolean pass(TrainingStep step, Pixels pixels, long seed) {
    for (Batch batch : network.epoch(pixels, plan.augmentation(), plan.batchSize(), seed)) {
      try (batch) {
        double loss = step.fit(batch);
        if (!Double.isFinite(loss)) {
          return false;
        }
        losses[done++] = loss;
        Objects.requireNonNull(progress).done(1);
      }
      if (done == losses.length || LearningRateRangeTest.diverged(Arrays.copyOf(losses, done))) {
        return false;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while sweeping rates");
      }
    }
    return true;
  }
}
