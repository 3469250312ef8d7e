package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class HistoryTest {
  @TempDir private Path folder;

  private static History history(String name, double... accuracies) {
    List<Epoch> epochs = new ArrayList<>();
    for (double a : accuracies) {
      epochs.add(new Epoch(epochs.size() + 1, 0.7, 0.9, 1 - a, a, 1e-3, 1e-4, 2.5, 80));
    }
    return new History(
        name, epochs, History.best(epochs), Stop.PATIENCE, Provenance.none().with("seed", 3));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("results/run.json");
    History run = history("fine-tuned, \"frozen\"", 0.25, 0.75, 0.5);
    run.save(file);
    assertEquals(run, History.load(file));
    history("shorter", 0.5).save(file);
    assertEquals("shorter", History.load(file).name());
    try (var files = Files.list(file.getParent())) {
      assertEquals(1, files.count());
    }
    History none = history("interrupted at once");
    none.save(file);
    assertEquals(none, History.load(file));
  }

  @Property(tries = 50)
  void theBestIsTheFirstOfTheMostAccurate(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> accuracies) {
    History run = history("run", accuracies.stream().mapToDouble(a -> a).toArray());
    double best = accuracies.stream().mapToDouble(a -> a).max().orElseThrow();
    assertEquals(accuracies.indexOf(best) + 1, run.bestEpoch());
    assertEquals(best, run.bestValidationAccuracy());
  }

  @Test
  void refusesWhatIsNoHistory() throws IOException {
    Path file = folder.resolve("x.json");
    SmallRuns.refused("there is no ", () -> History.load(file));
    history("run", 0.5, 0.6).save(file);
    String whole = Files.readString(file);
    for (String damaged :
        List.of(
            "",
            "{}",
            "[1, 2]",
            whole.substring(0, whole.length() / 2),
            whole.replace("\"number\": 2", "\"number\": 7"),
            whole.replace("\"format\": 1", "\"format\": 2"))) {
      Files.writeString(file, damaged);
      SmallRuns.refused("a training run as History.save writes it", () -> History.load(file));
    }
  }

  @Test
  void twoPhasesAreOneRun() {
    History both = history("head", 0.5, 0.6).followedBy(history("all", 0.55, 0.8, 0.7), "both");
    assertEquals(List.of(1, 2, 3, 4, 5), both.epochs().stream().map(Epoch::number).toList());
    assertEquals(4, both.bestEpoch());
    assertEquals(12.5, both.seconds(), 1e-12);
  }

  @Test
  void isATableWithRatesAndTimes() {
    Table table = history("run", 0.5, 0.6).table();
    assertEquals(2, table.rowCount());
    assertTrue(
        table
            .columnNames()
            .containsAll(
                List.of("train loss", "validation accuracy", "head rate", "body rate", "seconds")));
    assertEquals(0.6, table.doubleColumn("validation accuracy").get(1), 1e-12);
  }

  /** Losses and accuracies of training, then of validation, a row for each epoch. */
  private static String verdict(Stop stop, double[]... rows) {
    List<Epoch> epochs = new ArrayList<>();
    for (double[] r : rows) {
      epochs.add(new Epoch(epochs.size() + 1, r[0], r[1], r[2], r[3], 1e-3, 1e-4, 1, 1));
    }
    return new History("run", epochs, History.best(epochs), stop, Provenance.none()).verdict();
  }

  private static double[] row(double... values) {
    return values;
  }

  @Test
  void saysWhatHappened() {
    assertEquals(
        "learned",
        verdict(
            Stop.NONE,
            row(0.5, 0.8, 0.5, 0.80),
            row(0.2, 0.95, 0.30, 0.90),
            row(0.1, 1.0, 0.31, 0.90)));
    assertEquals(
        "learned, overfits from epoch 3",
        verdict(
            Stop.NONE,
            row(0.60, 0.70, 0.62, 0.60),
            row(0.40, 0.90, 0.55, 0.70),
            row(0.20, 0.95, 0.70, 0.72),
            row(0.05, 1.00, 0.90, 0.70)));
    assertEquals(
        "learned, still getting better at its end",
        verdict(
            Stop.NONE, row(0.6, 0.7, 0.6, 0.6), row(0.5, 0.8, 0.5, 0.7), row(0.4, 0.9, 0.4, 0.8)));
    assertEquals(
        "learned; stopped early, no longer getting better",
        verdict(Stop.PATIENCE, row(0.3, 0.9, 0.3, 0.9), row(0.2, 0.95, 0.3, 0.88)));
    assertEquals(
        "did not learn",
        verdict(
            Stop.NONE,
            row(0.694, 0.5, 0.693, 0.5),
            row(0.693, 0.55, 0.693, 0.5),
            row(0.695, 0.5, 0.694, 0.5)));
    // 28 classes, guessed: the loss is ln 28 = 3.33.
    assertEquals(
        "did not learn; stopped early by you",
        verdict(Stop.INTERRUPTED, row(3.34, 0.04, 3.34, 0.03), row(3.33, 0.05, 3.33, 0.06)));
    assertEquals("stopped before its first epoch ended", verdict(Stop.INTERRUPTED));
  }

  @Test
  void fineTuningThatLearnsAllInItsFirstEpochHasLearned() {
    assertEquals(
        "learned", verdict(Stop.NONE, row(0.30, 0.97, 0.20, 0.96), row(0.30, 0.97, 0.21, 0.95)));
  }

  @Test
  void aLargeButTinyRiseIsNoOverfitting() {
    assertEquals(
        "learned",
        verdict(Stop.NONE, row(0.05, 1, 0.010, 1), row(0.02, 1, 0.015, 1), row(0.01, 1, 0.02, 1)));
  }
}
