package io.transferlab.advise;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.evaluate.Predicted;
import io.transferlab.network.Backbone;
import io.transferlab.network.ClassProbability;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.FineTuner;
import io.transferlab.train.TrainingPlan;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Networks trained for one question each. */
final class TrainedTrials {
  /** Enough to see whether an epoch knows its pictures. */
  private static final int LOOKED_AT = 5;

  /** A picture that is learned from is put through both ways, and the weights change. */
  private static final double BACKWARD = 3.5;

  /** A step of an output layer alone. */
  static final double STEP_SECONDS = 1e-3;

  /** To build a network, in pictures. */
  private static final int FIXED = 100;

  private TrainedTrials() {}

  /**
   * Trains and judges. The epoch is chosen by some of the training pictures: the judges choose
   * nothing, or the best of twenty looks at them would be called the accuracy.
   *
   * @throws CancellationException after an interrupt: half a training is no trial
   */
  static Trained run(
      Way way,
      Backbone source,
      int epochs,
      Draws draws,
      int perClass,
      long draw,
      EpochListener listener) {
    long start = System.nanoTime();
    ImageSet train = draws.training(perClass, draw);
    FineTuned tuned = fit(way, source, epochs, train, again(train), draw, listener);
    ImageSet judges = draws.judged(draw);
    List<List<ClassProbability>> said = tuned.network().predict(judges, 1);
    List<String> classes = judges.classes();
    Predicted judged =
        new Predicted(
            classes,
            judges.pictures().stream().map(Picture::key).toList(),
            judges.pictures().stream().mapToInt(Picture::label).toArray(),
            said.stream().mapToInt(best -> classes.indexOf(best.get(0).label())).toArray());
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Trained(
        new Trial(way, source.name(), perClass, draw, judged, seconds), tuned.network());
  }

  /** A trial, and the network that was trained for it. */
  record Trained(Trial trial, Backbone network) {}

  /** Some of the pictures once more, as if they were others. */
  private static ImageSet again(ImageSet train) {
    ImageSet some = train.take(LOOKED_AT, 1);
    return ImageSet.of(
        some.name(),
        some.classes(),
        some.pictures().stream()
            .map(p -> new Picture(p.key(), p.label(), size -> p.source().read(size)))
            .toList());
  }

  private static FineTuned fit(
      Way way,
      Backbone source,
      int epochs,
      ImageSet train,
      ImageSet validation,
      long seed,
      EpochListener listener) {
    FineTuner tuner =
        way == Way.SCRATCH
            ? FineTuner.fromScratch(source, train.classes())
            : FineTuner.of(source, train.classes());
    String frozen = way.frozenUpTo(source);
    TrainingPlan plan = way.plan().withEpochs(epochs).withSeed(seed);
    FineTuned tuned =
        (frozen == null ? tuner : tuner.freezeUpTo(frozen))
            .withPlan(plan.withBatchSize(Math.min(plan.batchSize(), train.size())))
            .fit(way.title(), train, validation, listener);
    if (tuned.history().interrupted()) {
      throw new CancellationException("interrupted while a network was trained");
    }
    return tuned;
  }

  /**
   * Seconds that a training takes, guessed.
   *
   * @param atHand whether the features of the frozen layers are there
   * @param forward seconds of a picture put through the network
   * @param looked pictures that are looked at after each epoch
   * @param judges pictures that are looked at in the end
   */
  static double seconds(
      Way way, boolean atHand, double forward, int epochs, int train, int looked, int judges) {
    if (way == Way.HEAD) {
      int steps = epochs * (1 + train / way.plan().batchSize());
      int pictures = atHand ? 0 : train + looked + judges + FIXED;
      return forward * pictures + STEP_SECONDS * steps;
    }
    return forward * (epochs * (BACKWARD * train + looked) + judges + FIXED);
  }

  /** How many pictures a trial looks at after each epoch. */
  static int looked(int train, int classes) {
    return Math.min(train, LOOKED_AT * classes);
  }
}
