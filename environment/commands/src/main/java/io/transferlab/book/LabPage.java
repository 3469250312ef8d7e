package io.transferlab.book;

import static io.transferlab.core.Markup.escaped;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The main part of a lab's page: what students see, with what the cells showed when the author's
 * notebook was run. What belongs to solutions is folded.
 */
final class LabPage {
  private static final Pattern TABLE = Pattern.compile("(?s)<table\\b.*?</table>");
  private static final Pattern CAPTION = Pattern.compile("(?s)<caption[^>]*>(.*?)</caption>");

  private static final Pattern COLUMNS = Pattern.compile("\\S {3,}\\S.*\n(?s:.*)\\S {3,}\\S");

  private final NotebookFile source;
  private final Map<String, Cell> students = new HashMap<>();
  private final Words words;
  private final BookOptions options;
  private final Prose prose;
  private final String up;
  private final Map<String, byte[]> pictures;
  private final StringBuilder html = new StringBuilder();
  private final List<Section> sections = new ArrayList<>();
  private int number;

  /**
   * A part of the page, for the search.
   *
   * @param heading its heading; of the first part the lab's title
   * @param anchor its place on the page
   * @param html its content
   */
  record Section(String heading, String anchor, StringBuilder html) {}

  /**
   * Lays out a lab.
   *
   * @param source the author's notebook with its outputs
   * @param student the student's copy, in the page's language
   * @param pictures where pictures go, by path in the site
   * @param up from the page to the site's root
   */
  LabPage(
      NotebookFile source,
      NotebookFile student,
      Words words,
      BookOptions options,
      Map<String, byte[]> pictures,
      String up) {
    this.source = source;
    this.words = words;
    this.options = options;
    this.pictures = pictures;
    this.up = up;
    UnaryOperator<String> linked = address -> linked(address);
    this.prose = new Prose(new Anchors(), linked);
    student.cells().forEach(cell -> students.put(cell.id(), cell));
    source.cells().forEach(this::cell);
  }

  String html() {
    return html.toString();
  }

  List<Prose.Heading> headings() {
    return prose.headings();
  }

  List<Section> sections() {
    return sections;
  }

  /** Notebooks are pages here. */
  static String linked(String address) {
    boolean elsewhere = address.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
    return elsewhere ? address : address.replaceFirst("\\.ipynb(?=#|$)", ".html");
  }

  private void cell(Cell cell) {
    number += cell.isCode() ? 1 : 0;
    Cell student = students.get(cell.id());
    boolean forInstructors = cell.tags().contains("instructor");
    if (student == null && !(forInstructors ? options.instructor() : options.solutions())) {
      return;
    }
    Cell shown = student == null ? cell : student;
    int before = prose.headings().size();
    String part = cell.isCode() ? code(cell, shown) : prose(shown);
    if (student == null && forInstructors) {
      String label = escaped(words.of("instructor"));
      part =
          "<section class=\"instructor\" aria-label=\"" + label + "\">\n" + part + "</section>\n";
    }
    part = "<div id=\"cell-" + escaped(cell.id()) + "\">\n" + part + "</div>\n";
    html.append(part);
    remember(part, before);
  }

  private void remember(String part, int before) {
    List<Prose.Heading> headings = prose.headings();
    if (headings.size() > before || sections.isEmpty()) {
      // A cell with several headings is found by its first.
      boolean none = headings.size() == before;
      sections.add(
          new Section(
              none ? "" : headings.get(before).plain(),
              none ? "" : headings.get(before).anchor(),
              new StringBuilder()));
    }
    sections.get(sections.size() - 1).html().append(part);
  }

  private String prose(Cell cell) {
    // An instructor's cell still has the links of the folder that it lies in.
    return prose.of(
        cell.source().replace("](../", students.containsKey(cell.id()) ? "](../" : "](" + up));
  }

  private String code(Cell cell, Cell shown) {
    String label = words.of("code", number);
    boolean solved = !sameCode(cell);
    StringBuilder out = new StringBuilder("<div class=\"cell\">\n");
    out.append(Scroll.open("code", label)).append("<pre><code>");
    out.append(JavaCode.marked(shown.source().strip())).append("</code></pre></div>\n");
    String outputs = outputs(cell);
    if (solved) {
      if (options.solutions()) {
        out.append(folded(words.of("solution"), pre("code", label, JavaCode.marked(clean(cell)))));
      }
      if (!outputs.isEmpty()) {
        out.append(folded(words.of("prints"), outputs));
      }
    } else {
      out.append(outputs);
    }
    return out.append("</div>\n").toString();
  }

