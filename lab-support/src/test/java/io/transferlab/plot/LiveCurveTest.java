package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.kernel.KernelBridge;
import io.transferlab.notebook.Notebook;
import io.transferlab.testing.Captured;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveCurveTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong clock = new AtomicLong();

  @AfterEach
  void noKernel() {
    KernelBridge.stop();
  }

  private LiveCurve curve() {
    return new LiveCurve(
        Curves.accuracy("Fine-tuning"),
        List.of("training", "validation"),
        clock::get,
        Notebook::isRunning);
  }

  @Test
  void redrawsAtMostTwiceASecondAndOnceAtTheEnd() {
    KernelBridge.start();
    try (LiveCurve live = curve()) {
      for (int step = 1; step <= 200; step++) {
        live.epoch(step, 0.5, 0.4);
        clock.addAndGet(10 * MILLI);
      }
      // Two seconds: at 0, 0.5, 1.0 and 1.5.
      assertEquals(4, KernelBridge.DATA.size());
    }
    assertEquals(5, KernelBridge.DATA.size());
    assertEquals(4, KernelBridge.UPDATED.size());
    String last = (String) KernelBridge.DATA.get(4).get("text/plain");
    assertTrue(last.contains("at epoch 200"), last);
    assertTrue(KernelBridge.METADATA.get(4).toString().contains("alt=Line chart"));
  }

  @Test
  void drawsTheEndOnceOnly() {
    KernelBridge.start();
    LiveCurve live = curve();
    live.epoch(1, 0.5, 0.4);
    live.finish();
    live.close();
    assertEquals(1, KernelBridge.DATA.size(), "nothing new since the first drawing");
  }

  @Test
  void withoutANotebookPrintsALineForEachEpoch() {
    List<String> lines =
        Captured.lines(
            () -> {
              try (LiveCurve live = curve()) {
                live.epoch(1, 0.5, 0.4);
                live.add("training", 1.5, 0.7);
                live.epoch(2, 0.91234, Double.NaN);
              }
            });
    assertEquals("Fine-tuning, epoch 1: training 0.5, validation 0.4", lines.get(0));
    assertEquals("Fine-tuning, epoch 2: training 0.912, validation not a number", lines.get(1));
    assertTrue(lines.get(2).startsWith("Line chart: Fine-tuning. Accuracy of training rises"));
    assertEquals(3, lines.size());
  }

  @Test
  void saysWhereTheRunIsUntilItEnds() {
    KernelBridge.start();
    LiveCurve live = curve().until(80);
    live.status("epoch 1 of 80, 99 s left");
    assertEquals(0, KernelBridge.DATA.size(), "at once there is nothing to wait for");
    clock.addAndGet(2_000 * MILLI);
    live.status("epoch 1 of 80, 97 s left");
    clock.addAndGet(100 * MILLI);
    live.status("epoch 1 of 80, 97 s left");
    assertEquals(1, KernelBridge.DATA.size());
    String first = (String) KernelBridge.DATA.get(0).get("text/plain");
    assertTrue(first.endsWith("So far: epoch 1 of 80, 97 s left."), first);
    live.close();
    String last = (String) KernelBridge.DATA.get(1).get("text/plain");
    assertTrue(!last.contains("So far"), last);
  }

  /** Whoever writes a loop of his own says nothing, and the chart knows. */
  @Test
  void saysByItselfHowLongTheRestTakes() {
    KernelBridge.start();
    try (LiveCurve live = curve().until(4)) {
      for (int epoch = 1; epoch <= 4; epoch++) {
        clock.addAndGet(3_000 * MILLI);
        live.epoch(epoch, 0.5, 0.4);
      }
    }
    List<String> said =
        KernelBridge.DATA.stream().map(each -> (String) each.get("text/plain")).toList();
    assertTrue(!said.get(0).contains("So far"), "the first alone says nothing of the others");
    assertTrue(said.get(1).endsWith("So far: epoch 2 of 4, 6 s left."), said.get(1));
    assertTrue(said.get(2).endsWith("So far: epoch 3 of 4, 3 s left."), said.get(2));
    assertTrue(!said.get(3).contains("So far"), said.get(3));
    assertEquals(4, said.size());
  }

  /** As long as code is not compiled yet, or another program has the processor. */
  @Test
  void aSlowBeginningIsSoonForgotten() {
    KernelBridge.start();
    LiveCurve live = curve().until(20);
    live.epoch(1, 0.5, 0.4);
    clock.addAndGet(30_000 * MILLI);
    live.epoch(2, 0.5, 0.4);
    for (int epoch = 3; epoch <= 10; epoch++) {
      clock.addAndGet(1_000 * MILLI);
      live.epoch(epoch, 0.5, 0.4);
    }
    String said = (String) KernelBridge.DATA.get(KernelBridge.DATA.size() - 1).get("text/plain");
    assertTrue(said.endsWith("So far: epoch 10 of 20, 10 s left."), said);
  }

  @Test
  void whatIsSoonOverSaysNothingOfItsTime() {
    KernelBridge.start();
    try (LiveCurve live = curve().until(4)) {
      clock.addAndGet(1_000 * MILLI);
      live.epoch(1, 0.5, 0.4);
    }
    assertTrue(!((String) KernelBridge.DATA.get(0).get("text/plain")).contains("So far"));
  }

  @Test
  void itsAxisIsFixedFromTheStart() {
    LiveCurve wide = curve().until(80);
    LiveCurve narrow = curve();
    wide.epoch(1, 0.5, 0.4);
    wide.epoch(2, 0.5, 0.4);
    narrow.epoch(1, 0.5, 0.4);
    narrow.epoch(2, 0.5, 0.4);
    assertTrue(last(wide.figure()) < last(narrow.figure()) / 2);
  }

  /** The rightmost pixel of the training line's colour in the plot. */
  private static int last(Figure figure) {
    for (int x = figure.image().getWidth() - 1; x > 0; x--) {
      for (int y = 0; y < 400; y++) {
        if ((figure.image().getRGB(x, y) & 0xFFFFFF) == 0x0072B2) {
          return x;
        }
      }
    }
    return 0;
  }

  @Test
  void keepsWhatItWasGiven() {
    LiveCurve live = curve();
    live.add("validation", 0.5, 0.1);
    live.add("validation", 1, 0.2);
    assertArrayEquals(new double[] {0.5, 1}, live.series("validation").x());
    assertArrayEquals(new double[] {0.1, 0.2}, live.series("validation").y());
  }

  @Test
  void refusesWhatHasNoLine() {
    LiveCurve live = curve();
    assertThrows(LabException.class, () -> live.epoch(1, 0.5));
    assertThrows(LabException.class, () -> live.add("test", 1, 0.5));
    assertThrows(LabException.class, () -> live.series("test"));
    assertThrows(LabException.class, () -> LiveCurve.accuracy("t"));
  }
}
