package io.transferlab.kernel.completion;

import java.util.List;
import java.util.TreeSet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What can follow at the cursor. */
public final class Completer {
  private Completer() {}

  /**
   * Suggestions.
   *
   * @param start where the text begins that they replace
   */
  public record Completions(List<String> matches, int start, int end) {}

  /** Completes the code at the cursor. */
  public static Completions complete(SourceCodeAnalysis analysis, String code, int cursor) {
    int start = Statements.startBefore(code, cursor);
    int[] anchor = {cursor - start};
    TreeSet<String> matches = new TreeSet<>();
    String statement = code.substring(start);
    for (Suggestion s : analysis.completionSuggestions(statement, cursor - start, anchor)) {
      matches.add(s.continuation());
    }
    return new Completions(List.copyOf(matches), start + anchor[0], cursor);
  }
}
