package io.transferlab.notebook;

import io.transferlab.core.LabException;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as a notebook shows it: an HTML table with a caption and column heads that
 * screen readers announce, and a text form.
 *
 * @param table the table
 * @param rows the most rows shown, at least 1; a last line tells how many were left out
 */
public record TableView(Table table, int rows) implements Showable {
  /** How many rows are shown unless told otherwise: what fits on a laptop's screen. */
  public static final int DEFAULT_ROWS = 20;

  /** Checks the values. */
  public TableView {
    if (rows < 1) {
      throw LabException.of("at least 1 row to show", String.valueOf(rows), "ask for more rows");
    }
  }

  /**
   * Shows the first {@value #DEFAULT_ROWS} rows.
   *
   * @param table the table
   * @return the view
   */
  public static TableView of(Table table) {
    return new TableView(table, DEFAULT_ROWS);
  }

  @Override
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("text/plain", text());
    return bundle;
  }

  @Override
  public String toString() {
    return text();
  }

  private String text() {
    String shown = table.first(Math.min(rows, table.rowCount())).print(rows);
    return leftOut() == 0 ? shown : shown + System.lineSeparator() + leftOutText();
  }

  private int leftOut() {
    return Math.max(0, table.rowCount() - rows);
  }

  private String leftOutText() {
    return "... and " + leftOut() + " more rows";
  }

  private String html() {
    StringBuilder out = new StringBuilder("<table>\n");
    if (table.name() != null && !table.name().isBlank()) {
      out.append("<caption>").append(escape(table.name())).append("</caption>\n");
    }
    out.append("<thead><tr>");
    for (Column<?> column : table.columns()) {
      out.append("<th scope=\"col\"").append(align(column)).append('>');
      out.append(escape(column.name())).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < Math.min(rows, table.rowCount()); row++) {
      out.append("<tr>");
      for (Column<?> column : table.columns()) {
        out.append("<td").append(align(column)).append('>');
        out.append(escape(column.getString(row))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>");
    if (leftOut() > 0) {
      out.append("\n<p>").append(leftOutText()).append("</p>");
    }
    return out.toString();
  }

  private static String align(Column<?> column) {
    return " style=\"text-align: " + (column instanceof NumericColumn ? "right" : "left") + "\"";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
