package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DiceTest {

  /** The same algorithm, written by others: the JDK's. */
  @Property(tries = 200)
  void agreesWithTheSplitMixOfTheJdk(@ForAll long state) {
    Dice dice = Dice.from(state);
    SplittableRandom jdk = new SplittableRandom(state);
    for (int i = 0; i < 10; i++) {
      assertEquals(jdk.nextLong(), dice.nextLong());
    }
  }

  @Property(tries = 200)
  void countsStayWithinTheirBounds(
      @ForAll long state, @ForAll @IntRange(min = -5, max = 5) int low) {
    Dice dice = Dice.from(state);
    for (int i = 0; i < 50; i++) {
      int count = dice.count(low, low + 3);
      assertTrue(count >= low && count <= low + 3);
    }
  }

  @Test
  void bellHasMeanZeroAndDeviationOne() {
    Dice dice = Dice.from(1);
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      double value = dice.bell();
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / n, .02);
    assertEquals(1, squares / n, .02);
  }

  @Test
  void everyPartOfTheAddressCounts() {
    long first = Dice.of(1, 2, "set", "class", "TRAIN").nextLong();
    assertEquals(first, Dice.of(1, 2, "set", "class", "TRAIN").nextLong());
    assertNotEquals(first, Dice.of(2, 1, "set", "class", "TRAIN").nextLong());
    assertNotEquals(first, Dice.of(1, 2, "set", "class", "TEST").nextLong());
    assertNotEquals(first, Dice.of(1, 2, "setc", "lass", "TRAIN").nextLong());
    assertNotEquals(first, Dice.of(1, 2, "set", "other", "TRAIN").nextLong());
  }
}
