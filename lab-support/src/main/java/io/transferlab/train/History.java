package io.transferlab.train;

import io.transferlab.core.Provenance;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A training run, epoch by epoch.
 *
 * @param name what was trained, for charts and tables
 * @param epochs in order; empty if it was stopped before the first ended
 * @param bestEpoch number of the epoch whose weights were kept, the one with the best validation
 *     accuracy (of equals the one with the lowest loss); 0 without epochs
 * @param stop why it ended
 * @param provenance data, seed and settings
 */
public record History(
    String name, List<Epoch> epochs, int bestEpoch, Stop stop, Provenance provenance) {
  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * Whether someone stopped it before its end.
   *
   * @return whether it was interrupted
   */
  public boolean interrupted() {
    return stop == Stop.INTERRUPTED;
  }

  /** The number of the best epoch; of equals the first; 0 without epochs. */
  static int best(List<Epoch> epochs) {
    int best = 0;
    for (int i = 0; i < epochs.size(); i++) {
      best = best == 0 || epochs.get(i).isBetterThan(epochs.get(best - 1)) ? i + 1 : best;
    }
    return best;
  }

  /**
   * The last epoch.
   *
   * @return what it brought
   */
  Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /**
   * The best validation accuracy.
   *
   * @return 0 to 1; NaN without epochs
   */
  public double bestValidationAccuracy() {
    return bestEpoch == 0 ? Double.NaN : epochs.get(bestEpoch - 1).validationAccuracy();
  }

  /**
   * All training time.
   *
   * @return seconds, without validation
   */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  /**
   * The run as a table.
   *
   * @return one row an epoch
   */
  public Table table() {
    return Table.create(
        name,
        IntColumn.create("epoch", epochs.stream().mapToInt(Epoch::number).toArray()),
        column("train loss", epochs.stream().mapToDouble(Epoch::trainLoss).toArray()),
        column("train accuracy", epochs.stream().mapToDouble(Epoch::trainAccuracy).toArray()),
        column("validation loss", epochs.stream().mapToDouble(Epoch::validationLoss).toArray()),
        column(
            "validation accuracy",
            epochs.stream().mapToDouble(Epoch::validationAccuracy).toArray()),
        column("head rate", epochs.stream().mapToDouble(Epoch::headRate).toArray()),
        column("body rate", epochs.stream().mapToDouble(Epoch::bodyRate).toArray()),
        column("seconds", epochs.stream().mapToDouble(Epoch::seconds).toArray()),
        column("pictures/s", epochs.stream().mapToDouble(Epoch::picturesPerSecond).toArray()));
  }

  private static DoubleColumn column(String name, double[] values) {
    return DoubleColumn.create(name, values);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d epochs in %.0f s%s, best validation accuracy %.3f in epoch %d",
        name,
        epochs.size(),
        seconds(),
        switch (stop) {
          case NONE -> "";
          case PATIENCE -> " (stopped: no longer getting better)";
          case INTERRUPTED -> " (stopped early by you)";
        },
        bestValidationAccuracy(),
        bestEpoch);
  }
}
