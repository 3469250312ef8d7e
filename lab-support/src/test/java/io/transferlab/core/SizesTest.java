package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SizesTest {
  @Test
  void sharesAndTheirDifferencesAreInHundredths() {
    assertEquals("90.3 %", Sizes.percent(0.9034));
    assertEquals("+2.5 points", Sizes.points(0.025));
    assertEquals("-30.0 points", Sizes.points(-0.3));
  }
}
