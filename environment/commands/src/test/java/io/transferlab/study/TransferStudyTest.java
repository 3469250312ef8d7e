package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
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
  private static final TransferSettings TINY =
      new TransferSettings(2, 1, 1, 8, 4, 1, 1, 2, 1, false);
  private static final List<String> TARGETS = List.of("sketch-catsdogs");

  @TempDir Path folder;

  private static SourceNetwork source(String name, long seed) {
    Backbone network =
        Backbone.random(name, SMALL, Preprocessing.SKETCH, SketchSet.SCENES.classes(), seed);
    return SourceNetwork.of(network, seed);
  }

  private static TransferStudy study(SourceNetwork... sources) {
    return new TransferStudy(TINY, List.of(sources), TARGETS, EnumSet.allOf(TransferMethod.class));
  }

  private static Map<TransferQuestion, Double> accuracies(List<Measurement> cells) {
    Map<TransferQuestion, Double> all = new HashMap<>();
    cells.forEach(c -> all.put(c.question(), c.accuracy()));
    return all;
  }

  @Test
  void aRunThatWasStoppedGoesOnToTheSameEnd() {
    TransferStudy study = study(source("Objects", 1));
    List<Measurement> whole =
        study.run(TransferRecord.open(folder.resolve("whole.json")), step -> {});
    // Of two sets of pictures: pixels, four features of the source and of random weights.
    assertEquals(2 * (1 + 2 * 4) + 4, whole.size());
    Path file = folder.resolve("stopped.json");
    List<TransferStudy.Step> before = new ArrayList<>();
    assertThrows(
        CancellationException.class,
        () ->
            study.run(
                TransferRecord.open(file),
                step -> {
                  before.add(step);
                  if (step.done() == 19) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertTrue(Thread.interrupted(), "the flag stays for whoever called");
    assertEquals(19, TransferRecord.open(file).cells().size());
    List<TransferStudy.Step> after = new ArrayList<>();
    List<Measurement> resumed = study.run(TransferRecord.open(file), after::add);
    assertEquals(whole.size(), before.size() + after.size());
    assertEquals(accuracies(whole), accuracies(resumed));
    TransferStudy.Step last = after.get(after.size() - 1);
    assertEquals(whole.size(), last.done());
    assertEquals(0, last.secondsLeft(), 1e-6);
    List<TransferStudy.Step> none = new ArrayList<>();
    assertEquals(resumed, study.run(TransferRecord.open(file), none::add));
    assertEquals(List.of(), none);
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
}
