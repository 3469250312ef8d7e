package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import io.transferlab.train.Epoch;
import io.transferlab.train.History;
import io.transferlab.train.Stop;
import io.transferlab.train.TrainingProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingBarTest {
  private static final Epoch EPOCH = new Epoch(1, 1, 0.5, 1, 0.5, 0.1, 0.1, 2, 10);

  private final StringWriter screen = new StringWriter();
  private final AtomicLong now = new AtomicLong();
  private final TrainingBar bar = new TrainingBar(new PrintWriter(screen), true, now::get);

  @Test
  void showsHowFarItIsAndTheTimeLeft() {
    bar.onStep(new TrainingProgress(2, 4, 5, 10, 75));
    assertEquals(
        "\r[#########...............] epoch 2 of 4, batch 5 of 10, 1 min 15 s left",
        screen.toString());
  }

  @Test
  void tellsTheTimeUntilTheTestPicturesAreJudgedToo() {
    bar.of("run 2 of 3, ", 50).onStep(new TrainingProgress(1, 4, 10, 10, 75));
    String first =
        "\r[######..................] run 2 of 3, epoch 1 of 4, batch 10 of 10, 1 min 15 s left";
    assertEquals(first, screen.toString());
    bar.onLook(20, 2);
    bar.onEpoch(new History("run", List.of(EPOCH), 1, Stop.NONE, Provenance.none()));
    now.addAndGet(100_000_000L);
    bar.onStep(new TrainingProgress(2, 4, 1, 10, 70));
    assertTrue(
        screen.toString().endsWith("epoch 2 of 4, batch 1 of 10, 1 min 15 s left"),
        screen.toString());
  }

  @Test
  void saysNothingOfTheTimeWhereNobodyKnows() {
    bar.of("", 5).onStep(new TrainingProgress(1, 4, 1, 10, Double.NaN));
    assertTrue(screen.toString().endsWith("epoch 1 of 4, batch 1 of 10"), screen.toString());
  }

  @Test
  void isDrawnTenTimesASecondAtMost() {
    bar.onStep(new TrainingProgress(1, 1, 1, 10, 9));
    bar.onStep(new TrainingProgress(1, 1, 2, 10, 8));
    assertFalse(screen.toString().contains("batch 2"));
    now.addAndGet(100_000_000L);
    bar.onStep(new TrainingProgress(1, 1, 3, 10, 7));
    assertTrue(screen.toString().contains("batch 3"));
  }

  @Test
  void leavesNothingOfItselfBehindALine() {
    bar.onStep(new TrainingProgress(1, 1, 1, 10, 9));
    int length = screen.toString().length() - 1;
    bar.note("Something to know.");
    assertTrue(
        screen
            .toString()
            .endsWith("\r" + " ".repeat(length) + "\rSomething to know." + System.lineSeparator()));
  }
}
