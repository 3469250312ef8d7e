package io.transferlab.kernel.errors;

/**
 * Where a snippet came from.
 *
 * @param cell the execution count of its cell, 0 for code that is no cell's
 * @param line the line of the cell, from 1, on which it begins
 * @param source its text
 */
public record Origin(int cell, int line, String source) {
  /** The number of the cell's line for a place in the snippet. */
  public int lineAt(int offset) {
    int end = Math.max(0, Math.min(offset, source.length()));
    return line + (int) source.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /** The text of a line of the cell; empty outside the snippet. */
  public String lineText(int cellLine) {
    String[] lines = source.split("\n", -1);
    int at = cellLine - line;
    return at >= 0 && at < lines.length ? lines[at] : "";
  }
}
