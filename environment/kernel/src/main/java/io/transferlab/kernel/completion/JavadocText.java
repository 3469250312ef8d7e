package io.transferlab.kernel.completion;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documentation comments as plain text. */
final class JavadocText {
  private static final Pattern INLINE =
      Pattern.compile("\\{@(\\w+)\\s+([^{}]*(?:\\{(?!@)[^{}]*\\}[^{}]*)*)\\}");
  private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");

  private JavadocText() {}

  /** The comment without tags and markup, its paragraphs and its {@code @param} lines kept. */
  static String of(String comment) {
    String text = comment;
    Matcher inline = INLINE.matcher(text);
    while (inline.find()) {
      text = inline.replaceAll(m -> Matcher.quoteReplacement(name(m.group(1), m.group(2))));
      inline = INLINE.matcher(text);
    }
    text = BLOCK.matcher(text).replaceAll("\n  $1: ");
    text = text.replaceAll("(?i)\\s*<(p|/p|ul|/ul|ol|/ol|pre|/pre|h\\d|/h\\d)>\\s*", "\n\n");
    text = text.replaceAll("(?i)\\s*<li>\\s*", "\n- ").replaceAll("<[/a-zA-Z][^<>]*>", "");
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ");
    text = text.replace("&amp;", "&").replaceAll("(?m)^ (?! )", "").replaceAll("\n{3,}", "\n\n");
    return text.strip();
  }

  /** A link shows its label, or else the name that it points to. */
  private static String name(String tag, String content) {
    if (!tag.startsWith("link")) {
      return content.strip();
    }
    String[] parts = content.strip().split("\\s+(?![^(]*\\))", 2);
    return parts.length > 1 ? parts[1] : parts[0].replaceFirst("^#", "").replace('#', '.');
  }
}
