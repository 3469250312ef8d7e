package io.transferlab.book;

import io.transferlab.authoring.Markdown;
import io.transferlab.core.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The prose of a page: its headings can be linked to, what may be wide scrolls by itself, code has
 * colours.
 */
final class Prose implements Markdown.Dress {
  /** A heading as it was written. */
  record Heading(int level, String anchor, String html, String plain) {}

  private final UnaryOperator<String> linked;
  private final Anchors anchors;
  private final Markdown markdown = Markdown.dressed(this);
  private final List<Heading> headings = new ArrayList<>();

  /**
   * A page's text.
   *
   * @param anchors the names that the page has already
   * @param linked from a link's address as it is written to what it is on the page
   */
  Prose(Anchors anchors, UnaryOperator<String> linked) {
    this.anchors = anchors;
    this.linked = linked;
  }

  /** The headings so far. */
  List<Heading> headings() {
    return headings;
  }

  /** HTML of a text. */
  String of(String text) {
    return markdown.of(text);
  }

  /** HTML of words in a line. */
  String inline(String text) {
    return markdown.inline(text);
  }

  @Override
  public String heading(int level, String words) {
    String plain = plain(words);
    String anchor = anchors.of(plain);
    headings.add(new Heading(level, anchor, words, plain));
    String link =
        level == 1
            ? ""
            : "<a class=\"anchor\" href=\"#"
                + anchor
                + "\" aria-hidden=\"true\" tabindex=\"-1\">#</a>";
    return "<h%d id=\"%s\">%s%s</h%d>\n".formatted(level, anchor, words, link, level);
  }

  @Override
  public String code(String language, String code) {
    return "<div class=\"scroll plain\" tabindex=\"0\"><pre><code>"
        + (language.equals("java") ? JavaCode.marked(code) : Markup.escaped(code))
        + "</code></pre></div>\n";
  }

  @Override
  public String table(String table, String heads) {
    return Scroll.open("", plain(heads)) + table + "</div>";
  }

  @Override
  public String link(String address, String words) {
    return Markdown.Dress.super.link(linked.apply(address), words);
  }

  @Override
  public String picture(String address, String alternative) {
    return Markdown.Dress.super
        .picture(linked.apply(address), alternative)
        .replaceFirst(">$", " loading=\"lazy\">");
  }

  /** The words of HTML, for search and labels; of pictures what is said in their place. */
  static String plain(String html) {
    return html.replaceAll("<img [^>]*alt=\"([^\"]*)\"[^>]*>", " $1 ")
        .replaceAll("<a class=\"anchor\".*?</a>", "")
        .replaceAll("</(p|li|h\\d|td|th|tr|dt|dd|caption|pre)>", " ")
        .replaceAll("<[^>]+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replaceAll("&#x2061;", " ")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
