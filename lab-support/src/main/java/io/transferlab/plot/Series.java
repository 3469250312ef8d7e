package io.transferlab.plot;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of a chart: values of one quantity, in order.
 *
 * @param name what the line is, for the legend
 * @param x where each value stands, such as the epoch; finite
 * @param y the values; NaN where there is none
 * @param spread how far values of repeated runs lie from {@code y}, such as one standard deviation;
 *     as long as {@code y}, or empty when there are no repeated runs
 */
public record Series(String name, double[] x, double[] y, double[] spread) {
  /**
   * Checks the lengths and takes copies.
   *
   * @param name what the line is, for the legend
   * @param x where each value stands, such as the epoch; finite
   * @param y the values; NaN where there is none
   * @param spread how far values of repeated runs lie from {@code y}, such as one standard
   *     deviation; as long as {@code y}, or empty when there are no repeated runs
   */
  public Series {
    if (name == null || name.isBlank()) {
      throw LabException.of("a name for the line", "none", "name what the line shows");
    }
    if (x.length != y.length) {
      throw LabException.of(
          "as many x as y values in '" + name + "'",
          x.length + " x and " + y.length + " y values",
          "give each value its place");
    }
    if (spread.length != 0 && spread.length != y.length) {
      throw LabException.of(
          "one spread for each of the " + y.length + " values in '" + name + "', or none",
          spread.length + " spreads",
          "compute the spread at every place");
    }
    if (!Arrays.stream(x).allMatch(Double::isFinite)) {
      throw LabException.of(
          "finite x values in '" + name + "'", Arrays.toString(x), "leave out the other points");
    }
    x = x.clone();
    y = y.clone();
    spread = spread.clone();
  }

  /**
   * Makes a line of single values, without spread.
   *
   * @param name what the line is
   * @param x where each value stands
   * @param y the values
   */
  public Series(String name, double[] x, double[] y) {
    this(name, x, y, new double[0]);
  }

  /**
   * Makes a line of values counted from 1: one for each epoch, step or layer.
   *
   * @param name what the line is
   * @param values the values in order
   * @return the line
   */
  public static Series of(String name, double... values) {
    return new Series(name, counted(values.length), values);
  }

  /**
   * Makes a line of values that were collected one by one.
   *
   * @param name what the line is
   * @param x where each value stands
   * @param y the values, as many
   * @return the line
   */
  public static Series of(String name, List<? extends Number> x, List<? extends Number> y) {
    return new Series(name, array(x), array(y));
  }

  private static double[] array(List<? extends Number> values) {
    return values.stream().mapToDouble(Number::doubleValue).toArray();
  }

  /**
   * Averages repeated runs, say over seeds: the mean after each epoch, with one standard deviation
   * (of a sample, so divided by n - 1) as spread. Runs that stopped early shorten the line: an
   * average over the runs that are left would compare different sets of runs.
   *
   * @param name what the line is
   * @param runs one array for each run, the value after each epoch; at least one run
   * @return the line, as long as the shortest run
   */
  public static Series meanOf(String name, List<double[]> runs) {
    int shortest = runs.stream().mapToInt(run -> run.length).min().orElse(0);
    return meanOf(name, counted(shortest), runs);
  }

  /**
   * Averages repeated runs over other places than epochs, say over sizes of a test set.
   *
   * @param name what the line is
   * @param x where the values stand, the same for all runs
   * @param runs one array for each run, at least as long as {@code x}; at least one run
   * @return the line of the means, with one standard deviation of a sample as spread
   */
  public static Series meanOf(String name, double[] x, List<double[]> runs) {
    if (runs.isEmpty()) {
      throw LabException.of("at least one run of '" + name + "'", "none", "train once first");
    }
    if (runs.stream().anyMatch(run -> run.length < x.length)) {
      throw LabException.of(
          x.length + " values in each run of '" + name + "'", "fewer", "give each place a value");
    }
    double[] mean = new double[x.length];
    double[] spread = new double[runs.size() == 1 ? 0 : x.length];
    for (int i = 0; i < x.length; i++) {
      int at = i;
      double[] values = runs.stream().mapToDouble(run -> run[at]).toArray();
      double centre = Arrays.stream(values).average().getAsDouble();
      mean[i] = centre;
      if (spread.length > 0) {
        double squares = Arrays.stream(values).map(v -> (v - centre) * (v - centre)).sum();
        spread[i] = Math.sqrt(squares / (values.length - 1));
      }
    }
    return new Series(name, x, mean, spread);
  }

  private static double[] counted(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }

  /**
   * Tells whether the line has a spread.
   *
   * @return true if every value has its spread
   */
  public boolean hasSpread() {
    return spread.length > 0;
  }

  /**
   * Where each value stands.
   *
   * @return a copy
   */
  @Override
  public double[] x() {
    return x.clone();
  }

  /**
   * The values.
   *
   * @return a copy; NaN where there is none
   */
  @Override
  public double[] y() {
    return y.clone();
  }

  /**
   * The spread of each value.
   *
   * @return a copy; empty when there are no repeated runs
   */
  @Override
  public double[] spread() {
    return spread.clone();
  }

  /** Keeps the places where the value is a number: what can be drawn. */
  Series finite() {
    int[] keep = IntStream.range(0, y.length).filter(i -> Double.isFinite(y[i])).toArray();
    return new Series(
        name, pick(x, keep), pick(y, keep), hasSpread() ? pick(spread, keep) : new double[0]);
  }

  private static double[] pick(double[] values, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> values[i]).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series that
        && name.equals(that.name)
        && Arrays.equals(x, that.x)
        && Arrays.equals(y, that.y)
        && Arrays.equals(spread, that.spread);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(y);
  }

  @Override
  public String toString() {
    return name + ": " + y.length + " values " + Arrays.toString(y);
  }
}
