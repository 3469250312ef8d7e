package io.transferlab.kernel.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavadocTextTest {
  @Test
  void readsAsText() {
    String comment =
        " Makes {@code a < b} of {@link java.util.List#of(Object, Object) two}.\n <p>See"
            + " {@link #other}.\n\n @param n the &lt;number&gt;\n @return {@code {x}}";
    assertEquals(
        "Makes a < b of two.\n\nSee other.\n\n  param: n the <number>\n\n  return: {x}",
        JavadocText.of(comment));
  }
}
