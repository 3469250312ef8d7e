package io.transferlab.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.plot.Curves;
import io.transferlab.plot.TransferFigure;
import io.transferlab.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTransferTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final Consumer<TransferCurve> NOBODY = curve -> {};

  @TempDir Path folder;

  private final Backbone source =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("x", "y", "z"), 1);
  private final LayerTransfer experiment =
      LayerTransfer.of(source)
          .withCuts(List.of("block3_pool", "fc1"))
          .withPlan(LayerTransfer.PLAN.withEpochs(2).withBatchSize(4));

  private static Splits target(long seed) {
    return new Splits(
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 4, seed),
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 3, 9),
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 4, 9));
  }

  /** Without the times, which no two runs share. */
  private static List<TransferCell> untimed(TransferCurve curve) {
    return curve.cells().stream()
        .map(
            c ->
                new TransferCell(
                    c.arm(),
                    c.layer(),
                    c.seed(),
                    c.accuracy(),
                    c.validationAccuracy(),
                    c.bestEpoch(),
                    0))
        .toList();
  }

  @Test
  void aKilledRunGoesOnAndEndsAsIfItHadNotBeen() throws IOException {
    LayerTransfer some =
        experiment
            .withArms(TransferArm.FINE_TUNED, TransferArm.CONTROL_FROZEN)
            .withPlan(experiment().withEpochs(1));
    List<Integer> told = new ArrayList<>();
    TransferCurve whole =
        some.run(LayerTransferTest::target, 2, null, c -> told.add(c.cells().size()));
    assertEquals(2 * 5, whole.cells().size());
    assertEquals(2 * 5, some.networks(2));
    assertEquals(2 * 5, told.size());
    for (int killedAfter : new int[] {1, 3}) {
      Path here = folder.resolve("after" + killedAfter);
      assertThrows(
          IllegalStateException.class,
          () ->
              some.run(
                  LayerTransferTest::target,
                  2,
                  here,
                  c -> {
                    if (c.cells().size() == killedAfter) {
                      throw new IllegalStateException("killed");
                    }
                  }));
      List<Integer> after = new ArrayList<>();
      TransferCurve resumed =
          some.run(LayerTransferTest::target, 2, here, c -> after.add(c.cells().size()));
      assertEquals(2 * 5 - killedAfter, after.size(), "only what was missing is trained");
      assertEquals(untimed(whole), untimed(resumed));
    }
    try (var files = Files.list(folder.resolve("after1"))) {
      assertEquals(
          List.of("cells.json"),
          files.map(f -> f.getFileName().toString()).toList(),
          "no network stays");
    }
    TransferCurve again =
        some.run(LayerTransferTest::target, 2, folder.resolve("after1"), c -> assertFalse(true));
    assertEquals(untimed(whole), untimed(again));
  }

  @Test
  void moreSeedsLayersAndArmsJoinWhatIsThere() {
    LayerTransfer little =
        experiment
            .withCuts(List.of("fc1"))
            .withArms(TransferArm.FROZEN)
            .withPlan(experiment().withEpochs(1));
    TransferCurve first = little.run(LayerTransferTest::target, 1, folder, NOBODY);
    assertEquals(2, first.cells().size());
    TransferCurve more =
        little
            .withCuts(List.of("2", "fc1"))
            .withArms(TransferArm.FROZEN, TransferArm.CONTROL_FROZEN)
            .run(LayerTransferTest::target, 2, folder, NOBODY);
    assertEquals(2 * 5, more.cells().size());
    assertEquals(untimed(first), untimed(more).subList(0, 2));
    assertEquals(2, more.accuracies(TransferArm.FROZEN, "block1_conv2").length);
    assertEquals(2, more.base().length);
    assertEquals(2, more.seeds());
    TransferCurve less = little.run(LayerTransferTest::target, 1, folder, NOBODY);
    assertEquals(untimed(first), untimed(less), "of what is there, what was asked for");
  }

  /** The control's layers are those of the network that was named, not the base's. */
  @Test
  void aNetworkThatHasLearnedTheTargetIsTheControl() {
    LayerTransfer little =
        experiment
            .withCuts(List.of("fc1"))
            .withArms(TransferArm.FROZEN, TransferArm.CONTROL_FROZEN)
            .withPlan(experiment().withEpochs(1));
    Backbone learned = Backbone.random("other", SMALL, Preprocessing.SKETCH, List.of("a", "b"), 5);
    TransferCurve curve =
        little.withControl(learned).run(LayerTransferTest::target, 1, folder, NOBODY);
    TransferCurve turned =
        LayerTransfer.of(learned)
            .withControl(source)
            .withCuts(List.of("fc1"))
            .withArms(TransferArm.FROZEN)
            .withPlan(experiment().withEpochs(1))
            .run(LayerTransferTest::target, 1, null, NOBODY);
    assertEquals(
        turned.cells().get(1).validationAccuracy(),
        curve.cells().stream()
            .filter(c -> c.arm() == TransferArm.CONTROL_FROZEN)
            .findFirst()
            .orElseThrow()
            .validationAccuracy());
    assertEquals("other", curve.provenance().facts().get("control"));
    assertMessage("control", () -> little.run(LayerTransferTest::target, 1, folder, NOBODY));
    Backbone narrow =
        Backbone.random(
            "narrow",
            new VggShape(32, List.of(8, 8, 8, 8, 8), 16),
            Preprocessing.SKETCH,
            List.of("a", "b"),
            5);
    assertMessage("narrow", () -> little.withControl(narrow));
  }

  private static TrainingPlan experiment() {
    return LayerTransfer.PLAN.withBatchSize(4);
  }

  @Test
  void resultsOfAnotherSettingAreNotMixed() {
    LayerTransfer little =
        experiment
            .withCuts(List.of("fc1"))
            .withArms(TransferArm.FROZEN)
            .withPlan(experiment().withEpochs(1));
    little.run(LayerTransferTest::target, 1, folder, NOBODY);
    assertMessage(
        "planned epochs",
        () ->
            little
                .withPlan(experiment().withEpochs(2))
                .run(LayerTransferTest::target, 1, folder, NOBODY));
    Backbone other =
        Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("x", "y", "z"), 2);
    assertMessage(
        "weights",
        () ->
            LayerTransfer.of(other)
                .withPlan(experiment().withEpochs(1))
                .run(LayerTransferTest::target, 1, folder, NOBODY));
  }

  @Test
  void damagedResultsAreAClearError() throws IOException {
    Path file = folder.resolve("cells.json");
    for (String content : new String[] {"", "{", "[1]", "{\"cells\": [null], \"setting\": {}}"}) {
      Files.writeString(file, content);
      assertMessage(
          "cells.json", () -> experiment.run(LayerTransferTest::target, 1, folder, NOBODY));
    }
  }

  @Test
  void anInterruptGivesWhatIsDone() {
    TransferCurve curve =
        experiment.run(
            LayerTransferTest::target,
            2,
            folder,
            c -> {
              if (c.cells().size() == 2) {
                Thread.currentThread().interrupt();
              }
            });
    assertEquals(2, curve.cells().size());
    assertFalse(Thread.currentThread().isInterrupted(), "the flag is used up");
    assertTrue(curve.markdown().contains("–"), curve.markdown());
    assertTrue(TransferFigure.of(curve).alternative().contains("guessing"));
  }

  @Test
  void pointsAreTheEndsOfBlocksOrWhatIsNamed() {
    assertEquals(List.of(2, 4, 7, 10, 13, 14, 15), List.copyOf(cuts(LayerTransfer.of(source))));
    assertEquals(
        List.of(1, 3, 15),
        List.copyOf(cuts(experiment.withCuts(List.of("fc2", "1", "block2_conv1")))));
    Backbone resNet =
        Backbone.random(
            "r", new ResNetShape(32, 4, 1.001e-5, 0.9), Preprocessing.SKETCH, List.of("a", "b"), 1);
    assertEquals(List.of(1, 11, 24, 43, 53), List.copyOf(cuts(LayerTransfer.of(resNet))));
  }

  private static java.util.Collection<Integer> cuts(LayerTransfer transfer) {
    return transfer.cuts().values();
  }

  @Test
  void theChartAndTheTableSaySpreadAndNames() {
    List<TransferCell> cells = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      cells.add(new TransferCell(null, "", seed, 0.5 + 0.01 * seed, 0.5, 1, 1));
      cells.add(new TransferCell(TransferArm.FROZEN, "fc1", seed, 0.7 + 0.02 * seed, 0.5, 1, 1));
    }
    cells.add(new TransferCell(TransferArm.FROZEN, "block1_pool", 1, 0.9, 0.5, 1, 1));
    TransferCurve curve =
        new TransferCurve(
            "a", "b", 4, java.util.Map.of("fc1", 14), cells, io.transferlab.core.Provenance.none());
    assertTrue(curve.markdown().contains("| 14 | fc1 | 74.0 ± 2.0 |"), curve.markdown());
    assertTrue(curve.markdown().contains("| 0 | none | 52.0 ± 1.0 |"), curve.markdown());
    Curves chart = TransferFigure.of(curve);
    assertTrue(chart.alternative().contains("copied, frozen"), chart.alternative());
    assertTrue(chart.alternative().contains("rises from 0.52 ± 0.01"), chart.alternative());
    assertTrue(chart.alternative().contains("0.25 shows guessing"), chart.alternative());
    assertEquals(900, chart.figure().image().getWidth());
    assertEquals(7, curve.table().rowCount());
  }

  @Test
  void refusesWhatCannotBe() {
    assertMessage("did you mean \"block4_pool\"", () -> experiment.withCuts(List.of("block4pool")));
    assertMessage("1 to 15 copied layers", () -> experiment.withCuts(List.of("16")));
    assertMessage("1 to 15 copied layers", () -> experiment.withCuts(List.of("0")));
    assertMessage("1 to 15 copied layers", () -> experiment.withCuts(List.of("-3")));
    assertMessage("copy up to fc2 at most", () -> experiment.withCuts(List.of("predictions")));
    assertMessage("layers to copy", () -> experiment.withCuts(List.of()));
    assertMessage("at least one arm", () -> experiment.withArms());
    assertMessage(
        "at least 1 run", () -> experiment.run(LayerTransferTest::target, 0, null, NOBODY));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
