package io.transferlab.authoring;

import io.transferlab.core.Markup;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of HTML from the Markdown that lies beside the labs: a notebook server sends Markdown as
 * plain text of an unnamed encoding, HTML as a page. Knows what those pages use: headings,
 * paragraphs, lists of one level, tables, pictures, links, code and bold.
 */
public final class MarkdownPage {
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*)");
  private static final Pattern RULE = Pattern.compile("\\|[-:| ]+\\|");
  private static final Pattern INLINE =
      Pattern.compile(
          "`([^`]+)`|\\*\\*(.+?)\\*\\*|!\\[([^\\]]*)\\]\\(([^)]+)\\)|\\[([^\\]]*)\\]\\(([^)]+)\\)");
  private static final String STYLE =
      "body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:2em auto;padding:0 1em}"
          + "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em}"
          + "img{max-width:100%}";

  private final StringBuilder html = new StringBuilder();
  private String title = "";
  private String open = "";
  private boolean head;

  private MarkdownPage() {}

  /**
   * Writes a page.
   *
   * @param markdown the text
   * @return a whole HTML document that names its encoding, UTF-8
   */
  public static String of(String markdown) {
    MarkdownPage page = new MarkdownPage();
    List<String> lines = markdown.replaceAll("(?s)<!--.*?-->\n?", "").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      page.line(lines.get(i).strip(), i + 1 < lines.size() ? lines.get(i + 1).strip() : "");
    }
    page.block("");
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
        + page.title
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + page.html
        + "</body>\n</html>\n";
  }

  private void line(String line, String next) {
    Matcher heading = HEADING.matcher(line);
    if (line.isEmpty()) {
      block("");
    } else if (heading.matches()) {
      block("");
      String level = "h" + heading.group(1).length();
      title = title.isEmpty() ? Markup.escaped(heading.group(2)) : title;
      html.append(tagged(level, inline(heading.group(2)))).append('\n');
    } else if (line.startsWith("- ")) {
      block("ul");
      html.append(tagged("li", inline(line.substring(2)))).append('\n');
    } else if (line.startsWith("|")) {
      head = !open.equals("table") && RULE.matcher(next).matches();
      block("table");
      if (!RULE.matcher(line).matches()) {
        row(line);
      }
    } else {
      block("p");
      html.append(inline(line)).append('\n');
    }
  }

  private void row(String line) {
    String cell = head ? "th" : "td";
    html.append("<tr>");
    for (String text : line.substring(1, line.length() - 1).split("\\|", -1)) {
      html.append(tagged(cell, inline(text.strip())));
    }
    html.append("</tr>\n");
  }

  /** Ends the block that is open unless it is of this kind, and begins one that is. */
  private void block(String kind) {
    if (!open.equals(kind)) {
      html.append(open.isEmpty() ? "" : "</" + open + ">\n");
      html.append(kind.isEmpty() ? "" : "<" + kind + ">\n");
      open = kind;
    }
  }

  private static String tagged(String tag, String inside) {
    return String.format(Locale.ROOT, "<%1$s>%2$s</%1$s>", tag, inside);
  }

  private static String inline(String text) {
    StringBuilder out = new StringBuilder();
    Matcher part = INLINE.matcher(text);
    int done = 0;
    while (part.find()) {
      out.append(Markup.escaped(text.substring(done, part.start()))).append(marked(part));
      done = part.end();
    }
    return out.append(Markup.escaped(text.substring(done))).toString();
  }

  private static String marked(Matcher part) {
    if (part.group(1) != null) {
      return tagged("code", Markup.escaped(part.group(1)));
    }
    if (part.group(2) != null) {
      return tagged("strong", inline(part.group(2)));
    }
    if (part.group(4) != null) {
      return "<img src=\""
          + Markup.escaped(part.group(4))
          + "\" alt=\""
          + Markup.escaped(part.group(3))
          + "\">";
    }
    return "<a href=\"" + Markup.escaped(part.group(6)) + "\">" + inline(part.group(5)) + "</a>";
  }
}
