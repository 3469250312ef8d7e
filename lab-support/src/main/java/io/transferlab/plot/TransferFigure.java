package io.transferlab.plot;

import io.transferlab.transfer.TransferArm;
import io.transferlab.transfer.TransferCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A layer transfer as a chart. */
public final class TransferFigure {
  private TransferFigure() {}

  /**
   * Draws accuracy over the number of copied layers, a line for each arm, with the spread over
   * seeds. A point is drawn once all seeds so far have it.
   *
   * @param curve what was trained, at least the base
   * @return the chart; show it
   */
  public static Curves of(TransferCurve curve) {
    Curves chart =
        Curves.accuracyOver(
            curve.source() + " to " + curve.target(), "layers copied (with weights)");
    for (TransferArm arm : curve.arms()) {
      chart.add(line(arm.label(), curve, arm));
    }
    return chart.reference("guessing", 1.0 / curve.classes());
  }

  /**
   * One arm, for a chart in which other runs are drawn beside it.
   *
   * @param name what the line is, for the legend
   * @param curve what was trained, at least the base
   * @param arm which of its arms, begins at the base
   * @return mean accuracy over the number of copied layers, with its spread if there are seeds
   */
  public static Series line(String name, TransferCurve curve, TransferArm arm) {
    int seeds =
        curve.cuts().keySet().stream()
            .mapToInt(layer -> curve.accuracies(arm, layer).length)
            .max()
            .orElse(0);
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<double[]> points = new ArrayList<>(List.of(Arrays.copyOf(curve.base(), seeds)));
    for (Map.Entry<String, Integer> cut : curve.cuts().entrySet()) {
      double[] values = curve.accuracies(arm, cut.getKey());
      if (values.length == seeds) {
        x.add((double) cut.getValue());
        points.add(values);
      }
    }
    List<double[]> runs = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      int of = seed;
      runs.add(points.stream().mapToDouble(values -> values[of]).toArray());
    }
    return Series.meanOf(name, x.stream().mapToDouble(v -> v).toArray(), runs);
  }
}
