package io.transferlab.kernel.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void splitsAtWhiteSpaceOutsideQuotes() {
    assertEquals(List.of(), Arguments.split("  "));
    assertEquals(List.of("a", "b c", "d e", ""), Arguments.split(" a \"b c\"\t'd e' \"\""));
    assertEquals(
        List.of("C:\\dir\\x.jar", "say \"x\""),
        Arguments.split("C:\\dir\\x.jar \"say \\\"x\\\"\""));
  }
}
