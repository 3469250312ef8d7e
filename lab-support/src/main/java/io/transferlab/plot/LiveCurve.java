package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.core.TimeLeft;
import io.transferlab.notebook.Live;
import io.transferlab.notebook.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A chart that grows while a network trains: in a notebook it is redrawn in place, at most twice a
 * second and once more at the end; elsewhere each epoch is a line of text.
 *
 * <pre>{@code
 * try (LiveCurve live = LiveCurve.accuracy("Fine-tuning", "training", "validation")) {
 *   ... after each epoch: live.epoch(epoch, trainingAccuracy, validationAccuracy);
 * }
 * }</pre>
 *
 * Safe to feed from several threads. Closing it draws the last figure also when training failed or
 * was interrupted.
 */
public final class LiveCurve implements AutoCloseable {
  private static final long REDRAW_NANOS = 500_000_000L;

  /** A picture without a new point is worth drawing only for the time left. */
  private static final long STATUS_NANOS = 1_000_000_000L;

  private static final String EPOCHS = "epochs";

  /** Who is done sooner need not be told when. */
  private static final double TIME_FROM = 5;

  private final Curves kind;
  private final List<String> names;
  private final List<List<double[]>> points = new ArrayList<>();
  private final LongSupplier nanoClock;
  private final boolean inNotebook;
  private final TimeLeft<String> left = new TimeLeft<>();
  private long began;
  private long advanced;
  private double start;
  private double reached;

  /** What is to be done after the first value, as far as it was told. */
  private double expected;

  private @Nullable Live live;
  private long drawnAt;
  private boolean dirty;
  private boolean finished;

  /** Whether the chart that is seen says where the run is. */
  private boolean told;

  /** Where the run is, such as the time left; empty if nobody says. */
  private String status = "";

  LiveCurve(Curves kind, List<String> names, LongSupplier nanoClock, BooleanSupplier inNotebook) {
    if (names.isEmpty()) {
      throw LabException.of("the names of the lines to grow", "none", "name at least one line");
    }
    this.kind = kind.copy();
    this.began = nanoClock.getAsLong();
    this.drawnAt = began;
    this.names = List.copyOf(names);
    this.nanoClock = nanoClock;
    this.inNotebook = inNotebook.getAsBoolean();
    names.forEach(name -> points.add(new ArrayList<>()));
  }

  /**
   * Starts a chart of accuracies.
   *
   * @param title what the chart is about
   * @param lines the names of the lines, in the order in which {@link #epoch} gives their values
   * @return an empty chart, shown with its first value
   */
  public static LiveCurve accuracy(String title, String... lines) {
    return of(Curves.accuracy(title), lines);
  }

  /**
   * Starts a chart of losses.
   *
   * @param title what the chart is about
   * @param lines the names of the lines, in the order in which {@link #epoch} gives their values
   * @return an empty chart, shown with its first value
   */
  public static LiveCurve loss(String title, String... lines) {
    return of(Curves.loss(title), lines);
  }

  /**
   * Starts a growing chart of any kind.
   *
   * @param kind a chart that gives title, labels and reference lines; not changed
   * @param lines the names of the lines to grow
   * @return an empty chart, shown with its first value
   */
  public static LiveCurve of(Curves kind, String... lines) {
    return new LiveCurve(kind, List.of(lines), System::nanoTime, Notebook::isRunning);
  }

  /**
   * Fixes the end of the axis to the right, so that the chart does not shrink while it grows, and
   * says below it how long the rest takes, where that is some seconds.
   *
   * @param last the last epoch planned
   * @return this chart
   */
  public synchronized LiveCurve until(double last) {
    kind.until(last);
    return this;
  }

  /**
   * Says where the run is; the chart shows it until the run ends. Prints nothing outside a
   * notebook.
   *
   * @param where a few words, such as "epoch 7 of 80, 40 s left"
   */
  public synchronized void status(String where) {
    status = where;
    if (inNotebook && nanoClock.getAsLong() - drawnAt >= STATUS_NANOS) {
      redraw();
    }
  }

