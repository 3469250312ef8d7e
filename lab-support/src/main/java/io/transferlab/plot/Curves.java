package io.transferlab.plot;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Curves of accuracy, loss or another quantity, several runs in one chart.
 *
 * <pre>{@code
 * Curves.accuracy("Cats and dogs")
 *     .run("fine-tuned", Series.of("training", 0.6, 0.8), Series.of("validation", 0.5, 0.7))
 *     .add(Series.meanOf("from scratch", runs))
 *     .reference("guessing", 0.5)
 *     .show();
 * }</pre>
 *
 * Each run has its colour, its marker and its dashes; the training half of a pair is dashed, the
 * validation half is not.
 */
public final class Curves {
  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final double yMin;
  private final double yMax;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Curve> references = new ArrayList<>();
  private final List<Curve> marks = new ArrayList<>();
  private double xMax = Double.NaN;
  private boolean logarithmic;
  private int runs;

  private Curves(String title, String xLabel, String yLabel, double yMin, double yMax) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.yMin = yMin;
    this.yMax = yMax;
  }

  /**
   * Starts a chart of accuracies over epochs, from 0 to 1 so that charts compare at a glance.
   *
   * @param title what the chart is about
   * @return an empty chart
   */
  public static Curves accuracy(String title) {
    return new Curves(title, "epoch", "accuracy (fraction correct)", 0, 1);
  }

  /**
   * Starts a chart of losses over epochs, from 0 upwards.
   *
   * @param title what the chart is about
   * @return an empty chart
   */
  public static Curves loss(String title) {
    return new Curves(title, "epoch", "loss (cross-entropy, nats)", 0, Double.NaN);
  }

  /**
   * Starts a chart of anything.
   *
   * @param title what the chart is about
   * @param xLabel the quantity to the right, with its unit in brackets: "time (s)"
   * @param yLabel the quantity upwards, with its unit in brackets
   * @return an empty chart
   */
  public static Curves of(String title, String xLabel, String yLabel) {
    return new Curves(title, xLabel, yLabel, Double.NaN, Double.NaN);
  }

  /**
   * Starts a chart of accuracies over something else than epochs, from 0 to 1.
   *
   * @param title what the chart is about
   * @param xLabel the quantity to the right, with its unit in brackets
   * @return an empty chart
   */
  public static Curves accuracyOver(String title, String xLabel) {
    return new Curves(title, xLabel, "accuracy (fraction correct)", 0, 1);
  }

  /**
   * Makes the quantity to the right grow in equal factors: for learning rates.
   *
   * @return this chart; its lines need x values above 0
   */
  public Curves logarithmic() {
    logarithmic = true;
    return this;
  }

  /**
   * Leaves room to the right for what is still to come.
   *
   * @param last the end of the axis, unless a line goes further
   * @return this chart
   */
  public Curves until(double last) {
    xMax = last;
    return this;
  }

  /**
   * Adds a line, with a band of its spread if it has one.
   *
   * @param series the line; its name must be new in this chart
   * @return this chart
   */
  public Curves add(Series series) {
    curves.add(fresh(new Curve(series.name(), "", series, runs, false)));
    runs++;
    return this;
  }

  /**
   * Adds a run with its training and its validation line, in one colour.
   *
   * @param name what the run is; must be new in this chart
   * @param training the values on the pictures trained on; its name is the part's name
   * @param validation the values on pictures held back
   * @return this chart
   */
  public Curves run(String name, Series training, Series validation) {
    curves.add(fresh(new Curve(name, training.name(), training, runs, true)));
    curves.add(fresh(new Curve(name, validation.name(), validation, runs, false)));
    runs++;
    return this;
  }

  /**
   * Adds a level line, such as what guessing gives.
   *
   * @param name what the level means
   * @param y the level
   * @return this chart
   */
  public Curves reference(String name, double y) {
    Series level = new Series(name, new double[] {0}, new double[] {y});
    references.add(fresh(new Curve(name, "", level, 0, false)));
    return this;
  }

  /**
   * Adds an upright line, such as a choice that was made.
   *
   * @param name what the place means
   * @param x the place
   * @return this chart
   */
  public Curves mark(String name, double x) {
    Series place = new Series(name, new double[] {x}, new double[] {0});
    marks.add(fresh(new Curve(name, "", place, 0, false)));
    return this;
  }

  private Curve fresh(Curve curve) {
    Set<String> known = new HashSet<>();
    curves.forEach(c -> known.add(c.legend()));
    references.forEach(c -> known.add(c.legend()));
    marks.forEach(c -> known.add(c.legend()));
    if (known.contains(curve.legend())) {
      throw LabException.of(
          "a name for each line of the chart '" + title + "'",
          "'" + curve.legend() + "' twice",
          "give the second line another name");
    }
    return curve;
  }

  String title() {
    return title;
  }

  /** The end of the axis to the right; NaN where nobody said. */
  double last() {
    return xMax;
  }

  /** What goes to the right. */
  String unit() {
    return xLabel;
  }

  /** Makes a chart with the same labels, limits and lines, to which more lines can be added. */
  Curves copy() {
    Curves copy = new Curves(title, xLabel, yLabel, yMin, yMax);
    copy.curves.addAll(curves);
    copy.references.addAll(references);
    copy.marks.addAll(marks);
    copy.xMax = xMax;
    copy.logarithmic = logarithmic;
    copy.runs = runs;
    return copy;
  }

  /**
   * Says in words what the chart shows: where each line starts and ends, and its summit or dip.
   *
   * @return the text alternative of the figure
   */
  public String alternative() {
    return Words.curves(title, xLabel, yLabel, curves, references, marks);
  }

  /**
   * Draws the chart.
   *
   * @return the figure, with its text alternative
   */
  public Figure figure() {
    return figure("");
  }

  /** Draws the chart of a run that goes on: where it is stands behind the quantity to the right. */
  Figure figure(String status) {
    String below = status.isEmpty() ? xLabel : xLabel + " (" + status + ")";
    return new Figure(
        new CurvePainter(title, below, yLabel, xMax, yMin, yMax, logarithmic)
            .paint(curves, references, marks),
        status.isEmpty() ? alternative() : alternative() + " So far: " + status + ".",
        title);
  }

  /** Draws the chart and shows it below the cell. */
  public void show() {
    figure().show();
  }

  @Override
  public String toString() {
    return alternative();
  }
}
