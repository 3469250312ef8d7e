package io.transferlab.book;

import static io.transferlab.core.Markup.escaped;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the site, to be put together.
 *
 * @param path where it lies in the site, with {@code /}
 * @param title of the page
 * @param words in its language
 * @param body what stands in its main part
 * @param headings for its table of contents; empty for a page without one
 * @param before the page before it; null if there is none
 * @param after the page after it; null if there is none
 * @param others the same page in other languages
 */
record Page(
    String path,
    String title,
    Words words,
    String body,
    List<Prose.Heading> headings,
    @Nullable Neighbour before,
    @Nullable Neighbour after,
    List<Other> others) {
  /** A page to turn to. */
  record Neighbour(String path, String title) {}

  /** The same lab in another language. */
  record Other(String path, String language) {}

  static final String COURSE = "Transfer Learning Lab";

  static Page plain(String path, String title, String body) {
    return new Page(path, title, Words.in("en"), body, List.of(), null, null, List.of());
  }

  Page withScript(String script) {
    String tag = "<script src=\"" + up() + script + "\"></script>\n";
    return new Page(path, title, words, body + tag, headings, before, after, others);
  }

  /** From this page to the site's root. */
  private String up() {
    return "../".repeat((int) path.chars().filter(c -> c == '/').count());
  }

  String html() {
    String toc = headings.stream().anyMatch(h -> h.level() > 1) ? toc() : "";
    String shown = title.equals(COURSE) ? COURSE : title + " – " + COURSE;
    boolean search = path.equals("search.html");
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"").append(words.language()).append("\">\n<head>\n");
    out.append("<meta charset=\"utf-8\">\n<title>").append(escaped(shown)).append("</title>\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<link rel=\"stylesheet\" href=\"").append(up()).append("book.css\">\n");
    out.append("<link rel=\"icon\" href=\"data:,\">\n");
    others.forEach(
        other ->
            out.append("<link rel=\"alternate\" hreflang=\"")
                .append(other.language())
                .append("\" href=\"")
                .append(up())
                .append(other.path())
                .append("\">\n"));
    out.append("<script src=\"").append(up()).append("theme.js\"></script>\n");
    out.append("<script src=\"")
        .append(up())
        .append("book.js\" defer></script>\n</head>\n<body>\n");
    out.append(top(search));
    out.append("<div class=\"page").append(toc.isEmpty() ? "" : " with-toc").append("\">\n");
    if (!toc.isEmpty()) {
      out.append("<nav class=\"toc wide\" aria-label=\"").append(escaped(words.of("page")));
      out.append("\"><p>").append(escaped(words.of("page"))).append("</p>").append(toc);
      out.append("</nav>\n");
    }
    out.append("<main id=\"main\" tabindex=\"-1\">\n").append(languages());
    out.append(toc.isEmpty() ? body : withNarrowToc(toc))
        .append(turn())
        .append("</main>\n</div>\n");
    out.append("<footer><div>").append(COURSE);
    out.append(". Apache-2.0. This page asks no other host for anything.</div></footer>\n");
    return out.append("</body>\n</html>\n").toString();
  }

  private String top(boolean search) {
    String field =
        search
            ? ""
            : "<form action=\"%ssearch.html\" role=\"search\"><input type=\"search\" id=\"q\" name=\"q\" aria-label=\"%s\"><button>%s</button></form>\n"
                .formatted(up(), escaped(words.of("find")), escaped(words.of("search")));
    return """
    <a class="skip" href="#main">%s</a>
    <header class="top"><div>
    <a class="home" href="%sindex.html">%s</a>
    <nav aria-label="%s"><ul><li><a href="%sindex.html">%s</a></li><li><a href="%sglossary.html">%s</a></li><li><a href="%stimings.html">%s</a></li></ul></nav>
    %s<button type="button" id="theme" aria-pressed="false" hidden>%s</button>
    </div></header>
    """
        .formatted(
            escaped(words.of("skip")),
            up(),
            COURSE,
            COURSE,
            up(),
            escaped(words.of("contents")),
            up(),
            escaped(words.of("glossary")),
            up(),
            escaped(words.of("timings")),
            field,
            escaped(words.of("dark")));
  }

  private String languages() {
    if (others.isEmpty()) {
      return "";
    }
    List<String> links = new ArrayList<>();
    for (Other other : others) {
      links.add(
          "<a href=\"%s%s\" lang=\"%s\" hreflang=\"%s\">%s</a>"
              .formatted(
                  up(),
                  other.path(),
                  other.language(),
                  other.language(),
                  Words.nameOf(other.language())));
    }
    return "<p class=\"languages\">"
        + escaped(words.of("also"))
        + " "
        + String.join(", ", links)
        + "</p>\n";
  }

  /** On small screens the contents come behind the title. */
  private String withNarrowToc(String toc) {
    int behind = body.indexOf("</h1>") + "</h1>".length();
    String narrow =
        "\n<nav aria-label=\"%s\"><details class=\"narrow toc\"><summary>%s</summary>%s</details></nav>\n"
            .formatted(escaped(words.of("page")), escaped(words.of("page")), toc);
    return behind < 5 ? narrow + body : body.substring(0, behind) + narrow + body.substring(behind);
  }

  private String toc() {
    StringBuilder out = new StringBuilder("<ol>\n");
    boolean inner = false;
    boolean item = false;
    for (Prose.Heading heading : headings) {
      if (heading.level() < 2 || heading.level() > 3) {
        continue;
      }
      boolean deep = heading.level() == 3 && item;
      out.append(deep && !inner ? "<ol>" : !deep && inner ? "</ol>" : "");
      out.append(!deep && item ? "</li>\n" : "");
      out.append("<li><a href=\"#").append(heading.anchor()).append("\">");
      out.append(escaped(heading.plain())).append("</a>").append(deep ? "</li>" : "");
      item = true;
      inner = deep;
    }
    return out.append(inner ? "</ol>" : "")
        .append(item ? "</li>" : "")
        .append("\n</ol>")
        .toString();
  }

  private String turn() {
    if (before == null && after == null) {
      return "";
    }
    return "<nav class=\"turn\" aria-label=\""
        + escaped(words.of("previous") + " / " + words.of("next"))
        + "\">"
        + neighbour(before, "prev", words.of("previous"))
        + neighbour(after, "next", words.of("next"))
        + "</nav>\n";
  }

  private String neighbour(@Nullable Neighbour to, String rel, String label) {
    return to == null
        ? ""
        : "<a class=\"%s\" rel=\"%s\" href=\"%s%s\"><small>%s</small><span>%s</span></a>"
            .formatted(rel, rel, up(), to.path(), escaped(label), escaped(to.title()));
  }
}