  /**
   * Adds one value to every line.
   *
   * @param epoch where the values stand
   * @param values one value for each line, in their order; NaN where there is none
   */
  public synchronized void epoch(int epoch, double... values) {
    if (values.length != names.size()) {
      throw LabException.of(
          names.size() + " values, for " + names,
          values.length + " values",
          "give one value for each line of the chart");
    }
    IntStream.range(0, values.length).forEach(i -> put(i, epoch, values[i]));
    if (inNotebook) {
      redrawIfDue();
    } else {
      System.out.println(progress(epoch, values));
    }
  }

  /**
   * Adds one value to one line, say after some batches. Prints nothing outside a notebook.
   *
   * @param line the name of the line
   * @param x where the value stands; fractions of an epoch are fine
   * @param y the value
   */
  public synchronized void add(String line, double x, double y) {
    put(indexOf(line), x, y);
    if (inNotebook) {
      redrawIfDue();
    }
  }

  /** Whether a notebook shows it while it grows. */
  boolean isInNotebook() {
    return inNotebook;
  }

  private void put(int line, double x, double y) {
    points.get(line).add(new double[] {x, y});
    long now = nanoClock.getAsLong();
    if (reached == 0) { // what comes before the first value takes longer than the others
      began = now;
      start = x;
      advanced = now;
    } else if (x > reached) {
      left.done(EPOCHS, x - reached, (now - advanced) / 1e9);
      advanced = now;
    }
    reached = Math.max(reached, x);
    dirty = true;
  }

  private String progress(int epoch, double... values) {
    StringBuilder text = new StringBuilder(kind.title()).append(", epoch ").append(epoch);
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? ": " : ", ");
      text.append(names.get(i)).append(' ').append(Words.number(values[i]));
    }
    return text.toString();
  }

  private void redrawIfDue() {
    if (live == null || nanoClock.getAsLong() - drawnAt >= REDRAW_NANOS) {
      redraw();
    }
  }

  private void redraw() {
    Figure figure = figure();
    told = !where().isEmpty();
    if (live == null) {
      live = Notebook.live(figure);
    } else {
      live.update(figure);
    }
    // After the drawing, so that a slow machine still spends half its time training.
    drawnAt = nanoClock.getAsLong();
    dirty = false;
  }

  /** Draws the last figure; without a notebook says it in words. Does nothing the second time. */
  public synchronized void finish() {
    if (finished) {
      return;
    }
    finished = true;
    if (inNotebook) {
      if (dirty || told) {
        redraw();
      }
    } else if (dirty) {
      System.out.println(chart().alternative());
    }
  }

  /** Does what {@link #finish} does. */
  @Override
  public void close() {
    finish();
  }

  /**
   * Draws the chart as it stands.
   *
   * @return the figure, with its text alternative
   */
  public synchronized Figure figure() {
    return chart().figure(where());
  }

  /** What was said of it; or what its pace says. */
  private String where() {
    double last = kind.last();
    double seconds = (nanoClock.getAsLong() - began) / 1e9;
    if (finished) {
      return "";
    }
    if (!status.isEmpty()) {
      return status;
    }
    if (!(reached > start && reached < last)) {
      return "";
    }
    left.expect(EPOCHS, last - start - expected);
    expected = last - start;
    return seconds + left.seconds() < TIME_FROM
        ? ""
        : String.format(
            Locale.ROOT, "%s %.0f of %.0f, %s", kind.unit(), Math.ceil(reached), last, left);
  }

  private Curves chart() {
    Curves chart = kind.copy();
    for (int i = 0; i < names.size(); i++) {
      chart.add(series(i));
    }
    return chart;
  }

  /**
   * Returns a line's values so far.
   *
   * @param line the name of the line
   * @return the values
   */
  public synchronized Series series(String line) {
    return series(indexOf(line));
  }

  private int indexOf(String line) {
    int index = names.indexOf(line);
    if (index < 0) {
      throw LabException.of("one of the lines " + names, "'" + line + "'", "use a line's name");
    }
    return index;
  }

  private Series series(int index) {
    double[] x = points.get(index).stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.get(index).stream().mapToDouble(p -> p[1]).toArray();
    return new Series(names.get(index), x, y);
  }
}
