package io.transferlab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
  @TempDir Path folder;
  private final List<String> calls = new ArrayList<>();

  /** Takes these seconds, one after the other; a negative number is a crash. */
  private Engine.Start engine(String name, double... seconds) {
    return () -> {
      Iterator<Double> next = Arrays.stream(seconds).iterator();
      return new Engine() {
        @Override
        public Took once() throws IOException {
          calls.add(name);
          double now = next.next();
          if (now < 0) {
            throw new IOException("crashed (signal 11)");
          }
          return new Took(now, 2 * now);
        }

        @Override
        public String name() {
          return name;
        }
      };
    };
  }

  private static Engine.Start absent(String why) {
    return () -> {
      throw new IOException(why);
    };
  }

  private static BenchPage page(String day, List<Contest.Row> rows) {
    return new BenchPage(day, "environment/lab bench all", Map.of("threads of each", "2"), rows);
  }

  private List<Contest.Row> rows(String work, double ours, String version, double theirs) {
    return new Contest(work, engine("ours", 1, ours), Map.of("P", engine(version, 1, theirs)))
        .run(1);
  }

  @Test
  void theyWorkInTurnAndTheFirstRoundDoesNotCount() {
    Contest contest =
        new Contest("w", engine("ours", 99, 1, 3, 2), Map.of("P", engine("P 1.0", 99, 8, 6, 7)));
    Contest.Row row = contest.run(3).get(0);
    assertEquals(
        List.of("ours", "P 1.0", "ours", "P 1.0", "ours", "P 1.0", "ours", "P 1.0"), calls);
    assertEquals(new Contest.Spread(2, 1, 3, 4), row.ours());
    assertEquals(new Contest.Spread(7, 6, 8, 14), row.theirs());
    assertEquals(3.5, row.ratio());
    assertEquals(3.5, row.processorRatio());
  }

  @Test
  void whoIsAbsentOrCrashesIsToldAndTheOthersGoOn() {
    Map<String, Engine.Start> peers = new LinkedHashMap<>();
    peers.put("gone", absent("absent: No module named 'gensim'"));
    peers.put("early", engine("early 1", -1));
    peers.put("late", engine("late 2", 1, 5, -1));
    peers.put("well", engine("well 3", 1, 4, 4));
    List<Contest.Row> rows = new Contest("w", engine("ours", 1, 2, 2), peers).run(2);
    assertEquals("absent: No module named 'gensim'", rows.get(0).fault());
    assertNull(rows.get(0).version());
    assertEquals("round 0: crashed (signal 11)", rows.get(1).fault());
    assertTrue(Double.isNaN(rows.get(1).ratio()));
    assertEquals(2.5, rows.get(2).ratio());
    assertEquals("round 2: crashed (signal 11)", rows.get(2).fault());
    assertEquals(2, rows.get(3).ratio());
    assertNull(rows.get(3).fault());
  }

  @Test
  void whereThisCourseFailsEveryRowSaysSo() {
    Contest.Row row =
        new Contest("w", absent("out of memory"), Map.of("P", engine("P 1", 1, 4))).run(1).get(0);
    assertEquals("this course: out of memory", row.fault());
    assertTrue(Double.isNaN(row.ratio()));
  }

  @Test
  void aRatioThatFellByAFifthIsTold() {
    BenchPage earlier = page("2026-01-02", rows("w", 1, "P 1", 10));
    assertEquals(List.of(), page("2026-02-03", rows("w", 1, "P 1", 8.1)).against(earlier));
    assertEquals(
        List.of("w, P: FELL from 10.00 times as fast (2026-01-02) to 7.90"),
        page("2026-02-03", rows("w", 1, "P 1", 7.9)).against(earlier));
    assertEquals(
        List.of("w, P: now P 2, on 2026-01-02 P 1"),
        page("2026-02-03", rows("w", 1, "P 2", 12)).against(earlier));
    assertEquals(List.of(), page("2026-02-03", rows("other work", 1, "P 1", 1)).against(earlier));
  }

  @Test
  void anInterruptKeepsTheRestOfThePage() throws IOException {
    Path file = folder.resolve("peers.md");
    List<Contest.Row> all = new ArrayList<>(rows("a", 1, "P 1", 10));
    all.addAll(rows("b", 1, "P 1", 10));
    page("2026-01-02", all).write(file, null, List.of());
    BenchPage earlier = BenchPage.read(file).orElseThrow();
    assertEquals(all, earlier.rows());

    BenchPage filled =
        page("2026-02-03", rows("a", 1, "P 1", 2)).filledFrom(earlier, List.of("a", "b", "c"));
    filled.write(file, earlier, List.of("c"));
    String text = Files.readString(file);
    assertTrue(text.contains("| b (of 2026-01-02) | P 1 |"), text);
    assertTrue(text.contains("| c | not measured |"), text);
    assertTrue(text.contains("a, P: FELL from 10.00"), text);
    assertFalse(text.contains("b, P: FELL"), text);
    assertTrue(Files.size(BenchPage.figure(file)) > 1000);

    // The day stays what it was, however often a run is interrupted.
    BenchPage again = BenchPage.read(file).orElseThrow();
    assertEquals(
        "2026-01-02",
        page("2026-03-04", List.of()).filledFrom(again, List.of("b")).rows().get(0).kept());
  }

  @Test
  void aPageWithoutAnyPeerHasNoFigure() throws IOException {
    Path file = folder.resolve("deep/er/peers.md");
    List<Contest.Row> rows =
        new Contest("w", engine("ours", 1, 2), Map.of("P", absent("absent: a|b"))).run(1);
    page("2026-01-02", rows).write(file, null, List.of());
    assertFalse(Files.exists(BenchPage.figure(file)));
    assertTrue(Files.readString(file).contains("| - absent: a b |"));
  }

  @Test
  void figuresThatAreNoneAreNotWrittenOver() throws IOException {
    Path file = folder.resolve("peers.md");
    for (String text : List.of("", "[]", "{", "{\"rows\": [null]}", "{\"rows\": [{}]}")) {
      Files.writeString(BenchPage.data(file), text);
      LabException e = assertThrows(LabException.class, () -> BenchPage.read(file));
      assertTrue(e.getMessage().contains("peers.json"), e.getMessage());
    }
  }

  private String fault(String script) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\n" + script + "\n");
    assertTrue(python.toFile().setExecutable(true));
    return fault(python);
  }

  private String fault(Path python) {
    Engine.Start start = () -> PythonEngine.start(python.toString(), 1, List.of("torch", "x"));
    return new Contest("w", engine("ours", 1, 2), Map.of("P", start)).run(1).get(0).fault();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatAPeerSaysAtItsEndIsUnderstood() throws IOException {
    assertEquals(
        "absent: No module named 'torch'",
        fault("echo x; echo \"ModuleNotFoundError: No module named 'torch'\" >&2; exit 1"));
    assertEquals("crashed (signal 11)", fault("kill -SEGV $$"));
    assertEquals("ended with status 3: ValueError: no", fault("echo ValueError: no >&2; exit 3"));
    assertEquals(
        "round 1: crashed (signal 6)",
        fault("echo ready P 1; read x; echo took 1 2; read x; kill -ABRT $$"));
    assertNull(fault("echo a warning; echo ready P 1; while read x; do echo took 1 2; done"));
    assertTrue(fault(folder.resolve("none")).startsWith("absent: there is no program "));
  }
}
