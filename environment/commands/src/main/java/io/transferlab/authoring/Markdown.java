package io.transferlab.authoring;

import io.transferlab.core.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML from the Markdown of the labs and of the texts beside them, of which it knows what they use:
 * headings, paragraphs, lists of one level, tables, quotations, fenced code, pictures, links, code,
 * bold, italic and formulas. Its prose is held to that of mistune in the suite {@code book}.
 */
public final class Markdown {
  /** What is not the same on every page; as it stands, plain HTML. */
  public interface Dress {
    /**
     * A heading.
     *
     * @param level 1 to 6
     * @param words HTML
     * @return HTML, with the end of its line
     */
    default String heading(int level, String words) {
      return tagged("h" + level, words) + "\n";
    }

    /**
     * A block of code.
     *
     * @param language as the fence names it; may be empty
     * @param code its lines, not escaped
     * @return HTML, with the end of its line
     */
    default String code(String language, String code) {
      return "<pre><code>" + Markup.escaped(code) + "</code></pre>\n";
    }

    /**
     * What is around a table.
     *
     * @param table HTML
     * @param heads HTML of its heads, between commas; empty without a head
     * @return HTML
     */
    default String table(String table, String heads) {
      return table;
    }

    /**
     * A link.
     *
     * @param address as it is written
     * @param words HTML
     * @return HTML
     */
    default String link(String address, String words) {
      return "<a href=\"" + Markup.escaped(address) + "\">" + words + "</a>";
    }

    /**
     * A picture.
     *
     * @param address as it is written
     * @param alternative what is said in its place, not escaped
     * @return HTML; empty where the page has no pictures
     */
    default String picture(String address, String alternative) {
      return "<img src=\""
          + Markup.escaped(address)
          + "\" alt=\""
          + Markup.escaped(alternative)
          + "\">";
    }
  }

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

  private final Dress dress;
  private final StringBuilder html = new StringBuilder();
  private List<String> lines = List.of();
  private int at;

  private Markdown(Dress dress) {
    this.dress = dress;
  }

  /**
   * For pages of a kind.
   *
   * @param dress what is not the same on every page
   * @return who writes their HTML
   */
  public static Markdown dressed(Dress dress) {
    return new Markdown(dress);
  }

  /**
   * Writes a text.
   *
   * @param markdown of several lines; what stands in comments is left out
   * @return HTML
   */
  public String of(String markdown) {
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
      html.append(dress.heading(heading.group(1).length(), inline(heading.group(2))));
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
    html.append(dress.code(language, code.toString().stripTrailing()));
  }

  private void table() {
    List<String> rows = new ArrayList<>();
    while (at < lines.size() && lines.get(at).strip().startsWith("|")) {
      rows.add(lines.get(at++).strip());
    }
    boolean head = rows.size() > 1 && RULE.matcher(rows.get(1)).matches();
    List<String> align =
        head ? cells(rows.get(1)).stream().map(Markdown::align).toList() : List.of();
    String heads = head ? inline(String.join(", ", cells(rows.get(0)))) : "";
    StringBuilder table = new StringBuilder("<table>\n");
    for (int r = 0; r < rows.size(); r++) {
      if (head && r == 1) {
        continue;
      }
      boolean th = head && r == 0;
      table.append(th ? "<thead><tr>" : r == (head ? 2 : 0) ? "<tbody>\n<tr>" : "<tr>");
      List<String> cells = cells(rows.get(r));
      for (int c = 0; c < cells.size(); c++) {
        String style = c < align.size() ? align.get(c) : "";
        String inside = inline(cells.get(c));
        // An empty corner is no heading.
        boolean corner = th && !inside.isEmpty();
        table.append(corner ? "<th scope=\"col\"" : "<td").append(style).append('>');
        table.append(inside).append(corner ? "</th>" : "</td>");
      }
      table.append(th ? "</tr></thead>\n" : "</tr>\n");
    }
    table.append(rows.size() > (head ? 2 : 0) ? "</tbody>\n" : "").append("</table>");
    html.append(dress.table(table.toString(), heads)).append('\n');
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
      while (at < lines.size() && goesOn(lines.get(at), item)) {
        text.append('\n').append(lines.get(at++).strip());
      }
      html.append("<li>").append(inline(text.toString())).append("</li>\n");
    }
    html.append("</").append(tag).append(">\n");
  }

  /** Whether a line belongs to the item above it, indented or not. */
  private boolean goesOn(String line, Pattern item) {
    String words = line.strip();
    return line.startsWith("  ") && !words.isEmpty()
        || !beginsAnother(words) && !item.matcher(words).matches() && !words.startsWith(">");
  }

  private void paragraph(boolean quoted) {
    StringBuilder text = new StringBuilder();
    while (at < lines.size() && !beginsAnother(lines.get(at).strip())) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(lines.get(at++).strip().replaceFirst("^> ?", ""));
    }
    String inside = inline(text.toString());
    if (inside.isBlank()) {
      return; // a picture on a page that has none
    }
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

  /**
   * Writes words in a line.
   *
   * @param text without headings, lists or tables
   * @return HTML
   */
  public String inline(String text) {
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
      return dress.picture(part.group(12), part.group(11));
    }
    if (part.group("link") != null) {
      return dress.link(part.group(15), inline(part.group(14)));
    }
    if (part.group("auto") != null) {
      return dress.link(part.group(17), escaped(part.group(17)));
    }
    return part.group("bold") != null
        ? "<strong>" + inline(part.group(19)) + "</strong>"
        : "<em>" + inline(part.group(21)) + "</em>";
  }

  private static String tagged(String tag, String inside) {
    return "<" + tag + ">" + inside + "</" + tag + ">";
  }

  private static String escaped(CharSequence text) {
    return Markup.escaped(text.toString());
  }
}
