package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferStudyTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final TransferSettings TINY = new TransferSettings(2, 1, 8, 4, 1, 1, 2, 1, false);
  private static final List<String> TARGETS = List.of("sketch-catsdogs", "sketch-rooms");

  @TempDir Path folder;

  private static SourceNetwork source(String name, long seed) {
    Backbone network =
        Backbone.random(name, SMALL, Preprocessing.SKETCH, SketchSet.SCENES.classes(), seed);
    return SourceNetwork.of(
        network.with(network.graph(), network.classes(), Provenance.none().with("seed", seed)));
  }

  private static TransferStudy study(SourceNetwork... sources) {
    return new TransferStudy(TINY, List.of(sources), TARGETS, EnumSet.allOf(TransferMethod.class));
  }

  private static Map<TransferQuestion, Double> accuracies(List<TransferCell> cells) {
    Map<TransferQuestion, Double> all = new HashMap<>();
    cells.forEach(c -> all.put(c.question(), c.accuracy()));
    return all;
  }

  @Test
  void aRunThatWasStoppedGoesOnToTheSameEnd() {
    TransferStudy study = study(source("Objects", 1), source("Objects", 2), source("Scenes", 1));
    List<TransferCell> whole =
        study.run(TransferRecord.open(folder.resolve("whole.json")), step -> {});
    Path file = folder.resolve("stopped.json");
    List<TransferStudy.Step> before = new ArrayList<>();
    assertThrows(
        CancellationException.class,
        () ->
            study.run(
                TransferRecord.open(file),
                step -> {
                  before.add(step);
                  if (step.done() == 70) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertTrue(Thread.interrupted(), "the flag stays for whoever called");
    List<TransferStudy.Step> after = new ArrayList<>();
    List<TransferCell> resumed = study.run(TransferRecord.open(file), after::add);
    assertEquals(whole.size(), before.size() + after.size());
    assertFalse(before.isEmpty() || after.isEmpty());
    assertEquals(accuracies(whole), accuracies(resumed));
    assertEquals(whole.size(), after.get(after.size() - 1).done());
    assertEquals(0, after.get(after.size() - 1).secondsLeft(), 1e-6);
    assertEquals(
        resumed, study.run(TransferRecord.open(file), step -> after.add(null)), "nothing is left");
    assertFalse(after.contains(null));
    counts(new TransferTable(whole));
  }

  private static void counts(TransferTable table) {
    assertEquals(List.of("Objects", "Scenes"), table.sources());
    assertEquals("Scenes", table.source("sketch-rooms", true));
    assertEquals("Objects", table.source("sketch-catsdogs", true));
    // Two source networks by two sets of pictures; trained ones by one.
    assertEquals(4, table.of("Objects", "sketch-rooms", TransferMethod.FNE).values().length);
    assertEquals(2, table.of("Objects", "sketch-rooms", TransferMethod.ALL).values().length);
    assertEquals(1, table.of("Scenes", "sketch-rooms", TransferMethod.HEAD).values().length);
    assertEquals(
        2, table.of(TransferQuestion.RANDOM, "sketch-rooms", TransferMethod.FC1).values().length);
    assertEquals(
        1, table.of(TransferQuestion.NONE, "sketch-rooms", TransferMethod.SCRATCH).values().length);
    assertEquals(
        2, table.minusScratch("Objects", "sketch-rooms", TransferMethod.ALL).values().length);
    String text = table.markdown("environment/lab sketch table");
    assertTrue(text.contains("| Method | Source | sketch-catsdogs | sketch-rooms |"), text);
    assertTrue(text.contains("- Objects: seed 1 (weights "), text);
    assertTrue(text.contains("| Closer minus other source | sketch-catsdogs"), text);
    assertTrue(text.contains("| FNE minus fc1 |"), text);
    assertTrue(text.contains("1 epochs, batch 16"), text);
    // Two methods without a source, four of features from three, three of training from two.
    assertEquals(2 + 4 * 3 + 3 * 2, rows(text), text);
  }

  /** Rows of the first table. */
  private static long rows(String text) {
    return text.lines()
        .dropWhile(l -> !l.startsWith("| Method | Source"))
        .skip(2)
        .takeWhile(l -> l.startsWith("|"))
        .count();
  }

  @Test
  void twoNetworksOfOneNameAndSeedAreRefused() {
    SourceNetwork a = source("Objects", 1);
    SourceNetwork b = new SourceNetwork("Objects", 1, "other", a.backbone());
    LabException e = assertThrows(LabException.class, () -> study(a, b));
    assertTrue(e.getMessage().contains("different seeds"), e.getMessage());
    study(a, a); // the same one twice is one
    assertThrows(LabException.class, TransferStudyTest::study);
  }

  @Test
  void theTimeLeftIsTakenFromTheSameMethod() {
    TimeLeft time = new TimeLeft();
    time.expect(TransferMethod.FNE, 2);
    time.expect(TransferMethod.SCRATCH, 100);
    time.expect(TransferMethod.SCRATCH, 100);
    time.done(TransferMethod.FNE, 1, 1);
    assertEquals(201, time.seconds(), 1e-9);
    time.done(TransferMethod.SCRATCH, 100, 300);
    assertEquals(301, time.seconds(), 1e-9);
  }
}
