package io.transferlab.kernel.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompileErrorsTest {
  private static String plain(Failure failure) {
    return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void pointsAtTheLineOfTheCell() {
    Origin origin = new Origin(4, 3, "int a = 1\n  + bad;");
    Failure failure = CompileErrors.at(origin, 14, 14, 17, "cannot find symbol\n  symbol: bad");
    assertEquals("line 4: cannot find symbol, symbol: bad", failure.message());
    assertEquals(
        "cell 4, line 4: cannot find symbol\n      + bad;\n        ^^^\n      symbol: bad",
        plain(failure));
  }

  @Test
  void keepsTabsUnderTabs() {
    Failure failure = CompileErrors.at(new Origin(1, 1, "\tx"), 1, 1, 2, "no");
    assertEquals("cell 1, line 1: no\n    \tx\n    \t^", plain(failure));
  }

  @Test
  void survivesPlacesOutsideTheText() {
    Failure failure = CompileErrors.at(new Origin(0, 1, "ab"), 99, 99, 120, "no");
    assertEquals("line 1: no\n    ab\n      ^", plain(failure));
  }

  @Test
  void cutsLongLinesAroundThePlace() {
    Origin origin = new Origin(1, 1, "a".repeat(1000) + " bad " + "b".repeat(1000));
    List<String> lines = CompileErrors.at(origin, 1001, 1001, 1004, "no").traceback();
    String caret = lines.get(2).replaceAll("\u001b\\[[0-9;]*m", "");
    assertEquals("bad", lines.get(1).substring(caret.indexOf('^'), caret.lastIndexOf('^') + 1));
    assertEquals(244, lines.get(1).length());
  }
}
