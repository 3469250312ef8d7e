package io.transferlab.evaluate;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.notebook.Live;
import io.transferlab.notebook.Notebook;
import io.transferlab.notebook.Showable;
import io.transferlab.notebook.TableView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Runs side by side: a row for each choice, a column for each measure. Runs of the same name, say
 * with several seeds, share a row, which then shows mean ± deviation.
 *
 * <pre>{@code
 * ResultsTable.of("What is retrained", "choice", runs, run -> run.history().name())
 *     .count("weights that learn", run -> run.network().trainableParameters())
 *     .percent("test accuracy", run -> run.network().evaluate(test).meanPerClassAccuracy())
 *     .show();
 * }</pre>
 *
 * The measures are taken when the table is first needed, each once. While they take longer than a
 * second the notebook shows what there is so far.
 *
 * @param <T> what a run is
 */
public final class ResultsTable<T> implements Showable {
  /**
   * Takes a measure of a run.
   *
   * @param <T> what a run is
   */
  @FunctionalInterface
  public interface Measure<T> {
    /**
     * Measures.
     *
     * @param run one of the table's runs
     * @return the value; NaN if there is none
     * @throws Exception whatever goes wrong; the table passes it on
     */
    double of(T run) throws Exception;
  }

  /** How a column writes its values. */
  private enum Unit {
    COUNT,
    NUMBER,
    PERCENT
  }

  private interface Column {
    String header();

    /** Takes the measure of a run, if it was not taken yet. */
    void measure(int run);

    /** What a row shows. */
    String text(List<Integer> runs);

    /** The same for Tablesaw. */
    Stream<tech.tablesaw.columns.Column<?>> columns(List<List<Integer>> rows);
  }

  private static final long SHOWN_NANOS = 1_000_000_000L;
  private static final String NOT_YET = "…";

  private final String title;
  private final String rowsAre;
  private final List<T> runs;

  /** The runs of each row, by the row's name. */
  private final Map<String, List<Integer>> rows = new LinkedHashMap<>();

  private final List<Column> columns = new ArrayList<>();
  private final LongSupplier nanoClock;

  ResultsTable(
      String title,
      String rowsAre,
      List<? extends T> runs,
      Function<? super T, String> name,
      LongSupplier nanoClock) {
    this.title = title;
    this.rowsAre = rowsAre;
    this.runs = List.copyOf(runs);
    this.nanoClock = nanoClock;
    for (int i = 0; i < this.runs.size(); i++) {
      rows.computeIfAbsent(name.apply(this.runs.get(i)), n -> new ArrayList<>()).add(i);
    }
  }

  /**
   * Starts a table without measures.
   *
   * @param <T> what a run is
   * @param title what is compared
   * @param rowsAre the head of the first column, what the rows are: "choice", "network"
   * @param runs in order; those of the same name share a row
   * @param name the name of a run
   * @return the table
   */
  public static <T> ResultsTable<T> of(
      String title, String rowsAre, List<? extends T> runs, Function<? super T, String> name) {
    return new ResultsTable<>(title, rowsAre, runs, name, System::nanoTime);
  }

  /**
   * Adds a column of whole numbers, such as weights: {@code 1,447,122}.
   *
   * @param header what is counted
   * @param measure counts
   * @return this table
   */
  public ResultsTable<T> count(String header, Measure<? super T> measure) {
    return add(new Numbers(header, Unit.COUNT, 0, measure));
  }

  /**
   * Adds a column of numbers.
   *
   * @param header what is measured, with its unit
   * @param decimals digits behind the point, 0 to 9
   * @param measure measures
   * @return this table
   */
  public ResultsTable<T> number(String header, int decimals, Measure<? super T> measure) {
    if (decimals < 0 || decimals > 9) {
      throw LabException.of("0 to 9 decimals", String.valueOf(decimals), "take, say, 3");
    }
    return add(new Numbers(header, Unit.NUMBER, decimals, measure));
  }

  /**
   * Adds a column of shares, such as accuracies: {@code 91.7 %}.
   *
   * @param header what is measured
   * @param measure gives a fraction, 0 to 1
   * @return this table
   */
  public ResultsTable<T> percent(String header, Measure<? super T> measure) {
    return add(new Numbers(header, Unit.PERCENT, 1, measure));
  }

  /**
   * Adds a column of words. Where runs share a row and differ, each is said once.
   *
   * @param header what is told
   * @param words tells it
   * @return this table
   */
  public ResultsTable<T> text(String header, Function<? super T, String> words) {
    return add(new Words(header, words));
  }

  private ResultsTable<T> add(Column column) {
    if (column.header().equals(rowsAre)
        || columns.stream().anyMatch(c -> c.header().equals(column.header()))) {
      throw LabException.of(
          "a new column in '" + title + "'",
          "a second one called '" + column.header() + "'",
          "give it another name");
    }
    columns.add(column);
    return this;
  }

