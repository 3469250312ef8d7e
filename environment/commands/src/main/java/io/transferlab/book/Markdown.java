package io.transferlab.book;

import io.transferlab.core.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML from the Markdown of the labs, of which it knows what they use: headings, paragraphs, lists
 * of one level, tables, quotations, fenced code, pictures, links, code, bold, italic and formulas.
 * Its prose is held to that of mistune in the suite {@code book}.
 */
final class Markdown {
  /** A heading as it was written. */
  record Heading(int level, String anchor, String html, String plain) {}

  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*?) *#*");
  private static final Pattern BULLET = Pattern.compile("[-*+] +(.*)");
  private static final Pattern NUMBER = Pattern.compile("(\\d+)[.)] +(.*)");
  private static final Pattern FENCE = Pattern.compile("(```|~~~) *(\\w*).*");
  private static final Pattern RULE = Pattern.compile("\\|[-:| ]+\\|?");
  private static final Pattern INLINE =
      Pattern.compile(
          "(?<code>(`+)(.+?)\\2)"
              + "|(?<display>\\$\\$([^$]+)\\$\\$)"
              + "|(?<math>\\$(?![\\s$])([^$]+?)(?<!\\s)\\$)"
              + "|(?<escape>\\\\([\\\\`*_{}\\[\\]()#+.!|-]))"
              + "|(?<image>!\\[([^\\]]*)\\]\\(([^)\\s]+)\\))"
              + "|(?<link>\\[((?:[^\\[\\]]|`[^`]*`)*)\\]\\(([^)\\s]+)\\))"
              + "|(?<auto><(https?://[^>\\s]+)>)"
              + "|(?<bold>\\*\\*(?=\\S)(.+?)(?<=\\S)\\*\\*)"
              + "|(?<italic>\\*(?=\\S)(.+?)(?<=\\S)\\*)");

  private final UnaryOperator<String> linked;
  private final Anchors anchors;
  private final StringBuilder html = new StringBuilder();
  private final List<Heading> headings = new ArrayList<>();
  private List<String> lines = List.of();
  private int at;

  /**
   * A page's text.
   *
   * @param anchors the names that the page has already
   * @param linked from a link's address as it is written to what it is on the page
   */
  Markdown(Anchors anchors, UnaryOperator<String> linked) {
    this.anchors = anchors;
    this.linked = linked;
  }

  /** The headings so far. */
  List<Heading> headings() {
    return headings;
  }

  /** HTML of a text. */
  String of(String markdown) {
    html.setLength(0);
    lines =
        markdown.replaceAll("(?s)<!--.*?-->\n?", "").lines().map(String::stripTrailing).toList();
    at = 0;
    while (at < lines.size()) {
      block();
    }
    return html.toString();
  }

  private void block() {
    String line = lines.get(at).strip();
    Matcher fence = FENCE.matcher(line);
    Matcher heading = HEADING.matcher(line);
    if (line.isEmpty()) {
      at++;
    } else if (fence.matches()) {
      fenced(fence.group(1), fence.group(2));
    } else if (heading.matches()) {
      at++;
      heading(heading.group(1).length(), heading.group(2));
    } else if (line.startsWith("|")) {
      table();
    } else if (BULLET.matcher(line).matches()) {
      list("ul", BULLET, 1);
    } else if (NUMBER.matcher(line).matches()) {
      list("ol", NUMBER, 2);
    } else {
      paragraph(line.startsWith(">"));
    }
  }

  private void fenced(String mark, String language) {
    StringBuilder code = new StringBuilder();
    for (at++; at < lines.size() && !lines.get(at).strip().startsWith(mark); at++) {
      code.append(lines.get(at)).append('\n');
    }
    at++;
    String text = language.equals("java") ? JavaCode.marked(code.toString()) : escaped(code);
    html.append("<div class=\"scroll plain\" tabindex=\"0\"><pre><code>");
    html.append(text.stripTrailing()).append("</code></pre></div>\n");
  }

  private void heading(int level, String words) {
    String inside = inline(words);
    String plain = plain(inside);
    String anchor = anchors.of(plain);
    headings.add(new Heading(level, anchor, inside, plain));
    String link =
        level == 1
            ? ""
            : "<a class=\"anchor\" href=\"#"
                + anchor
                + "\" aria-hidden=\"true\" tabindex=\"-1\">#</a>";
    html.append(String.format("<h%d id=\"%s\">%s%s</h%d>%n", level, anchor, inside, link, level));
  }

  private void table() {
    List<String> rows = new ArrayList<>();
    while (at < lines.size() && lines.get(at).strip().startsWith("|")) {
      rows.add(lines.get(at++).strip());
    }
    boolean head = rows.size() > 1 && RULE.matcher(rows.get(1)).matches();
    List<String> align =
        head ? cells(rows.get(1)).stream().map(Markdown::align).toList() : List.of();
    String label = head ? plain(inline(String.join(", ", cells(rows.get(0))))) : "";
    html.append(Scroll.open("", label)).append("<table>\n");
    for (int r = 0; r < rows.size(); r++) {
      if (head && r == 1) {
        continue;
      }
      boolean th = head && r == 0;
      html.append(th ? "<thead><tr>" : r == (head ? 2 : 0) ? "<tbody>\n<tr>" : "<tr>");
      List<String> cells = cells(rows.get(r));
      for (int c = 0; c < cells.size(); c++) {
        String style = c < align.size() ? align.get(c) : "";
        String inside = inline(cells.get(c));
        // An empty corner is no heading.
        boolean corner = th && !inside.isEmpty();
        html.append(corner ? "<th scope=\"col\"" : "<td").append(style).append('>');
        html.append(inside).append(corner ? "</th>" : "</td>");
      }
      html.append(th ? "</tr></thead>\n" : "</tr>\n");
    }
    html.append(rows.size() > (head ? 2 : 0) ? "</tbody>\n" : "").append("</table></div>\n");
  }

  private static String align(String rule) {
    boolean right = rule.endsWith(":");
    return right
        ? " style=\"text-align: " + (rule.startsWith(":") ? "center" : "right") + "\""
        : "";
  }

  /** The cells of a row: bars inside code and behind a backslash are no borders. */
  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean code = false;
    String inside =
        row.substring(1, row.length() - (row.endsWith("|") && row.length() > 1 ? 1 : 0));
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      code ^= c == '`';
      if (c == '|' && !code && (i == 0 || inside.charAt(i - 1) != '\\')) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private void list(String tag, Pattern item, int words) {
    Matcher first = item.matcher(lines.get(at).strip());
    String start =
        first.matches() && words == 2 && !first.group(1).equals("1") ? first.group(1) : "";
    html.append('<').append(tag);
    html.append(start.isEmpty() ? "" : " start=\"" + start + "\"").append(">\n");
    while (at < lines.size()) {
      Matcher each = item.matcher(lines.get(at).strip());
      if (!each.matches()) {
        // An empty line between items does not end the list.
        boolean goesOn =
            lines.get(at).isEmpty()
                && at + 1 < lines.size()
                && item.matcher(lines.get(at + 1).strip()).matches();
        if (!goesOn) {
          break;
        }
        at++;
        continue;
      }
      StringBuilder text = new StringBuilder(each.group(words));
      at++;
      while (at < lines.size() && lines.get(at).startsWith("  ") && !lines.get(at).isBlank()) {
        text.append('\n').append(lines.get(at++).strip());
      }
      html.append("<li>").append(inline(text.toString())).append("</li>\n");
    }
    html.append("</").append(tag).append(">\n");
  }

  private void paragraph(boolean quoted) {
    StringBuilder text = new StringBuilder();
    while (at < lines.size() && !beginsAnother(lines.get(at).strip())) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(lines.get(at++).strip().replaceFirst("^> ?", ""));
    }
    String inside = inline(text.toString());
    boolean block = inside.startsWith("<math display") && inside.endsWith("</math>");
    boolean picture = inside.startsWith("<img ") && inside.indexOf('>') == inside.length() - 1;
    String paragraph =
        block ? inside : picture ? "<figure>" + inside + "</figure>" : "<p>" + inside + "</p>";
    html.append(quoted ? "<blockquote>" + paragraph + "</blockquote>" : paragraph).append('\n');
  }

  private boolean beginsAnother(String line) {
    boolean first = html.length() == 0 && at == 0;
    return line.isEmpty()
        || !first
            && at > 0
            && !lines.get(at - 1).isBlank()
            && (line.startsWith("|")
                || HEADING.matcher(line).matches()
                || FENCE.matcher(line).matches()
                || BULLET.matcher(line).matches());
  }

  /** HTML of words in a line. */
  String inline(String text) {
    StringBuilder out = new StringBuilder();
    Matcher part = INLINE.matcher(text);
    int done = 0;
    while (part.find()) {
      out.append(escaped(text.substring(done, part.start()))).append(marked(part));
      done = part.end();
    }
    return out.append(escaped(text.substring(done))).toString();
  }

  private String marked(Matcher part) {
    if (part.group("code") != null) {
      return "<code>" + escaped(part.group(3).strip()) + "</code>";
    }
    if (part.group("display") != null) {
      return Formula.of(part.group(5), true);
    }
    if (part.group("math") != null) {
      return Formula.of(part.group(7), false);
    }
    if (part.group("escape") != null) {
      return escaped(part.group(9));
    }
    if (part.group("image") != null) {
      String source = escaped(linked.apply(part.group(12)));
      return "<img src=\""
          + source
          + "\" alt=\""
          + escaped(part.group(11))
          + "\" loading=\"lazy\">";
    }
    if (part.group("link") != null) {
      return link(part.group(15), inline(part.group(14)));
    }
    if (part.group("auto") != null) {
      return link(part.group(17), escaped(part.group(17)));
    }
    return part.group("bold") != null
        ? "<strong>" + inline(part.group(19)) + "</strong>"
        : "<em>" + inline(part.group(21)) + "</em>";
  }

  private String link(String address, String words) {
    return "<a href=\"" + escaped(linked.apply(address)) + "\">" + words + "</a>";
  }

  private static String escaped(CharSequence text) {
    return Markup.escaped(text.toString());
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
