package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> shown = new ArrayList<>();
  private long now;
  private boolean mayStay;

  private final ProgressScreen screen =
      new ProgressScreen() {
        @Override
        public boolean isThere() {
          return true;
        }

        @Override
        public void show(String line) {
          shown.add(line);
        }

        @Override
        public boolean mayStay() {
          return mayStay;
        }
      };

  private Progress begin(String what, String unit, double total) {
    return Progress.of(screen, () -> now, what, unit, total);
  }

  private void after(double seconds, Progress outermost) {
    now += (long) (seconds * 1e9);
    outermost.tick();
  }

  @Test
  void briefWorkIsNotTold() {
    try (Progress work = begin("features of cats", "pictures", 100)) {
      after(0.5, work);
      work.done(50);
    }
    assertEquals(List.of(), shown);
  }

  @Test
  void longWorkIsToldWithTheTimeLeftAndTheLineGoes() {
    try (Progress work = begin("features of cats", "pictures", 1120)) {
      work.done(112);
      after(1, work);
      work.done(448);
      after(4, work);
    }
    assertEquals(
        List.of(
            "features of cats: 112 of 1,120 pictures",
            "features of cats: 560 of 1,120 pictures, 5 s left",
            ""),
        shown);
  }

  /** t-SNE said "23 s left" after its first second, and was done two seconds later. */
  @Test
  void aSlowBeginningPromisesNoSlowEnd() {
    try (Progress work = begin("t-SNE", "steps", 400)) {
      work.done(10);
      after(1, work);
      work.done(30);
      after(1, work);
      work.done(30);
      after(1, work);
    }
    assertEquals(
        List.of(
            "t-SNE: 10 of 400 steps",
            "t-SNE: 40 of 400 steps, 12 s left",
            "t-SNE: 70 of 400 steps, 11 s left",
            ""),
        shown);
  }

  @Test
  void underFiveSecondsNoTimeIsTold() {
    try (Progress work = begin("k-means", "starts", 10)) {
      work.done(5);
      after(2, work);
    }
    assertEquals(List.of("k-means: 5 of 10 starts", ""), shown);
  }

  @Test
  void workInsideWorkMovesTheWholeOn() {
    try (Progress work = begin("layers transferred", "network", 4)) {
      work.next("base");
      work.next("frozen to fc1");
      try (Progress inside = begin("frozen to fc1", "epochs", 12)) {
        inside.at(6, "epoch 6 of 12");
        after(30, work);
      }
      work.next("frozen to fc2");
      after(10, work);
    }
    assertEquals(
        List.of(
            "layers transferred: network 2 of 4, frozen to fc1, epoch 6 of 12, 50 s left",
            "layers transferred: network 3 of 4, frozen to fc2, 40 s left",
            ""),
        shown);
  }

  @Test
  void whatDoesNotMoveStillLives() {
    try (Progress work = begin("reading", "", Double.NaN)) {
      after(3, work);
      after(1, work);
    }
    assertEquals(List.of("reading, 3 s so far", "reading, 4 s so far", ""), shown);
    shown.clear();
    now += 1_000_000_000L;
    try (Progress work = begin("k-means", "starts", 10)) {
      work.done(5);
      after(1, work);
      after(1, work);
    }
    assertEquals("k-means: 5 of 10 starts, 2 s so far", shown.get(1));
  }

  @Test
  void whoIsAskedToStopSaysNothingMore() {
    try (Progress work = begin("t-SNE", "steps", 10)) {
      Thread.currentThread().interrupt();
      after(3, work);
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of(), shown);
  }

  @Test
  void theLineGoesBeforeSomethingIsPrintedAndComesBack() {
    try (Progress work = begin("t-SNE", "steps", 10)) {
      work.done(5);
      after(1, work);
      Progress.hide();
      after(1, work);
    }
    assertEquals(List.of("t-SNE: 5 of 10 steps", "", "t-SNE: 5 of 10 steps", ""), shown);
  }

  @Test
  void whatShowsItselfIsLeftToItself() {
    try (Progress work = begin("values", "value", 2)) {
      work.next("");
      try (Progress covered = Progress.covered();
          Progress inside = begin("features", "pictures", 10)) {
        inside.done(5);
        covered.at(0, "trying fc1");
        after(2, work);
      }
    }
    assertEquals(List.of("values: value 1 of 2, trying fc1", ""), shown);
  }

  /** Each began its clock anew, so that a loop of them was silent however long it went on. */
  @Test
  void manyShortWorksInARowAreToldAsOneLongOne() {
    mayStay = true;
    Progress last = null;
    for (int i = 1; i <= 8; i++) {
      try (Progress work = begin("SVM " + i, "classes", 10)) {
        work.done(4);
        after(0.3, work); // ticks come when they come
        last = work;
      }
      now += 50_000_000L;
    }
    after(0.5, last);
    after(1, last);
    assertEquals(
        List.of(
            "SVM 3: 4 of 10 classes",
            "SVM 4: 4 of 10 classes",
            "SVM 5: 4 of 10 classes",
            "SVM 6: 4 of 10 classes",
            "SVM 7: 4 of 10 classes",
            "SVM 8: 4 of 10 classes",
            ""),
        shown);
  }

  /** Two seconds passed without a word where the clock ticked between two of them. */
  @Test
  void whoTicksBetweenTwoOfThemIsMadeUpFor() {
    mayStay = true;
    try (Progress work = begin("SVM 1", "classes", 10)) {
      after(1, work);
    }
    for (int i = 2; i <= 4; i++) {
      Progress work = begin("SVM " + i, "classes", 10);
      now += 700_000_000L;
      work.close();
      after(0.1, work);
    }
    assertEquals(List.of("SVM 1: 0 of 10 classes, 1 s so far", "SVM 4: 0 of 10 classes"), shown);
  }

  @Test
  void alikeOnesLiveToo() {
    mayStay = true;
    for (int i = 1; i <= 4; i++) {
      try (Progress work = begin("loading", "", Double.NaN)) {
        after(0.6, work);
      }
    }
    assertEquals(List.of("loading", "loading, 2 s so far", "loading, 2 s so far"), shown);
  }

  @Test
  void afterAPauseTheClockBeginsAnew() {
    mayStay = true;
    for (int i = 1; i <= 4; i++) {
      try (Progress work = begin("SVM " + i, "classes", 10)) {
        after(0.6, work);
      }
      now += 500_000_000L;
    }
    assertEquals(List.of(), shown);
  }

  /** The time left is of the work itself, not of what went before it. */
  @Test
  void theTimeLeftIsItsOwn() {
    mayStay = true;
    try (Progress work = begin("features", "pictures", 10)) {
      work.done(5);
      after(20, work);
      work.done(5);
    }
    try (Progress work = begin("linear SVM", "classes", 100)) {
      work.done(10);
      after(0.5, work);
      work.done(10);
      after(1.5, work);
    }
    assertEquals(
        List.of(
            "features: 5 of 10 pictures, 20 s left",
            "linear SVM: 10 of 100 classes",
            "linear SVM: 20 of 100 classes, 11 s left"),
        shown);
  }

  /** On a terminal's last line the next thing printed would run into it. */
  @Test
  void whereItMayNotStayItGoesAtOnceAndComesBackAtOnce() {
    try (Progress work = begin("features", "pictures", 10)) {
      work.done(5);
      after(2, work);
    }
    assertEquals("", shown.get(1));
    now += 100_000_000L;
    try (Progress work = begin("linear SVM", "classes", 100)) {
      assertEquals("linear SVM: 0 of 100 classes", shown.get(2));
      work.done(10);
      Progress.hide();
    }
    begin("k-means", "starts", 10).close();
    assertEquals(
        List.of("features: 5 of 10 pictures", "", "linear SVM: 0 of 100 classes", ""), shown);
  }
}
