package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private long now;

  @Test
  void workOfOneKindGoesOnAsFastAsItWasSoFar() {
    TimeLeft<String> time = new TimeLeft<>(() -> now);
    time.expect("batch", 10);
    now = 3_000_000_000L;
    time.done("batch", 1);
    now = 4_000_000_000L;
    time.done("batch", 1);
    assertEquals(8 * 2, time.seconds(), 1e-9); // two batches in 4 s
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

  @Test
  void moreThanWasExpectedLeavesNothing() {
    TimeLeft<String> time = new TimeLeft<>(() -> now);
    time.expect("batch", 1);
    time.done("batch", 2, 5);
    assertEquals(0, time.seconds());
  }
}
