package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> shown = new ArrayList<>();
  private long now;

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
            "features of cats: 112 of 1,120 pictures, 9 s left",
            "features of cats: 560 of 1,120 pictures, 5 s left",
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
}
