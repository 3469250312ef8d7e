package io.transferlab.notebook;

import io.transferlab.core.LabException;
import io.transferlab.core.Markup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * A Tablesaw table as a notebook shows it: an HTML table with a caption and column heads that
 * screen readers announce, and a text form.
 *
 * <p>The numbers of a column all have as many decimals, at most three ({@code 0.950} under {@code
 * 0.917}), and thousands are set apart where a column reaches 10,000 ({@code 1,447,122}; years stay
 * as they are), unless the column came with a format of its own. Figures stand on the right.
 *
 * @param table the table
 * @param rows the most rows shown, at least 1; a last line tells how many were left out
 */
public record TableView(Table table, int rows) implements Showable {
  /** How many rows are shown unless told otherwise: what fits on a laptop's screen. */
  public static final int DEFAULT_ROWS = 20;

  private static final int MOST_DECIMALS = 3;

  /** A column between these may hold years, which are written without a comma. */
  private static final int[] YEARS = {1000, 2999};

  /** Below this three decimals say too little of the largest number of a column. */
  private static final double SMALL = 0.05;

  private static final Pattern FIGURES =
      Pattern.compile("[-+]?[\\d,.]+( ± [\\d,.]+)?( %| points)?|[-…]?");

  /**
   * Checks the values.
   *
   * @param table the table
   * @param rows the most rows shown, at least 1
   * @throws LabException for less than 1 row
   */
  public TableView {
    if (rows < 1) {
      throw LabException.of(
          "at least 1 row to show", String.valueOf(rows), "show, say, " + DEFAULT_ROWS + " rows");
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
    String shown = shown().print(rows);
    return leftOut() == 0 ? shown : shown + System.lineSeparator() + leftOutText();
  }

  private int leftOut() {
    return Math.max(0, table.rowCount() - rows);
  }

  private String leftOutText() {
    return "... and " + leftOut() + " more rows";
  }

  private String html() {
    Table shown = shown();
    StringBuilder out = new StringBuilder("<table>\n");
    if (table.name() != null && !table.name().isBlank()) {
      out.append("<caption>").append(Markup.escaped(table.name())).append("</caption>\n");
    }
    out.append("<thead><tr>");
    for (Column<?> column : shown.columns()) {
      out.append("<th scope=\"col\"").append(align(column)).append('>');
      out.append(Markup.escaped(column.name())).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < shown.rowCount(); row++) {
      out.append("<tr>");
      for (Column<?> column : shown.columns()) {
        out.append("<td").append(cell(column)).append('>');
        out.append(Markup.escaped(column.getString(row))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>");
    if (leftOut() > 0) {
      out.append("\n<p>").append(leftOutText()).append("</p>");
    }
    return out.toString();
  }

  /** A copy of the rows shown, its numbers formatted: the table itself is its owner's. */
  private Table shown() {
    Table copy = table.first(Math.min(rows, table.rowCount()));
    for (Column<?> column : copy.columns()) {
      Column<?> original = table.column(column.name());
      if (column instanceof NumberColumn<?, ?> numbers
          && original instanceof NumberColumn<?, ?> own
          && own.size() > 0) {
        format(numbers, own);
      }
    }
    return copy;
  }

  private static void format(NumberColumn<?, ?> shown, NumberColumn<?, ?> original) {
    double[] values =
        IntStream.range(0, shown.size())
            .filter(i -> !shown.isMissing(i))
            .mapToDouble(shown::getDouble)
            .filter(Double::isFinite)
            .toArray();
    double largest = 0;
    double smallest = Double.MAX_VALUE;
    int decimals = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
      smallest = Math.min(smallest, value);
      decimals = Math.max(decimals, decimals(value));
    }
    if (decimals > MOST_DECIMALS) {
      if (largest < SMALL) {
        return; // Rates such as 1.0E-4: as they are.
      }
      decimals = MOST_DECIMALS;
    }
    if (isPlain(original)) {
      DecimalFormat format =
          new DecimalFormat(
              (smallest >= YEARS[0] && largest <= YEARS[1] ? "0" : "#,##0")
                  + (decimals == 0 ? "" : "." + "0".repeat(decimals)),
              DecimalFormatSymbols.getInstance(Locale.ROOT));
      format.setRoundingMode(RoundingMode.HALF_EVEN);
      shown.setPrintFormatter(new NumberColumnFormatter(format));
    }
  }

  /** How many decimals it takes to write a number to its last digit. */
  private static int decimals(double value) {
    return Math.max(0, BigDecimal.valueOf(value).stripTrailingZeros().scale());
  }

  /** Tablesaw does not tell whether a column has a format; whoever gave one sees it unchanged. */
  private static boolean isPlain(NumberColumn<?, ?> column) {
    for (int i = 0; i < column.size(); i++) {
      // Without a format it writes whole numbers as such.
      String plain = column.getUnformattedString(i).replaceFirst("\\.0$", "");
      if (!column.isMissing(i) && !column.getString(i).replaceFirst("\\.0$", "").equals(plain)) {
        return false;
      }
    }
    return true;
  }

  private static String align(Column<?> column) {
    return " style=\"text-align: " + (isFigures(column) ? "right" : "left") + "\"";
  }

  /** A number and its per cent sign stay in one line. */
  private static String cell(Column<?> column) {
    return isFigures(column) ? " style=\"text-align: right; white-space: nowrap\"" : align(column);
  }

  private static boolean isFigures(Column<?> column) {
    return column instanceof NumericColumn
        || column.size() > 0
            && IntStream.range(0, column.size())
                .allMatch(i -> FIGURES.matcher(column.getString(i)).matches());
  }
}
