package io.transferlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignLineTest {
  private final List<String> published = new ArrayList<>();
  private long now;
  private boolean stopping;

  private final SignLine line =
      new SignLine(
          (text, again) -> published.add((again ? "again " : "new ") + text),
          () -> stopping,
          () -> now);

  /** What looks at every half second see. */
  private void pass(double seconds) {
    for (double passed = 0; passed < seconds; passed += 0.5) {
      now += 500_000_000L;
      line.look();
    }
  }

  @Test
  void briefCellIsNotTold() {
    line.begin(0);
    pass(1);
    line.end();
    pass(5);
    assertEquals(List.of(), published);
  }

  @Test
  void cellThatShowsNothingIsToldToRunUntilItsEnd() {
    line.begin(0);
    pass(2.5);
    line.end();
    line.begin(0);
    pass(61.5);
    assertEquals(
        List.of(
            "new running, 2 s so far",
            "again running, 3 s so far",
            "again ",
            "new running, 2 s so far"),
        published.subList(0, 4));
    assertEquals("again running, 1 min 2 s so far", published.get(published.size() - 1));
  }

  @Test
  void whoHasWaitedForTheKernelIsToldAtOnce() {
    line.begin(2.5);
    pass(0.5);
    assertEquals(List.of("new running, 3 s so far"), published);
  }

  @Test
  void whoShowsSomethingNeedsNoClock() {
    line.begin(0);
    for (int i = 0; i < 10; i++) {
      line.alive();
      pass(1);
    }
    assertEquals(List.of(), published);
    pass(1);
    assertEquals(List.of("new running, 11 s so far"), published);
  }

  /** A library knows better how far it is. */
  @Test
  void lineOfALibraryTakesTheClocksPlace() {
    line.begin(0);
    pass(1.5);
    line.show("epoch 1 of 9");
    pass(5);
    line.show("");
    pass(1);
    line.show("t-SNE");
    line.show("");
    pass(1.5);
    assertEquals(
        List.of(
            "new running, 2 s so far",
            "again epoch 1 of 9",
            "again ",
            "again t-SNE",
            "again ",
            "again running, 9 s so far"),
        published);
  }

  @Test
  void whoIsAskedForALineOrToStopIsNotToldToRun() {
    line.begin(0);
    pass(1.5);
    line.asks(true);
    pass(5);
    line.asks(false);
    stopping = true;
    pass(5);
    assertEquals(List.of("new running, 2 s so far", "again "), published);
  }
}