  private static String folded(String summary, String inside) {
    return "<details class=\"fold\"><summary>"
        + escaped(summary)
        + "</summary>\n"
        + inside
        + "</details>\n";
  }

  private boolean sameCode(Cell cell) {
    return !cell.source().contains("// BEGIN SOLUTION");
  }

  /** The code of a solution without the marks for the student's copy. */
  private static String clean(Cell cell) {
    return cell.source()
        .replaceAll("(?m)^\\s*// (?:BEGIN SOLUTION|END SOLUTION|STUB:.*)\\R?", "")
        .strip();
  }

  /** Lines that were printed one after the other stand in one box. */
  private String outputs(Cell cell) {
    StringBuilder out = new StringBuilder();
    StringBuilder printed = new StringBuilder();
    int i = 0;
    for (JsonObject output : cell.outputs()) {
      if (output.has("text")) {
        printed.append(text(output.get("text")));
      } else {
        out.append(printed(printed)).append(output(cell, output, i));
      }
      i++;
    }
    return out.append(printed(printed)).toString();
  }

  private String printed(StringBuilder lines) {
    String text = lines.toString().stripTrailing();
    lines.setLength(0);
    // Columns would not stand below each other in lines that are broken.
    String kind = COLUMNS.matcher(text).find() ? "out" : "out wrapped";
    return text.isBlank() ? "" : pre(kind, words.of("output", number), escaped(text));
  }

  private String output(Cell cell, JsonObject output, int i) {
    JsonObject data = object(output, "data");
    if (data.has("image/png")) {
      return picture(cell, output, data, i);
    }
    return data.has("text/html")
        ? boxed(text(data.get("text/html")))
        : printed(new StringBuilder(text(data.get("text/plain"))));
  }

  private static String pre(String kind, String label, String inside) {
    return Scroll.open(kind, label) + "<pre><code>" + inside + "</code></pre></div>\n";
  }

  private String picture(Cell cell, JsonObject output, JsonObject data, int i) {
    String name = source.name().replaceAll("\\.ipynb$", "");
    String path = "pictures/" + name + "/" + cell.id() + "-" + i + ".png";
    byte[] png = Base64.getMimeDecoder().decode(text(data.get("image/png")));
    pictures.put(path, png);
    String alt = text(object(object(output, "metadata"), "image/png").get("alt"));
    alt = alt.isBlank() ? text(object(output, "metadata").get("alt")) : alt;
    String said = escaped(alt.strip());
    return """
    <figure><img src="%s%s" alt="%s"%s loading="lazy"></figure>
    <details class="words"><summary>%s</summary><p lang="en">%s</p></details>
    """
        .formatted(up, path, said, size(png), escaped(words.of("figure")), said);
  }

  /** Width and height from the file's head, so that the page does not jump while it loads. */
  private static String size(byte[] png) {
    if (png.length < 24) {
      return "";
    }
    ByteBuffer head = ByteBuffer.wrap(png);
    return " width=\"%d\" height=\"%d\"".formatted(head.getInt(16), head.getInt(20));
  }

  /** Tables in boxes that scroll by themselves. */
  private String boxed(String outputHtml) {
    Matcher table = TABLE.matcher(outputHtml);
    return table.replaceAll(
            found -> {
              Matcher caption = CAPTION.matcher(found.group());
              String label = caption.find() ? Prose.plain(caption.group(1)) : words.of("table");
              // An empty corner is no heading.
              String cells = found.group().replaceAll("<th scope=\"col\"[^>]*></th>", "<td></td>");
              return Matcher.quoteReplacement(Scroll.open("", label) + cells + "</div>");
            })
        + "\n";
  }

  private static JsonObject object(JsonObject parent, String key) {
    JsonElement value = parent.get(key);
    return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
  }

  private static String text(@Nullable JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return "";
    }
    if (value.isJsonArray()) {
      StringBuilder joined = new StringBuilder();
      JsonArray lines = value.getAsJsonArray();
      lines.forEach(line -> joined.append(line.getAsString()));
      return joined.toString();
    }
    return value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
