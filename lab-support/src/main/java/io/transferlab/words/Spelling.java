package io.transferlab.words;

import io.transferlab.core.LabException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What to offer for a word that has no vector: its other cases, then the nearest spellings. */
final class Spelling {
  /** The frequent words come first in the usual files, and a student means one of them. */
  private static final int WORDS_LOOKED_AT = 200_000;

  private static final int OFFERED = 3;

  private Spelling() {}

  static LabException unknown(String word, WordVectors vectors) {
    List<String> offered = offers(word, vectors).stream().map(Spelling::visible).toList();
    String found = visible(word);
    boolean twin =
        offered.stream()
            .anyMatch(
                o ->
                    composed(o)
                        .equals(composed(found))); // the same letters in another Unicode form
    return LabException.of(
        "a word of " + vectors.name(),
        "\""
            + found
            + "\", which has no vector there"
            + (twin ? " in this Unicode form (" + points(word) + ")" : ""),
        offered.isEmpty()
            ? "try another word, such as \"" + vectors.word(0) + "\""
            : "try \""
                + String.join("\" or \"", offered)
                + "\""
                + (twin ? ", copied from here" : ""));
  }

  /** With names for what cannot be seen: a word never differs from another without showing how. */
  static String visible(String word) {
    StringBuilder text = new StringBuilder();
    word.codePoints()
        .forEach(
            c -> {
              if (c != ' ' && isInvisible(c)) {
                text.append(String.format("<U+%04X>", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.UNASSIGNED;
  }

  private static String composed(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFC);
  }

  private static String points(String word) {
    return word.codePoints()
        .filter(c -> c >= 128)
        .mapToObj(c -> String.format("U+%04X", c))
        .collect(Collectors.joining(" "));
  }

  /** The word without what people do not see and do not mean, its letters composed. */
  static String plain(String word) {
    StringBuilder text = new StringBuilder();
    composed(word)
        .codePoints()
        .map(c -> Character.isSpaceChar(c) ? ' ' : c)
        .filter(c -> c == ' ' || !isInvisible(c))
        .forEach(text::appendCodePoint);
    return text.toString().strip();
  }

  static List<String> offers(String word, WordVectors vectors) {
    Set<String> offers = new LinkedHashSet<>();
    String lower = word.toLowerCase(Locale.ROOT);
    String capital =
        lower.isEmpty()
            ? lower
            : lower.substring(0, lower.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                + lower.substring(lower.offsetByCodePoints(0, 1));
    String plain = plain(word);
    String decomposed = Normalizer.normalize(plain, Normalizer.Form.NFD);
    for (String form :
        List.of(
            lower,
            capital,
            word.toUpperCase(Locale.ROOT),
            plain,
            plain.toLowerCase(Locale.ROOT),
            plain.replace(' ', '_'),
            decomposed)) {
      if (vectors.contains(form)) {
        offers.add(form);
      }
    }
    offers.addAll(similar(plain.toLowerCase(Locale.ROOT), vectors));
    offers.remove(word);
    return offers.stream().limit(OFFERED).toList();
  }

  private record Candidate(String word, int distance, int rank) {}

  private static List<String> similar(String lower, WordVectors vectors) {
    int limit = lower.length() < 4 ? 1 : 2;
    List<Candidate> near = new ArrayList<>();
    int n = Math.min(vectors.size(), WORDS_LOOKED_AT);
    for (int i = 0; i < n; i++) {
      String known = vectors.word(i);
      if (Math.abs(known.length() - lower.length()) <= limit) {
        int distance = distance(lower, known.toLowerCase(Locale.ROOT), limit);
        if (distance <= limit) {
          near.add(new Candidate(known, distance, i));
        }
      }
    }
    return near.stream()
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparingInt(Candidate::rank))
        .limit(OFFERED)
        .map(Candidate::word)
        .toList();
  }

  /** The edits from one to the other, two swapped letters as one; over the limit: limit + 1. */
  private static int distance(String a, String b, int limit) {
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(above[j - 1] + (same ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] oldest = before;
      before = above;
      above = row;
      row = oldest;
    }
    return above[b.length()];
  }
}
