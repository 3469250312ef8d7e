package io.transferlab.plot;

import io.transferlab.advise.Advice;
import io.transferlab.advise.Candidate;
import io.transferlab.advise.Way;
import io.transferlab.core.LabException;
import io.transferlab.evaluate.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an advisor measured, as a chart. */
public final class AdviceFigure {
  /** From here on 1, 5 and 20 would lie in one place. */
  private static final int WIDE = 60;

  private AdviceFigure() {}

  /**
   * Draws the accuracy on pictures held back over the number of training pictures: a line for each
   * way, of its best source, with the spread over draws.
   *
   * @param advice what was measured
   * @return the chart; show it
   * @throws LabException if nothing was measured
   */
  public static Curves of(Advice advice) {
    List<Integer> sizes = advice.setting().shots();
    if (advice.trials().isEmpty()) {
      throw LabException.of(
          "an advice with measurements", "none", "let it run until something is measured");
    }
    Curves chart =
        Curves.accuracyOver(advice.setting().name() + ": which way?", "training pictures a class");
    for (Way way : Way.values()) {
      best(advice, way).ifPresent(candidate -> chart.add(line(advice, candidate)));
    }
    if (advice.setting().all() > WIDE) {
      chart.logarithmic();
    }
    return chart
        .reference("guessing", 1.0 / advice.setting().classes().size())
        .until(sizes.get(sizes.size() - 1));
  }

  /** By all pictures, else by the most that it was tried with. */
  private static Optional<Candidate> best(Advice advice, Way way) {
    List<Integer> sizes = advice.setting().shots();
    for (int i = sizes.size() - 1; i >= 0; i--) {
      int size = sizes.get(i);
      Optional<Candidate> found =
          advice.candidates().stream()
              .filter(c -> c.way() == way && !advice.trials(c, size).isEmpty())
              .max(Comparator.comparingDouble(c -> advice.spread(c, size).mean()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Series line(Advice advice, Candidate candidate) {
    List<Integer> measured =
        advice.setting().shots().stream()
            .filter(size -> !advice.trials(candidate, size).isEmpty())
            .toList();
    double[] x = measured.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] y = new double[x.length];
    double[] spread = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      Spread of = advice.spread(candidate, measured.get(i));
      y[i] = of.mean();
      spread[i] = of.runs() < 2 ? 0 : of.deviation();
    }
    String name =
        candidate.way() == Way.SCRATCH
            ? candidate.way().title()
            : candidate.way().title() + ", " + candidate.source();
    return new Series(name, x, y, spread);
  }
}
