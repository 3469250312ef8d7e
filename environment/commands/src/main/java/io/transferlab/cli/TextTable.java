package io.transferlab.cli;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table for a terminal: words to the left, figures to the right, and a first column that says a
 * name once.
 *
 * @param table the table
 */
record TextTable(Table table) {
  private static final String GAP = "  ";
  private static final String FIGURES = "[-+]?[\\d.,]+.*|-|best";

  @Override
  public String toString() {
    List<StringBuilder> lines = new ArrayList<>();
    for (int row = -2; row < table.rowCount(); row++) {
      lines.add(new StringBuilder());
    }
    for (int c = 0; c < table.columnCount(); c++) {
      add(table.column(c), c == 0, lines);
    }
    List<String> all = lines.stream().map(line -> line.toString().stripTrailing()).toList();
    return String.join(System.lineSeparator(), all);
  }

  private void add(Column<?> column, boolean first, List<StringBuilder> lines) {
    List<String> cells = new ArrayList<>();
    boolean figures = !first && column.size() > 0;
    int width = column.name().length();
    for (int row = 0; row < column.size(); row++) {
      String cell = column.getString(row);
      figures &= cell.matches(FIGURES);
      width = Math.max(width, cell.length());
      boolean again = first && row > 0 && cell.equals(column.getString(row - 1));
      cells.add(again ? "" : cell);
    }
    lines.get(0).append(padded(column.name(), width, figures)).append(GAP);
    lines.get(1).append("-".repeat(width)).append(GAP);
    for (int row = 0; row < cells.size(); row++) {
      lines.get(row + 2).append(padded(cells.get(row), width, figures)).append(GAP);
    }
  }

  private static String padded(String cell, int width, boolean right) {
    String padding = " ".repeat(width - cell.length());
    return right ? padding + cell : cell + padding;
  }
}
