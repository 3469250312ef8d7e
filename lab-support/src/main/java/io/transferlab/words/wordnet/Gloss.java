package io.transferlab.words.wordnet;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind the bar of a line: a definition, then examples in quotation marks.
 *
 * @param definition without the examples
 * @param examples without their marks
 */
record Gloss(String definition, List<String> examples) {
  /**
   * Takes a gloss apart. As NLTK's reader does, what stands between quotation marks is an example,
   * also in the middle of a definition. A mark that is never closed (WordNet 3.0 has 20 such
   * glosses) opens an example that reaches to the end.
   */
  static Gloss of(String text) {
    StringBuilder definition = new StringBuilder();
    List<String> examples = new ArrayList<>();
    boolean outside = true;
    boolean stopped = false;
    for (int start = 0; start <= text.length(); outside = !outside) {
      int mark = text.indexOf('"', start);
      int end = mark < 0 ? text.length() : mark;
      String piece = text.substring(start, end).strip();
      start = end + 1;
      if (!outside) {
        if (!piece.isEmpty()) {
          examples.add(piece);
        }
        continue;
      }
      String tidy = tidy(piece);
      if (!tidy.isEmpty()) {
        definition.append(definition.isEmpty() ? "" : stopped ? "; " : " ").append(tidy);
        stopped = false;
      }
      stopped |= piece.endsWith(";");
    }
    return new Gloss(definition.toString(), List.copyOf(examples));
  }

  /** Without the stops and spaces at both ends. */
  private static String tidy(String piece) {
    int start = 0;
    int end = piece.length();
    while (start < end && " ;,:".indexOf(piece.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && " ;,:".indexOf(piece.charAt(end - 1)) >= 0) {
      end--;
    }
    return piece.substring(start, end);
  }
}
