package io.transferlab.sentences;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What becomes of a text before it is cut, as the {@code normalizer} of a file says it. */
final class TextCleaning {
  private static final int LARGE_I_WITH_DOT = 0x130;

  private TextCleaning() {}

  /**
   * Reads it.
   *
   * @param file for complaints
   * @param step the object of the file; null: the text stays as it is
   * @return what it does
   * @throws io.transferlab.core.LabException if it is none of those that are built here
   */
  static UnaryOperator<String> of(TokenizerFile file, @Nullable Object step) {
    if (!(step instanceof Map<?, ?> named)) {
      return text -> text;
    }
    String type = String.valueOf(named.get("type"));
    return switch (type) {
      case "Sequence" -> sequence(file, named.get("normalizers"));
      case "NFC", "NFD", "NFKC", "NFKD" -> {
        Normalizer.Form form = Normalizer.Form.valueOf(type);
        yield text -> Normalizer.normalize(text, form);
      }
      case "Lowercase" -> TextCleaning::lowercase;
      case "Replace" -> {
        Pattern pattern = pattern(file, named.get("pattern"));
        String by = Matcher.quoteReplacement(String.valueOf(named.get("content")));
        yield text -> pattern.matcher(text).replaceAll(by);
      }
      default ->
          throw file.wrong(
              "normalizer.type", "Sequence, NFC, NFD, NFKC, NFKD, Lowercase or Replace", type);
    };
  }

  private static UnaryOperator<String> sequence(TokenizerFile file, @Nullable Object steps) {
    List<UnaryOperator<String>> all = new ArrayList<>();
    if (steps instanceof List<?> list) {
      list.forEach(step -> all.add(of(file, step)));
    }
    return text -> {
      String cleaned = text;
      for (UnaryOperator<String> step : all) {
        cleaned = step.apply(cleaned);
      }
      return cleaned;
    };
  }

  /** Each letter by itself: a sigma that ends a word is none of its own, as in the reference. */
  private static String lowercase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == LARGE_I_WITH_DOT) { // the one letter that becomes two
                lower.append("i\u0307");
              } else {
                lower.appendCodePoint(Character.toLowerCase(c));
              }
            });
    return lower.toString();
  }

  /** A pattern of the file: a regular expression, or a plain text. */
  static Pattern pattern(TokenizerFile file, @Nullable Object of) {
    Map<?, ?> named = of instanceof Map<?, ?> map ? map : Map.of();
    if (named.get("String") instanceof String plain) {
      return Pattern.compile(plain, Pattern.LITERAL);
    }
    String regex = String.valueOf(named.get("Regex"));
    try {
      return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw file.wrong("pattern", "a regular expression that Java has too", regex);
    }
  }
}
