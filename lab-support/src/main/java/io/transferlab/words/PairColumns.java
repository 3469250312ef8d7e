package io.transferlab.words;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where a file of judged pairs has its words and its judgement: seen from its lines, since every
 * published set has them elsewhere.
 *
 * @param separator what stands between columns, as a regular expression
 * @param a the column of the first word
 * @param b the column of the second
 * @param judgement the column of the number
 */
record PairColumns(String separator, int a, int b, int judgement) {
  private static final int LOOKED_AT = 50;

  /** What is looked for if no line tells. */
  private static final PairColumns PLAIN = new PairColumns("\\s+", 0, 1, 2);

  static PairColumns of(List<String> lines) {
    List<String> some = lines.stream().filter(PairColumns::isData).limit(LOOKED_AT).toList();
    for (String separator : List.of("\t", ";", ",", "\\s+")) {
      List<PairColumns> found =
          some.stream().map(l -> of(l, separator)).filter(c -> c != null).toList();
      if (2 * found.size() >= some.size() && !found.isEmpty()) {
        return found.get(found.size() / 2); // not the first: that may be the head line
      }
    }
    return PLAIN;
  }

  private static boolean isData(String line) {
    return !line.isBlank() && !(line.startsWith("#") && line.length() > 1);
  }

  /** The columns of one line; null if it is not two words with a number behind them. */
  private static @Nullable PairColumns of(String line, String separator) {
    List<String> fields = fields(line, separator);
    int first = 0;
    if (fields.size() > 3 && number(fields.get(0)).isPresent()) {
      first = 1; // the number of the line, as pandas writes it
    }
    for (int i = first + 2; i < fields.size(); i++) {
      if (number(fields.get(i)).isPresent()) {
        return new PairColumns(separator, first, first + 1, i);
      }
    }
    return null;
  }

  private static List<String> fields(String line, String separator) {
    List<String> fields = new ArrayList<>();
    for (String field : line.strip().split(separator, -1)) {
      String bare = field.strip();
      boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
      fields.add(quoted ? bare.substring(1, bare.length() - 1).strip() : bare);
    }
    return fields;
  }

  private static OptionalDouble number(String field) {
    // A comma as many countries write it can stand only where columns are not separated by commas.
    return field.matches("[+-]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(field.replace(',', '.')))
        : OptionalDouble.empty();
  }

  WordPairs read(List<String> lines) {
    List<WordPairs.Pair> pairs = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    boolean head = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!isData(line)) {
        continue;
      }
      List<String> fields = fields(line, separator);
      String wrong = wrong(fields);
      if (wrong == null) {
        pairs.add(
            new WordPairs.Pair(
                fields.get(a), fields.get(b), number(fields.get(judgement)).getAsDouble()));
      } else if (!head || fields.size() <= judgement || !isHead(fields)) {
        leftOut.add(TestLines.quoted(i, line) + " " + wrong);
      }
      head = false;
    }
    return new WordPairs(withoutPartsOfSpeech(pairs), leftOut);
  }

  /** Names of columns, no number among them but those of judges. */
  private boolean isHead(List<String> fields) {
    return number(fields.get(judgement)).isEmpty() && !fields.get(judgement).isEmpty();
  }

  private @Nullable String wrong(List<String> fields) {
    if (fields.size() <= judgement) {
      return "has no number behind two words";
    }
    if (fields.get(a).isEmpty() || fields.get(b).isEmpty()) {
      return "has an empty word";
    }
    return number(fields.get(judgement)).isEmpty()
        ? "has \"" + fields.get(judgement) + "\" where the number should be"
        : null;
  }

  private static List<WordPairs.Pair> withoutPartsOfSpeech(List<WordPairs.Pair> pairs) {
    String ending = "-[nvjar]";
    boolean all =
        pairs.stream().allMatch(p -> p.a().matches(".+" + ending) && p.b().matches(".+" + ending));
    return all
        ? pairs.stream()
            .map(
                p ->
                    new WordPairs.Pair(
                        p.a().replaceFirst(ending + "$", ""),
                        p.b().replaceFirst(ending + "$", ""),
                        p.judgement()))
            .toList()
        : pairs;
  }
}
