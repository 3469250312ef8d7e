package io.transferlab.reference;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.train.History;
import io.transferlab.transfer.TransferCurve;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What the slow cells of a lab gave when its stored outputs were made: training runs, tables and
 * printed lines. An instructor loads it when a cell is still running, or was left out:
 *
 * <pre>{@code
 * var prepared = io.transferlab.reference.Reference.load("3");
 * TrainingCurves.accuracy("Both", List.of(prepared.history("tuned"), prepared.history("scratch"))).show();
 * }</pre>
 *
 * Written by {@code environment/lab notebooks reference}.
 */
public final class Reference {
  /** Labs with slow cells: those that have a file here. */
  private static final List<String> LABS = List.of("2", "3", "4", "9", "10", "11", "12");

  private static final String NEXT = "install the course anew, or run the lab's cells";

  /** A table as it is written: cells as text, numbers with a point. */
  private record Grid(List<String> columns, List<List<String>> rows) {}

  private record Content(
      Map<String, History.Saved> histories,
      Map<String, Grid> tables,
      Map<String, String> printed,
      Map<String, String> curves) {
    boolean isWhole() {
      return histories != null && tables != null && printed != null && curves != null;
    }
  }

  private final String lab;
  private final Content content;

  private Reference(String lab, Content content) {
    this.lab = lab;
    this.content = content;
  }

  /**
   * The labs that have prepared results.
   *
   * @return their numbers, as {@link #load} takes them
   */
  public static List<String> labs() {
    return LABS;
  }

  /**
   * Loads the prepared results of a lab.
   *
   * @param lab its number: {@code "3"} or {@code "03"}
   * @return the results
   * @throws LabException if no such lab has any
   */
  public static Reference load(String lab) {
    String number = lab.strip().replaceFirst("^0+(?=\\d)", "");
    if (!LABS.contains(number)) {
      throw LabException.of(
          "the number of a lab with prepared results",
          "'" + lab + "'",
          "there are "
              + String.join(", ", LABS)
              + "; no cell of the others takes longer than some seconds");
    }
    String name = (number.length() == 1 ? "0" : "") + number + ".json";
    try (InputStream in = Reference.class.getResourceAsStream(name)) {
      if (in == null) {
        throw LabException.of("the results of lab " + number, "none", NEXT);
      }
      return new Reference(
          number, content(number, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw LabException.reading(name, e, NEXT);
    }
  }

  private static Content content(String lab, String text) {
    Content content;
    try {
      content = Json.read(text, Content.class);
    } catch (JsonException e) {
      throw LabException.of("the results of lab " + lab, "another text", NEXT, e);
    }
    if (content == null || !content.isWhole()) {
      throw LabException.of("the results of lab " + lab, "a part of them", NEXT);
    }
    return content;
  }

  /**
   * What there is, as it is asked for.
   *
   * @return calls such as {@code history("scratch")}, in order of their kinds and names
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    add(names, "history", content.histories().keySet());
    add(names, "table", content.tables().keySet());
    add(names, "curve", content.curves().keySet());
    add(names, "printed", content.printed().keySet());
    return names;
  }

  private static void add(List<String> names, String kind, Collection<String> of) {
    of.stream().sorted().forEach(name -> names.add(kind + "(\"" + name + "\")"));
  }

  /**
   * A training run.
   *
   * @param name the lab's variable that holds the trained network, for instance {@code "scratch"}
   * @return the run, for charts and tables
   * @throws LabException if there is no run of this name
   */
  public History history(String name) {
    return History.of(
        found("a training run", content.histories(), name), "lab " + lab + ", " + name);
  }

  /**
   * A table that the lab shows.
   *
   * @param name the table's title
   * @return the table; columns of numbers where all cells are numbers, else of text
   * @throws LabException if there is no table of this name
   */
  public Table table(String name) {
    Grid grid = found("a table", content.tables(), name);
    List<Column<?>> columns = new ArrayList<>();
    for (int i = 0; i < grid.columns().size(); i++) {
      int at = i;
      columns.add(
          column(grid.columns().get(i), grid.rows().stream().map(row -> row.get(at)).toList()));
    }
    return Table.create(name, columns);
  }

  private static Column<?> column(String name, List<String> cells) {
    double[] numbers = new double[cells.size()];
    try {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Double.parseDouble(cells.get(i).replace(",", ""));
      }
      return DoubleColumn.create(name, numbers);
    } catch (NumberFormatException e) { // text, or a number with a unit
      return StringColumn.create(name, cells);
    }
  }

  /**
   * A curve of lab 4, of the run with three seeds that comes with the course.
   *
   * @param name the target, {@code "Sketch_Objects"}
   * @return the curve
   * @throws LabException if there is no curve of this name
   */
  public TransferCurve curve(String name) {
    return TransferCurve.reference(found("a curve", content.curves(), name));
  }

  /**
   * What a slow cell printed.
   *
   * @param name the lab's name of the cell
   * @return its lines
   * @throws LabException if there is no cell of this name
   */
  public String printed(String name) {
    return found("a cell that printed", content.printed(), name);
  }

  private <T> T found(String kind, Map<String, T> all, String name) {
    @Nullable T value = all.get(name);
    if (value == null && all.isEmpty()) {
      throw LabException.of(
          kind + " of lab " + lab, "none", "there is: " + String.join(", ", names()));
    }
    if (value == null) {
      throw Names.unknown(kind + " of lab " + lab, name, new TreeMap<>(all).keySet());
    }
    return value;
  }

  @Override
  public String toString() {
    return "Prepared for lab " + lab + ": " + String.join(", ", names());
  }
}
