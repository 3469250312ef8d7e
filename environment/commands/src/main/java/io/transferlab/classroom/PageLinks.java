package io.transferlab.classroom;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links of pages and labs to files of the course, of which not all are handed out. */
final class PageLinks {
  /** {@code [text](path#place)} in one line of Markdown, or in one string of a notebook's JSON. */
  private static final Pattern LINK =
      Pattern.compile("(?<!!)\\[([^\\[\\]\"\\n]+)\\]\\(([^()\\s#:\"]+)(?:#[^()\\s\"]*)?\\)");

  private PageLinks() {}

  /**
   * A page on which what leads nowhere is text.
   *
   * @param page a file's content, in UTF-8
   * @param name the file as seen from the course, with slashes
   * @param missing of a file or folder as seen from the course: is it there, and not handed out?
   * @return the page, or the same with text in the place of such links
   */
  static byte[] leadingSomewhere(byte[] page, String name, Predicate<String> missing) {
    Path folder = Path.of("/" + name).getParent();
    Matcher link = LINK.matcher(new String(page, StandardCharsets.UTF_8));
    String changed =
        link.replaceAll(
            found -> {
              String target = folder.resolve(found.group(2)).normalize().toString();
              boolean nowhere = missing.test(target.replace('\\', '/').substring(1));
              return Matcher.quoteReplacement(nowhere ? found.group(1) : found.group());
            });
    return changed.getBytes(StandardCharsets.UTF_8);
  }
}
