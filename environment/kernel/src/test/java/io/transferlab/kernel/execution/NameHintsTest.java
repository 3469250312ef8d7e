package io.transferlab.kernel.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NameHintsTest {
  @Test
  void countsLettersThatDiffer() {
    assertEquals(0, NameHints.distance("network", "Network"));
    assertEquals(1, NameHints.distance("network", "netwrk"));
    assertEquals(1, NameHints.distance("network", "netwrok"));
    assertEquals(1, NameHints.distance("network", "networks"));
    assertEquals(2, NameHints.distance("network", "netwirt"));
    assertEquals(3, NameHints.distance("", "abc"));
  }
}
