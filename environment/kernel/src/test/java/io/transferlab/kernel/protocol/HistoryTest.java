package io.transferlab.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void fitsPatterns() {
    assertTrue(History.fits("*", ""));
    assertTrue(History.fits("int ?*= 1*", "int ab = 1;"));
    assertTrue(History.fits("a*b*c", "a.b.b.c"));
    assertTrue(History.fits("**a", "aaa"));
    assertFalse(History.fits("a?", "a"));
    assertFalse(History.fits("a*b", "a.b.c"));
    assertFalse(History.fits("", "a"));
    assertFalse(History.fits("[a]", "a"));
  }

  @Test
  void fitsManyStarsWithoutTryingForEver() {
    assertFalse(History.fits("*a".repeat(500) + "b", "a".repeat(5_000)));
  }
}
