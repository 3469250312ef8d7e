package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferTableTest {
  private static Measurement cell(
      String source,
      long sourceSeed,
      String target,
      TransferMethod method,
      long seed,
      double value) {
    return new Measurement(
        new TransferQuestion(
            source, sourceSeed, sourceSeed == 0 ? "" : "ab", target, method.id(), seed, "C 1.0"),
        value,
        null,
        90,
        "2026-01-0" + seed);
  }

  private static TransferTable table() {
    List<Measurement> cells = new ArrayList<>();
    for (String target : List.of("sketch-catsdogs", "sketch-rooms")) {
      double rooms = target.equals("sketch-rooms") ? .1 : -.1;
      for (long seed = 1; seed <= 2; seed++) {
        double pictures = .01 * seed;
        cells.add(
            cell(TransferQuestion.NONE, 0, target, TransferMethod.SCRATCH, seed, .5 + pictures));
        cells.add(
            cell(TransferQuestion.RANDOM, seed, target, TransferMethod.FNE, seed, .3 + pictures));
        for (long source = 1; source <= 2; source++) {
          double network = .02 * source;
          cells.add(
              cell("A_Objects", source, target, TransferMethod.FNE, seed, .6 + network + pictures));
          cells.add(
              cell(
                  "A_Scenes",
                  source,
                  target,
                  TransferMethod.FNE,
                  seed,
                  .6 + rooms + network + pictures));
        }
      }
    }
    return new TransferTable(cells);
  }

  @Test
  void tellsMeansAndWhichSpreadIsWhich() {
    String text = table().markdown("environment/lab sketch table");
    assertTrue(
        text.contains("| FNE, SVM | A_Objects | 64.5 ± 0.7 ± 1.4 | 64.5 ± 0.7 ± 1.4 |"), text);
    assertTrue(text.contains("| from scratch | none | 51.5 ± 0.7 | 51.5 ± 0.7 |"), text);
    assertTrue(text.contains("| FNE, SVM | random weights | 31.5 ± 0.7 | 31.5 ± 0.7 |"), text);
    assertTrue(text.contains("Made on 2026-01-01 to 2026-01-02 by"), text);
    assertTrue(text.contains("seed 1 (weights ab), seed 2 (weights ab)"), text);
    // What both share cancels out, run by run.
    assertTrue(text.contains("| FNE, SVM | 10.0 ± 0.0 ± 0.0 | 10.0 ± 0.0 ± 0.0 |"), text);
    assertTrue(text.contains("| FNE, SVM | 13.0 ± 0.0 ± 1.4 | 13.0 ± 0.0 ± 1.4 |"), text);
    assertFalse(text.contains("FNE minus fc1"), "nothing to compare: " + text);
  }

  @Test
  void theCloserSourceIsThatOfThePlaces() {
    TransferTable table = table();
    assertEquals(List.of("A_Objects", "A_Scenes"), table.sources());
    assertEquals("A_Scenes", table.source("sketch-rooms", true));
    assertEquals("A_Objects", table.source("sketch-rooms", false));
    assertEquals("A_Objects", table.source("textures:3", true));
    assertEquals("A_Scenes", table.source("mit67:1", true));
    assertEquals("", new TransferTable(List.of()).source("mit67", true));
  }

  @Test
  void programsGetTheSameFigures() {
    List<TransferTable.Row> results = table().summary().results();
    assertEquals(2 * 4, results.size());
    assertEquals("scratch", results.get(0).method());
    assertEquals(.515, results.get(0).meanPerClassAccuracy(), 1e-9);
  }
}
