package io.transferlab.plot;

import io.transferlab.joint.ShotCurve;
import java.util.List;

/** Names against examples: how a linear classifier comes up to zero-shot as it gets examples. */
public final class ShotFigure {
  private ShotFigure() {}

  /**
   * Draws a curve.
   *
   * @param curve what was measured
   * @param model whose vectors
   * @param set of which pictures
   * @return the chart, to be shown: pictures a class to the right, in equal factors
   */
  public static Curves of(ShotCurve curve, String model, String set) {
    List<ShotCurve.Point> points = curve.points();
    double[] shots = points.stream().mapToDouble(ShotCurve.Point::shots).toArray();
    double[] means = points.stream().mapToDouble(p -> p.accuracy().mean()).toArray();
    double[] spread =
        points.stream()
            .mapToDouble(p -> p.accuracy().runs() > 1 ? p.accuracy().deviation() : 0)
            .toArray();
    return Curves.accuracyOver(
            "Names against examples: " + set + ", " + model, "labelled pictures a class")
        .logarithmic()
        .add(new Series("linear classifier", shots, means, spread))
        .reference("names alone (zero-shot)", curve.zeroShot());
  }
}
