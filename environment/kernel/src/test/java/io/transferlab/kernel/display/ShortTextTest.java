package io.transferlab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortTextTest {
  @Test
  void writesShortValuesInFull() {
    assertEquals("null", ShortText.of(null));
    assertEquals("[1, [2.5], null]", ShortText.of(new Object[] {1, new double[] {2.5}, null}));
    assertEquals("{a=[1]}", ShortText.of(Map.of("a", List.of(1))));
  }

  @Test
  void cutsLongOnes() {
    String text = ShortText.of(IntStream.range(0, 1234).boxed().toList());
    assertTrue(text.endsWith("99, ... (1134 more)]"), text);
    assertTrue(ShortText.of(new int[500][500]).length() < 11_000);
  }

  @Test
  void survivesAListThatHoldsItself() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    assertEquals("[[[[[...]]]]]", ShortText.of(self));
  }
}
