package io.transferlab.train;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private static final int FORMAT = 1;

  private static final String SAVE_ONE =
      "History.save and `environment/lab fine-tune ... --results FOLDER` write such files";

  /**
   * The form in which a run is written.
   *
   * @param format 1
   * @param name as of the run
   * @param epochs as of the run
   * @param stop as of the run
   * @param provenance as of the run
   */
  public record Saved(
      int format, String name, List<Epoch> epochs, Stop stop, Map<String, String> provenance) {}

  /**
   * Copies the list.
   *
   * @param name what was trained, for charts and tables
   * @param epochs in order
   * @param bestEpoch number of the epoch whose weights were kept, the one with the best validation
   *     accuracy (of equals the one with the lowest loss)
   * @param stop why it ended
   * @param provenance data, seed and settings
   */
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
   * @throws LabException without epochs
   */
  public Epoch last() {
    if (epochs.isEmpty()) {
      throw LabException.of(
          "at least one epoch of " + name, "none", "train again, and let an epoch end");
    }
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
   * What a person waited for the training.
   *
   * @return seconds, with the looks at the validation pictures
   */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  /**
   * What happened, in a few words.
   *
   * @return "did not learn" (the training loss stayed where it was and no accuracy rose above
   *     guessing), "learned", "learned, overfits from epoch 9" (the validation loss rose from there
   *     by more than a tenth while the training loss fell), "learned, still getting better at its
   *     end"; with "stopped early" where it was
   */
  public String verdict() {
    String word = Diagnosis.of(epochs, bestEpoch, stop);
    return switch (epochs.isEmpty() ? Stop.NONE : stop) {
      case NONE -> word;
      case PATIENCE -> word + "; stopped early, no longer getting better";
      case INTERRUPTED -> word + "; stopped early by you";
    };
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

  /**
   * This run and one that went on with its network, as one: head first, then all layers.
   *
   * @param next the later run
   * @param newName what to call both
   * @return the epochs of both, counted through; the best of all, reasons and facts of the later
   */
  public History followedBy(History next, String newName) {
    List<Epoch> all = new ArrayList<>(epochs);
    next.epochs.forEach(e -> all.add(e.withNumber(all.size() + 1)));
    return new History(newName, all, best(all), next.stop, next.provenance);
  }

  /**
   * Writes the run as JSON.
   *
   * @param file where to, for instance {@code results/fine-tuned.json}; replaced in one step, its
   *     folder made if missing
   * @throws LabException if it cannot be written
   */
  public void save(Path file) {
    String json = Json.text(new Saved(FORMAT, name, epochs, stop, provenance.facts()));
    AtomicFiles.writeText(file, json);
  }

  /**
   * Reads a run that {@link #save} wrote.
   *
   * @param file the file
   * @return the run, equal to the one that was written
   * @throws LabException if it is missing, damaged or something else
   */
  public static History load(Path file) {
    Saved saved;
    try {
      saved = Json.read(Files.readString(file), Saved.class);
    } catch (IOException e) {
      throw LabException.reading(file, e, SAVE_ONE);
    } catch (JsonException e) {
      throw noHistory(file.toString(), String.valueOf(e.getMessage()), e);
    }
    return of(saved, file.toString());
  }

  /**
   * A run from the form in which it is written.
   *
   * @param saved what was read; null for an empty text
   * @param where the file, or another place, for messages
   * @return the run
   * @throws LabException if something is missing
   */
  public static History of(@Nullable Saved saved, String where) {
    if (saved == null || saved.format() != FORMAT) {
      throw noHistory(where, "something else", null);
    }
    if (saved.name() == null || saved.epochs() == null || saved.provenance() == null) {
      throw noHistory(where, "one without name, epochs or provenance", null);
    }
    for (int i = 0; i < saved.epochs().size(); i++) {
      Epoch epoch = saved.epochs().get(i);
      if (epoch == null || epoch.number() != i + 1) {
        throw noHistory(where, "no epoch " + (i + 1) + " where it should be", null);
      }
    }
    return new History(
        saved.name(),
        saved.epochs(),
        best(saved.epochs()),
        saved.stop() == null ? Stop.NONE : saved.stop(),
        new Provenance(saved.provenance()));
  }

  private static LabException noHistory(String file, String found, @Nullable Exception cause) {
    return LabException.of(
        "a training run as History.save writes it in " + file, found, SAVE_ONE, cause);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d epochs in %.0f s%s, best validation accuracy %.3f in epoch %d; %s",
        name,
        epochs.size(),
        seconds(),
        switch (stop) {
          case NONE -> "";
          case PATIENCE -> " (stopped: no longer getting better)";
          case INTERRUPTED -> " (stopped early by you)";
        },
        bestValidationAccuracy(),
        bestEpoch,
        Diagnosis.of(epochs, bestEpoch, stop));
  }
}
