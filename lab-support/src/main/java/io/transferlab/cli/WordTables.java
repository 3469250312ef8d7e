package io.transferlab.cli;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Tables as they are printed. */
final class WordTables {
  private WordTables() {}

  /** Numbers with three decimals. */
  static Table rounded(Table table) {
    for (int i = 0; i < table.columnCount(); i++) {
      if (table.column(i) instanceof DoubleColumn numbers) {
        numbers.setPrintFormatter(
            new java.text.DecimalFormat(
                "0.000", java.text.DecimalFormatSymbols.getInstance(java.util.Locale.ROOT)),
            "");
      }
    }
    return table;
  }
}
