package io.transferlab.words;

/** How lines of a file of questions or pairs are told of. */
final class TestLines {
  private static final int SHOWN = 40;

  private TestLines() {}

  /** For instance {@code line 3 "a b c"}, from the line's index. */
  static String quoted(int index, String line) {
    String flat = line.strip().replaceAll("\\s+", " ");
    return "line "
        + (index + 1)
        + " \""
        + (flat.length() > SHOWN ? flat.substring(0, SHOWN) + "..." : flat)
        + "\"";
  }

  static String words(int n) {
    return n == 1 ? "1 word" : n + " words";
  }
}
