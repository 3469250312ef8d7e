package io.transferlab.train;

import java.util.Comparator;
import java.util.List;

/**
 * Reads a training run's curves as its lab teaches to: did it learn, and did it go on learning by
 * heart?
 *
 * <p>Overfitting is the generalisation loss of Prechelt (Early Stopping - But When?, 1998, <a
 * href="https://doi.org/10.1007/3-540-49430-8_3">doi:10.1007/3-540-49430-8_3</a>): how far the
 * validation loss has risen above its minimum, here over the mean of the last epochs so that one
 * bad epoch is no verdict.
 */
final class Diagnosis {
  /** The rise of the validation loss above its minimum, as a share of it. */
  private static final double RISE = 0.1;

  /** And in nats: from 0.01 to 0.02 is nothing to speak of. */
  private static final double RISE_NATS = 0.05;

  private static final int LAST = 3;

  /** A training loss that never falls below this share of the first epoch's is stuck. */
  private static final double STUCK = 0.97;

  /** Accuracy above that of guessing that may still be chance. */
  private static final double CHANCE = 0.1;

  private Diagnosis() {}

  /** One or a few words, to follow a colon. */
  static String of(List<Epoch> epochs, int bestEpoch, Stop stop) {
    if (epochs.isEmpty()) {
      return "stopped before its first epoch ended";
    }
    if (learnedNothing(epochs)) {
      return "did not learn";
    }
    Epoch lowest =
        epochs.stream().min(Comparator.comparingDouble(Epoch::validationLoss)).orElseThrow();
    double end =
        epochs.subList(Math.max(lowest.number(), epochs.size() - LAST), epochs.size()).stream()
            .mapToDouble(Epoch::validationLoss)
            .average()
            .orElse(lowest.validationLoss());
    double rise = end - lowest.validationLoss();
    boolean trainingFell = epochs.get(epochs.size() - 1).trainLoss() < lowest.trainLoss();
    if (rise > RISE_NATS && rise > RISE * lowest.validationLoss() && trainingFell) {
      return "learned, overfits from epoch " + (lowest.number() + 1);
    }
    return stop == Stop.NONE && bestEpoch == epochs.size() && epochs.size() > 1
        ? "learned, still getting better at its end"
        : "learned";
  }

  /**
   * A network that guesses is right as often as its loss says, exp(-loss) = 1/K with K classes; one
   * that has learned is right more often, and its loss falls.
   */
  private static boolean learnedNothing(List<Epoch> epochs) {
    double lowest = epochs.stream().mapToDouble(Epoch::trainLoss).min().orElseThrow();
    double guessing = Math.exp(-lowest);
    return lowest > STUCK * epochs.get(0).trainLoss()
        && epochs.stream()
            .allMatch(
                e ->
                    e.trainAccuracy() < guessing + CHANCE
                        && e.validationAccuracy() < guessing + CHANCE);
  }
}
