package io.transferlab.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.kernel.KernelBridge;
import io.transferlab.testing.Captured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ResultsTableTest {
  private record Run(String name, long weights, double accuracy) {}

  private static final List<Run> RUNS =
      List.of(
          new Run("plain", 1_447_122, 0.9),
          new Run("deep", 1_026, 0.5),
          new Run("plain", 1_447_122, 1.0));

  @AfterEach
  void noKernel() {
    KernelBridge.stop();
  }

  private static ResultsTable<Run> table() {
    return ResultsTable.of("Two ways", "way", RUNS, Run::name)
        .count("weights", Run::weights)
        .percent("accuracy", Run::accuracy)
        .number("error", 2, run -> 1 - run.accuracy())
        .text("size", run -> run.weights() > 10_000 ? "large" : "small");
  }

  private static List<String> cells(String text) {
    return text.lines()
        .filter(line -> line.contains("|") && !line.contains("---"))
        .map(line -> line.strip().replaceAll("\\s*\\|\\s*", "|"))
        .toList();
  }

  @Test
  void runsOfOneNameAreMeanAndDeviation() {
    // By hand: mean 0.95, deviation sqrt(2 * 0.05^2 / 1) = 0.0707.
    assertEquals(
        List.of(
            "way|weights|accuracy|error|size|",
            "plain|1,447,122|95.0 ± 7.1 %|0.05 ± 0.07|large|",
            "deep|1,026|50.0 %|0.50|small|"),
        cells(Captured.text(() -> table().show())));
  }

  @Test
  void figuresStandRightAndWordsLeftInANotebook() {
    KernelBridge.start();
    table().show();
    String html = (String) KernelBridge.DATA.get(0).get("text/html");
    assertTrue(html.contains("<caption>Two ways</caption>"), html);
    assertTrue(
        html.contains("<td style=\"text-align: right; white-space: nowrap\">95.0 ± 7.1 %</td>"),
        html);
    assertTrue(html.contains("<td style=\"text-align: left\">large</td>"), html);
    assertEquals(List.of(), KernelBridge.UPDATED);
  }

  @Test
  void theTableHasTheValuesAndTheirDeviations() {
    Table values = table().table();
    assertEquals(
        List.of(
            "way", "weights", "± weights", "accuracy", "± accuracy", "error", "± error", "size"),
        values.columnNames());
    assertEquals(0.95, values.doubleColumn("accuracy").get(0), 1e-12);
    assertEquals(Math.sqrt(0.005), values.doubleColumn("± accuracy").get(0), 1e-12);
    List<String> alone =
        ResultsTable.of("t", "way", RUNS.subList(0, 2), Run::name)
            .percent("accuracy", Run::accuracy)
            .table()
            .columnNames();
    assertEquals(List.of("way", "accuracy"), alone);
  }

  @Test
  void slowMeasuresAreShownAsTheyComeAndTakenOnce() {
    KernelBridge.start();
    long[] seconds = {0};
    List<String> taken = new ArrayList<>();
    ResultsTable<Run> slow =
        new ResultsTable<>(
            "slow", "way", RUNS.subList(0, 2), Run::name, () -> seconds[0] * 1_000_000_000);
    slow.percent(
        "accuracy",
        run -> {
          taken.add(run.name());
          seconds[0] += 5;
          return run.accuracy();
        });
    slow.show();
    assertEquals(3, KernelBridge.DATA.size());
    assertEquals(List.of("id-1", "id-1"), KernelBridge.UPDATED);
    String first = (String) KernelBridge.DATA.get(0).get("text/plain");
    assertTrue(first.contains("90.0 %") && first.contains("…"), first);
    String last = (String) KernelBridge.DATA.get(2).get("text/plain");
    assertTrue(last.contains("50.0 %") && !last.contains("…"), last);
    slow.show();
    slow.table();
    assertEquals(List.of("plain", "deep"), taken);
  }

  @Test
  void whatGoesWrongWhileMeasuringIsPassedOn() {
    ResultsTable<Run> broken =
        ResultsTable.<Run>of("t", "way", RUNS, Run::name)
            .percent(
                "accuracy",
                run -> {
                  throw new IOException("gone");
                });
    assertEquals(
        "gone", assertThrows(UncheckedIOException.class, broken::show).getCause().getMessage());
  }

  @Test
  void aMissingValueIsADashAndATableMayBeEmpty() {
    assertTrue(
        cells(
                ResultsTable.of("t", "way", RUNS.subList(0, 1), Run::name)
                    .number("loss", 3, run -> Double.NaN)
                    .toString())
            .contains("plain|-|"));
    assertFalse(ResultsTable.of("t", "way", List.<Run>of(), Run::name).toString().isBlank());
  }

  @Test
  void refusesTwoColumnsOfOneName() {
    assertThrows(LabException.class, () -> table().count("accuracy", Run::weights));
    assertThrows(LabException.class, () -> table().text("way", Run::name));
    assertThrows(LabException.class, () -> table().number("x", 12, Run::accuracy));
  }
}
