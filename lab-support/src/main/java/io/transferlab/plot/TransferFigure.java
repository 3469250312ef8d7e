package io.transferlab.plot;

import io.transferlab.notebook.Live;
import io.transferlab.notebook.Notebook;
import io.transferlab.transfer.TransferArm;
import io.transferlab.transfer.TransferCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    Map<Integer, double[]> points = new LinkedHashMap<>();
    points.put(0, Arrays.copyOf(curve.base(), seeds));
    curve
        .cuts()
        .forEach(
            (layer, copied) -> {
              double[] values = curve.accuracies(arm, layer);
              if (values.length == seeds) {
                points.put(copied, values);
              }
            });
    return overSeeds(name, points);
  }

  /**
   * The difference of two arms, seed by seed, in points of accuracy: both were trained on the same
   * pictures, and from the same random weights.
   *
   * @param name what the line is, for the legend
   * @param curve what was trained
   * @param arm the arm to look at
   * @param from the arm that is taken off, null for the base without copied layers
   * @return mean difference over the number of copied layers, with its spread if there are seeds;
   *     only points that both arms have of all their seeds
   */
  public static Series difference(
      String name, TransferCurve curve, TransferArm arm, @Nullable TransferArm from) {
    Map<Integer, double[]> points = new LinkedHashMap<>();
    curve
        .cuts()
        .forEach(
            (layer, copied) -> {
              double[] values = curve.accuracies(arm, layer);
              double[] less = from == null ? curve.base() : curve.accuracies(from, layer);
              if (values.length > 0 && values.length == less.length) {
                Arrays.setAll(values, i -> 100 * (values[i] - less[i]));
                points.put(copied, values);
              }
            });
    return overSeeds(name, points);
  }

  /**
   * Shows the chart in the notebook while it is made: to give to {@code LayerTransfer.run}. Without
   * a notebook each new state is said in words.
   *
   * @return what to tell of each state; the first shows the chart, the others replace it
   */
  public static Consumer<TransferCurve> live() {
    return new Consumer<>() {
      private @Nullable Live shown;

      @Override
      public void accept(TransferCurve soFar) {
        Figure figure = of(soFar).figure();
        if (shown == null) {
          shown = Notebook.live(figure);
        } else {
          shown.update(figure);
        }
      }
    };
  }

  private static Series overSeeds(String name, Map<Integer, double[]> points) {
    int seeds = points.values().stream().mapToInt(values -> values.length).max().orElse(0);
    List<double[]> runs = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      int of = seed;
      runs.add(points.values().stream().mapToDouble(values -> values[of]).toArray());
    }
    return Series.meanOf(
        name, points.keySet().stream().mapToDouble(Integer::doubleValue).toArray(), runs);
  }
}
