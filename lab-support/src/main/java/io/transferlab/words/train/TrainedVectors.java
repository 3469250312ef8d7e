package io.transferlab.words.train;

import io.transferlab.core.Provenance;
import io.transferlab.words.WordVectors;
import java.util.List;
import java.util.Locale;

/**
 * What training gives.
 *
 * @param vectors the word vectors, the most frequent word first
 * @param epochs how it got there
 * @param interrupted whether it was stopped before its last epoch
 * @param provenance method, options, text
 */
public record TrainedVectors(
    WordVectors vectors, List<TrainingEpoch> epochs, boolean interrupted, Provenance provenance) {
  /**
   * Copies the list.
   *
   * @param vectors the word vectors, the most frequent word first
   * @param epochs how it got there
   * @param interrupted whether it was stopped before its last epoch
   * @param provenance method, options, text
   */
  public TrainedVectors {
    epochs = List.copyOf(epochs);
  }

  /**
   * The loss curve.
   *
   * @return the loss after each epoch
   */
  public double[] losses() {
    return epochs.stream().mapToDouble(TrainingEpoch::loss).toArray();
  }

  /**
   * The last loss.
   *
   * @return after the last epoch; NaN before the first ended
   */
  public double loss() {
    return epochs.isEmpty() ? Double.NaN : epochs.get(epochs.size() - 1).loss();
  }

  /**
   * How long training took.
   *
   * @return seconds; 0 before the first epoch ended
   */
  public double seconds() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).seconds();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d words of %d numbers, %d epochs in %.1f s%s%s",
        vectors.name(),
        vectors.size(),
        vectors.dimension(),
        epochs.size(),
        seconds(),
        epochs.isEmpty() ? "" : String.format(Locale.ROOT, ", loss %.4f", loss()),
        interrupted ? ", stopped early" : "");
  }
}
