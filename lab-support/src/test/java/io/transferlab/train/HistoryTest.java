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
    SmallRuns.refused("NoSuchFileException", () -> History.load(file));
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
}
