package io.transferlab.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void isThatOfTheFormula() {
    // (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) by Python 3.11, z = 1.959963984540054
    assertInterval(0.20765960080204774, 0.9385080552796038, Interval.wilson(2, 3));
    assertInterval(0.4385029682449545, 1.0, Interval.wilson(3, 3));
    assertInterval(0.8666894236725972, 0.9257007408599657, Interval.wilson(360, 400));
  }

  private static void assertInterval(double low, double high, Interval found) {
    assertEquals(low, found.low(), 1e-9);
    assertEquals(high, found.high(), 1e-9);
  }

  @Test
  void saysWhetherItTellsMuch() {
    assertTrue(Interval.wilson(2, 3).isWide());
    assertFalse(Interval.wilson(360, 400).isWide());
    assertEquals("21 to 94 %", Interval.wilson(2, 3).toString());
  }
}
