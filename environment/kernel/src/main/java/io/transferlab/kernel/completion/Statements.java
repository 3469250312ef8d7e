package io.transferlab.kernel.completion;

import io.transferlab.kernel.source.JavaScanner;
import java.util.ArrayList;
import java.util.List;

/** Finds the statement that the cursor is in: JShell looks at one at a time. */
final class Statements {
  private Statements() {}

  /** Where the statements begin, the last one being that of the cursor. */
  static List<Integer> starts(String code, int cursor) {
    List<Integer> starts = new ArrayList<>();
    JavaScanner scanner = new JavaScanner(code);
    int start = 0;
    for (int at = 0; at <= Math.min(cursor, code.length()); at++) {
      scanner.advanceTo(at);
      boolean ended = at > 0 && (code.charAt(at - 1) == ';' || code.charAt(at - 1) == '}');
      if (ended && scanner.atStatementStart()) {
        starts.add(start);
        start = at;
      }
    }
    while (start < cursor && Character.isWhitespace(code.charAt(start))) {
      start++;
    }
    starts.add(start);
    return starts;
  }

  /** Where the statement begins that contains the cursor. */
  static int startBefore(String code, int cursor) {
    List<Integer> starts = starts(code, cursor);
    return starts.get(starts.size() - 1);
  }
}
