package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private long now;

  @Test
  void workOfOneKindGoesOnAsFastAsItWasOfLate() {
    TimeLeft<String> time = new TimeLeft<>(() -> now);
    time.expect("batch", 10);
    now = 3_000_000_000L;
    time.done("batch", 1);
    now = 4_000_000_000L;
    time.done("batch", 1);
    assertEquals(8 * (0.25 * 3 + 2.25 * 1) / 2.5, time.seconds(), 1e-9);
    now = 30_000_000_000L;
    time.done("batch", 8);
    assertEquals(0, time.seconds(), 1e-9);
  }

  @Test
  void aQuickBeginningPromisesNoQuickEndOfAnotherKind() {
    TimeLeft<String> time = new TimeLeft<>(() -> now);
    time.expect("quick", 4);
    time.expect("slow", 100);
    assertEquals(104, time.seconds(), 1e-9, "the guesses alone");
    time.done("quick", 2, 1);
    assertEquals(1 + 50, time.seconds(), 1e-9, "what is not begun: as all others");
    time.done("slow", 10, 30);
    assertEquals(1 + 270, time.seconds(), 1e-9);
    assertEquals("4 min 31 s left", time.toString());
  }

  /** As a training on a loaded machine was: "5 min left", where half a minute was. */
  @Test
  void aSlowBeginningIsSoonForgotten() {
    TimeLeft<String> time = new TimeLeft<>(() -> now);
    time.expect("steps", 80);
    time.done("steps", 1, 3.8);
    for (int i = 2; i <= 6; i++) {
      time.done("steps", 1, 0.3);
    }
    assertEquals(74 * 0.3, time.seconds(), 0.2 * 74 * 0.3);
  }

  @Test
  void moreThanWasExpectedLeavesNothing() {
    TimeLeft<String> time = new TimeLeft<>(() -> now);
    time.expect("batch", 1);
    time.done("batch", 2, 5);
    assertEquals(0, time.seconds());
  }
}
