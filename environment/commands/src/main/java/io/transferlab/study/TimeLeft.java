package io.transferlab.study;

import java.util.EnumMap;
import java.util.Map;

/**
 * Guesses how long the rest takes, from what has been done: each method is compared with a first
 * guess of its own, so that a quick beginning does not promise a quick end.
 */
final class TimeLeft {
  private final Map<TransferMethod, double[]> guessedAndTaken = new EnumMap<>(TransferMethod.class);
  private final Map<TransferMethod, Double> leftOf = new EnumMap<>(TransferMethod.class);

  /** Something is to be done. */
  void expect(TransferMethod method, double guess) {
    leftOf.merge(method, guess, Double::sum);
  }

  /** It is done. */
  void done(TransferMethod method, double guess, double seconds) {
    leftOf.merge(method, -guess, Double::sum);
    double[] sums = guessedAndTaken.computeIfAbsent(method, m -> new double[2]);
    sums[0] += guess;
    sums[1] += seconds;
  }

  /** Seconds. */
  double seconds() {
    double guessed = 0;
    double taken = 0;
    for (double[] sums : guessedAndTaken.values()) {
      guessed += sums[0];
      taken += sums[1];
    }
    double overall = guessed > 0 ? taken / guessed : 1;
    double left = 0;
    for (Map.Entry<TransferMethod, Double> rest : leftOf.entrySet()) {
      double[] sums = guessedAndTaken.get(rest.getKey());
      left += Math.max(0, rest.getValue()) * (sums == null ? overall : sums[1] / sums[0]);
    }
    return left;
  }
}
