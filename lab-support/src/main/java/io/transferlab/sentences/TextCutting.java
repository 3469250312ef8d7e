package io.transferlab.sentences;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a text is cut into what is merged by itself, as the {@code pre_tokenizer} of a file says. */
interface TextCutting {
  /** What GPT-2 cuts by. */
  Pattern GPT2 =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * Cuts.
   *
   * @param text cleaned
   * @param each takes the pieces in their order, none empty; false: they are enough
   * @return false if they were enough
   */
  boolean cut(String text, Predicate<String> each);

  /**
   * Reads it.
   *
   * @param file for complaints
   * @param step the object of the file; null: a text is one piece
   * @return what it does
   * @throws io.transferlab.core.LabException if it is none of those that are built here
   */
  static TextCutting of(TokenizerFile file, @Nullable Object step) {
    if (!(step instanceof Map<?, ?> named)) {
      return TextCutting::whole;
    }
    String type = String.valueOf(named.get("type"));
    return switch (type) {
      case "Sequence" -> sequence(file, named.get("pretokenizers"));
      case "Split" -> split(file, named);
      case "ByteLevel" -> byteLevel(named);
      default -> throw file.wrong("pre_tokenizer.type", "Sequence, Split or ByteLevel", type);
    };
  }

  private static TextCutting sequence(TokenizerFile file, @Nullable Object steps) {
    TextCutting all = TextCutting::whole;
    for (Object step : steps instanceof List<?> list ? list : List.of()) {
      TextCutting before = all;
      TextCutting then = of(file, step);
      all = (text, each) -> before.cut(text, piece -> then.cut(piece, each));
    }
    return all;
  }

  private static boolean whole(String text, Predicate<String> each) {
    return text.isEmpty() || each.test(text);
  }

  private static TextCutting split(TokenizerFile file, Map<?, ?> named) {
    Pattern pattern = TextCleaning.pattern(file, named.get("pattern"));
    String behaviour = String.valueOf(named.get("behavior"));
    boolean isolated = behaviour.equals("Isolated");
    boolean inverted = Boolean.TRUE.equals(named.get("invert"));
    if (!isolated && !behaviour.equals("Removed")) {
      throw file.wrong("pre_tokenizer.behavior", "Removed or Isolated", behaviour);
    }
    return (text, each) -> pieces(pattern, text, isolated || inverted, isolated || !inverted, each);
  }

  private static boolean pieces(
      Pattern pattern, String text, boolean matches, boolean between, Predicate<String> each) {
    Matcher matcher = pattern.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (between && !whole(text.substring(end, matcher.start()), each)
          || matches && !whole(matcher.group(), each)) {
        return false;
      }
      end = matcher.end();
    }
    return !between || whole(text.substring(end), each);
  }

  private static TextCutting byteLevel(Map<?, ?> named) {
    boolean blank = Boolean.TRUE.equals(named.get("add_prefix_space"));
    TextCutting cutting =
        Boolean.FALSE.equals(named.get("use_regex"))
            ? TextCutting::whole
            : (text, each) -> pieces(GPT2, text, true, true, each);
    return (text, each) ->
        cutting.cut(blank && !text.isEmpty() && text.charAt(0) != ' ' ? " " + text : text, each);
  }
}
