package io.transferlab.words.corpus;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One table of the small world, such as the countries.
 *
 * @param name the table's name in patterns
 * @param columns the names of its columns; the first is the row's key
 * @param filters the columns by whose value rows can be chosen
 * @param rows its rows
 */
record WorldTable(String name, List<String> columns, List<String> filters, List<Row> rows) {
  /** What stands for no word. */
  private static final String NOTHING = "-";

  /**
   * A row of a table.
   *
   * @param cells one for each column, each a list of words that may be empty
   */
  record Row(List<List<String>> cells) {
    String key() {
      return cells.get(0).get(0);
    }
  }

  /** Reads the line after {@code ==}: the name, a colon, the columns. */
  static WorldTable headed(String header) {
    String[] parts = header.split(":", 2);
    List<String> columns = new ArrayList<>();
    List<String> filters = new ArrayList<>();
    for (String column : parts[1].strip().split(" +")) {
      String plain = column.replace("*", "");
      columns.add(plain);
      if (!plain.equals(column)) {
        filters.add(plain);
      }
    }
    return new WorldTable(
        parts[0].strip(), List.copyOf(columns), List.copyOf(filters), new ArrayList<>());
  }

  void add(String line) {
    String[] cells = line.split(" +");
    if (cells.length != columns.size()) {
      throw LabException.of(
          columns.size() + " columns in a row of table " + name,
          cells.length + " in \"" + line + "\"",
          "write - where there is no word");
    }
    List<List<String>> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.equals(NOTHING) ? List.of() : List.copyOf(Arrays.asList(cell.split(","))));
    }
    rows.add(new Row(List.copyOf(row)));
  }

  List<String> words(Row row, String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw Names.unknown("a column of table " + name, column, columns);
    }
    return row.cells().get(at);
  }

  /** The row's only or first word in a column, empty if there is none. */
  Optional<String> word(Row row, String column) {
    return words(row, column).stream().findFirst();
  }

  Optional<Row> row(String key) {
    return rows.stream().filter(r -> r.key().equals(key)).findFirst();
  }
}
