package io.transferlab.kernel.completion;

import io.transferlab.kernel.source.CellParser;
import io.transferlab.kernel.source.JavaScanner;
import io.transferlab.kernel.source.Part;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Whether a cell can be run as it stands. */
public final class Completeness {
  private static final Judgement COMPLETE = new Judgement("complete", "");
  private static final Judgement INVALID = new Judgement("invalid", "");

  private static final int DEEPEST_INDENT = 12;

  private Completeness() {}

  /**
   * A judgement.
   *
   * @param status complete, incomplete or invalid, as the protocol calls it
   * @param indent what the next line should begin with
   */
  public record Judgement(String status, String indent) {}

  /** Judges a cell. */
  public static Judgement judge(SourceCodeAnalysis analysis, String cell) {
    Judgement last = COMPLETE;
    for (Part part : CellParser.parse(cell)) {
      last = part instanceof Part.Code code ? judgeCode(analysis, code.source()) : COMPLETE;
      if (!last.equals(COMPLETE)) {
        return last;
      }
    }
    return last;
  }

  private static Judgement judgeCode(SourceCodeAnalysis analysis, String source) {
    JavaScanner scanner = new JavaScanner(source).advanceTo(source.length());
    if (scanner.mismatched()) {
      return INVALID;
    }
    if (scanner.depth() > 0 || scanner.inMultiline()) {
      return new Judgement("incomplete", "    ".repeat(Math.min(scanner.depth(), DEEPEST_INDENT)));
    }
    String rest = source;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case EMPTY -> {
          return COMPLETE;
        }
        case UNKNOWN -> {
          return INVALID;
        }
        // Considered incomplete is "if (x)": all of it remains, so going on would never end.
        case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
          return new Judgement("incomplete", "");
        }
        default -> rest = info.remaining();
      }
    }
    return COMPLETE;
  }
}
