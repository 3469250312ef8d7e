package io.transferlab.data;

import io.transferlab.core.LabException;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Says which pictures are one series: several shots of one scene, the frames of a film, the
 * pictures of one patient. They are so alike that a network which has learned from one knows the
 * others, so a series must never be in the training and in the test pictures at once. Pictures of
 * the same series may be of several classes; a picture that the rule says nothing of stands alone.
 */
public final class GroupRule {
  private static final String NUMBER = "number";
  private static final String FOLDER = "folder";

  /** A name, a mark between, and a number with a word or none before it: {@code scene12_03}. */
  private static final String BEFORE_NUMBER = "^(.+?)[ _.-]+\\(?[A-Za-z]{0,8}\\d+\\)?$";

  private final String words;
  private final Optional<Pattern> names;

  private GroupRule(String words, Optional<Pattern> names) {
    this.words = words;
    this.names = names;
  }

  /**
   * A rule as it is typed.
   *
   * @param typed {@code number}, {@code folder} or a regular expression
   * @return {@link #byNumber()}, {@link #byFolder()} or {@link #byName(String)}
   * @throws LabException if it is no regular expression
   */
  public static GroupRule named(String typed) {
    return switch (typed) {
      case NUMBER -> byNumber();
      case FOLDER -> byFolder();
      default -> byName(typed);
    };
  }

  /**
   * Numbered shots: a file's name without its last number says the series. {@code scene12_03.jpg},
   * {@code scene12-frame7.jpg} and {@code scene12 (4).jpg} are of the series {@code scene12}; a
   * name such as {@code scene12.jpg}, with no mark before its number, stands alone.
   *
   * @return the rule
   */
  public static GroupRule byNumber() {
    return new GroupRule(NUMBER, Optional.of(Pattern.compile(BEFORE_NUMBER)));
  }

  /**
   * A folder a series: the first one inside the folder of a class. {@code cats/scene12/03.jpg} is
   * of the series {@code scene12}, and so is {@code dogs/scene12/01.jpg}; {@code cats/03.jpg}
   * stands alone.
   *
   * @return the rule
   */
  public static GroupRule byFolder() {
    return new GroupRule(FOLDER, Optional.empty());
  }

  /**
   * A part of the name says the series.
   *
   * @param regex looked for in a file's name (without its folders and its ending): what stands in
   *     its first parentheses is the series, or without parentheses all that is found. For instance
   *     {@code patient\d+}, or {@code ^(.*)_\d+$}. With a {@code /} in it it is looked for in the
   *     whole {@link Picture#key()}, such as {@code cats/scene12/03.jpg}
   * @return the rule
   * @throws LabException if it is no regular expression
   */
  public static GroupRule byName(String regex) {
    try {
      return new GroupRule(regex, Optional.of(Pattern.compile(regex)));
    } catch (PatternSyntaxException e) {
      throw LabException.of(
          "a rule for series: number, folder or a regular expression",
          "\"" + regex + "\" (" + e.getDescription() + ")",
          "for names such as scene12_03.jpg write number, or scene\\d+");
    }
  }

  /**
   * The series of a picture.
   *
   * @param key as {@link Picture#key()}
   * @param className its class
   * @return nothing if it stands alone
   */
  public Optional<String> group(String key, String className) {
    return names.map(n -> byName(n, key)).orElseGet(() -> byFolder(key, className));
  }

  private Optional<String> byName(Pattern pattern, String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    Matcher found =
        pattern.matcher(
            plain(pattern.pattern().contains("/") ? key : dot > 0 ? name.substring(0, dot) : name));
    if (!found.find()) {
      return Optional.empty();
    }
    String group = found.groupCount() > 0 ? found.group(1) : found.group();
    return Optional.ofNullable(group).filter(g -> !g.isEmpty());
  }

  private static Optional<String> byFolder(String key, String className) {
    List<String> steps = List.of(plain(key).split("/"));
    int inside = steps.indexOf(className) + 1;
    return inside < steps.size() - 1 ? Optional.of(steps.get(inside)) : Optional.empty();
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return words;
  }
}
