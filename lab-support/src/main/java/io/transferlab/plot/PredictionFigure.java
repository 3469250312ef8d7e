package io.transferlab.plot;

import io.transferlab.check.ClassPredictions;
import io.transferlab.check.Prediction;
import io.transferlab.check.Predictions;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against observed, a row for each question: what one student expected, or a whole class.
 * Shares have one scale, 0 to 100 %; any other number has its own.
 *
 * <pre>{@code
 * PredictionFigure.of(Predictions.of(3)).show();
 * }</pre>
 *
 * <p>Ours rather than XChart's: an accuracy, a number of epochs and a cosine have no common axis,
 * and the questions need more room than a chart has for the names of categories.
 */
public final class PredictionFigure {
  private PredictionFigure() {}

  /**
   * Draws the predictions of one student.
   *
   * @param predictions of a lab
   * @return the figure; a question without a guess or a result has its row all the same
   */
  public static Figure of(Predictions predictions) {
    String title = "Predicted against observed, lab " + predictions.lab();
    List<PredictionPainter.Row> rows = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Prediction p : predictions.all()) {
      boolean both = Double.isFinite(p.guess()) && Double.isFinite(p.observed());
      String note = both ? p.difference(p.guess() - p.observed()) : "";
      rows.add(
          new PredictionPainter.Row(
              p, finite(p.guess()), p.guess(), p.guess(), p.guess(), p.observed(), note));
      said.add(
          p.label()
              + ": "
              + (Double.isNaN(p.guess()) ? "not predicted" : "predicted " + p.text(p.guess()))
              + ", "
              + (Double.isNaN(p.observed()) ? "no result" : "observed " + p.text(p.observed()))
              + (both ? " (" + signed(p, p.guess() - p.observed()) + ")" : ""));
    }
    return figure(title, rows, said, "predicted", "predicted - observed");
  }

  /**
   * Draws the predictions of a class: a dot for each guess, a bar over the half of them in the
   * middle with a line at the median.
   *
   * @param predictions of a lab
   * @return the figure
   */
  public static Figure of(ClassPredictions predictions) {
    String title = "What the class predicted, lab " + predictions.lab();
    List<PredictionPainter.Row> rows = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (ClassPredictions.Question q : predictions.questions()) {
      Prediction p = q.prediction();
      double middle = q.guess(0.5);
      boolean both = Double.isFinite(middle) && Double.isFinite(q.observed());
      String note = both ? p.difference(middle - q.observed()) : "";
      double[] all = q.guesses().stream().mapToDouble(Double::doubleValue).toArray();
      rows.add(
          new PredictionPainter.Row(
              p, all, q.guess(0.25), middle, q.guess(0.75), q.observed(), note));
      said.add(
          p.label()
              + ": "
              + (all.length == 0 ? "no guesses" : guesses(q))
              + ", "
              + (Double.isNaN(q.observed()) ? "no result" : "observed " + p.text(q.observed()))
              + (both ? " (the median is " + signed(p, middle - q.observed()) + ")" : ""));
    }
    return figure(title, rows, said, "a guess (bar: the middle half)", "median - observed");
  }

  private static String guesses(ClassPredictions.Question q) {
    Prediction p = q.prediction();
    int count = q.guesses().size();
    return count == 1
        ? "one guess, " + p.text(q.guess(0.5))
        : count
            + " guesses from "
            + p.text(q.guess(0))
            + " to "
            + p.text(q.guess(1))
            + ", half of them between "
            + p.text(q.guess(0.25))
            + " and "
            + p.text(q.guess(0.75))
            + ", median "
            + p.text(q.guess(0.5));
  }

  private static String signed(Prediction p, double difference) {
    String text = p.difference(Math.abs(difference)).replace("+", "");
    return difference == 0 ? "exactly" : text + (difference > 0 ? " too high" : " too low");
  }

  private static double[] finite(double value) {
    return Double.isFinite(value) ? new double[] {value} : new double[0];
  }

  private static Figure figure(
      String title,
      List<PredictionPainter.Row> rows,
      List<String> said,
      String guesses,
      String difference) {
    return new Figure(
        new PredictionPainter(title, rows, guesses, difference).paint(),
        title + ". " + (said.isEmpty() ? "None yet" : String.join("; ", said)) + ".",
        title);
  }
}