  /** Shows the table below the cell, as far as it is measured; without a notebook prints it. */
  public void show() {
    Live[] live = new Live[1];
    long[] shown = {nanoClock.getAsLong()};
    measure(
        () -> {
          if (Notebook.isRunning() && nanoClock.getAsLong() - shown[0] >= SHOWN_NANOS) {
            live[0] = shown(live[0]);
            shown[0] = nanoClock.getAsLong();
          }
        });
    shown(live[0]);
  }

  private Live shown(@Nullable Live live) {
    if (live == null) {
      return Notebook.live(view());
    }
    live.update(view());
    return live;
  }

  private void measure(Runnable afterEach) {
    try (Progress signs = Progress.of(title, "value", (double) runs.size() * columns.size())) {
      for (int run = 0; run < runs.size(); run++) {
        for (Column column : columns) {
          signs.next("");
          column.measure(run);
          afterEach.run();
        }
      }
    }
  }

  /**
   * The values, to sort or to draw them.
   *
   * @return a row for each name; numbers as they are (shares from 0 to 1), and where runs share a
   *     row their mean, with a further column {@code "± header"} for the deviation of a sample
   */
  public Table table() {
    measure(() -> {});
    List<List<Integer>> runsOfRows = List.copyOf(rows.values());
    Table table = Table.create(title, StringColumn.create(rowsAre, rows.keySet()));
    columns.forEach(column -> column.columns(runsOfRows).forEach(table::addColumns));
    return table;
  }

  private TableView view() {
    Table table = Table.create(title, StringColumn.create(rowsAre, rows.keySet()));
    for (Column column : columns) {
      table.addColumns(
          StringColumn.create(column.header(), rows.values().stream().map(column::text)));
    }
    return new TableView(table, Math.max(1, rows.size()));
  }

  @Override
  public Map<String, Object> mimeBundle() {
    measure(() -> {});
    return view().mimeBundle();
  }

  @Override
  public String toString() {
    measure(() -> {});
    return view().toString();
  }

  private final class Words implements Column {
    private final String header;
    private final Function<? super T, String> words;

    Words(String header, Function<? super T, String> words) {
      this.header = header;
      this.words = words;
    }

    @Override
    public String header() {
      return header;
    }

    @Override
    public void measure(int run) {
      // Words are there already.
    }

    @Override
    public String text(List<Integer> of) {
      return String.join("; ", of.stream().map(i -> words.apply(runs.get(i))).distinct().toList());
    }

    @Override
    public Stream<tech.tablesaw.columns.Column<?>> columns(List<List<Integer>> of) {
      return Stream.of(StringColumn.create(header, of.stream().map(this::text)));
    }
  }

  private final class Numbers implements Column {
    private final String header;
    private final Unit unit;
    private final int decimals;
    private final Measure<? super T> measure;
    private final double[] values = new double[runs.size()];
    private final boolean[] taken = new boolean[runs.size()];

    Numbers(String header, Unit unit, int decimals, Measure<? super T> measure) {
      this.header = header;
      this.unit = unit;
      this.decimals = decimals;
      this.measure = measure;
    }

    @Override
    public String header() {
      return header;
    }

    @Override
    public void measure(int run) {
      if (taken[run]) {
        return;
      }
      try {
        values[run] = measure.of(runs.get(run));
      } catch (RuntimeException e) {
        throw e;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped while '" + header + "' was measured", e);
      } catch (Exception e) {
        throw new IllegalStateException(header + ": " + e.getMessage(), e);
      }
      taken[run] = true;
    }

    private Spread spread(List<Integer> of) {
      return Spread.of(of.stream().mapToDouble(i -> values[i]).toArray());
    }

    @Override
    public String text(List<Integer> of) {
      if (of.stream().anyMatch(i -> !taken[i])) {
        return NOT_YET;
      }
      Spread spread = spread(of);
      if (Double.isNaN(spread.mean())) {
        return "-";
      }
      return switch (unit) {
        case PERCENT -> spread.toString();
        case NUMBER -> spread.text(decimals);
        // The same count with every seed needs no deviation.
        case COUNT ->
            spread.runs() == 1 || spread.deviation() == 0
                ? String.format(Locale.ROOT, "%,.0f", spread.mean())
                : spread.text(0);
      };
    }

    @Override
    public Stream<tech.tablesaw.columns.Column<?>> columns(List<List<Integer>> of) {
      Spread[] spreads = of.stream().map(this::spread).toArray(Spread[]::new);
      DoubleColumn means =
          DoubleColumn.create(header, Arrays.stream(spreads).mapToDouble(Spread::mean).toArray());
      return Arrays.stream(spreads).allMatch(s -> s.runs() < 2)
          ? Stream.of(means)
          : Stream.of(
              means,
              DoubleColumn.create(
                  "± " + header, Arrays.stream(spreads).mapToDouble(Spread::deviation).toArray()));
    }
  }
}
