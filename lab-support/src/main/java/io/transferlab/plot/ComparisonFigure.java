package io.transferlab.plot;

import io.transferlab.advise.Candidate;
import io.transferlab.advise.Compared;
import io.transferlab.advise.NetworkCost;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a comparison of networks measured, as a chart of accuracy against cost. */
public final class ComparisonFigure {
  private ComparisonFigure() {}

  /**
   * Draws the accuracy over the milliseconds that a network takes for a picture: a panel for each
   * number of training pictures, a mark for each network and way with the spread over draws, and
   * the networks by their names with the year of their architecture.
   *
   * @param compared what was measured
   * @return the figure; its words tell each network's best
   * @throws LabException if nothing was measured
   */
  public static Figure of(Compared compared) {
    if (compared.trials().isEmpty()) {
      throw LabException.of(
          "a comparison with measurements", "none", "let it run until something is measured");
    }
    String title = compared.setting().name() + ": accuracy against cost";
    return new Figure(
        new ComparisonPainter(title, compared).paint(), words(title, compared), title);
  }

  private static String words(String title, Compared compared) {
    List<String> sentences = new ArrayList<>();
    List<Integer> shots = compared.setting().shots();
    for (int i = shots.size() - 1; i >= 0; i--) {
      int some = shots.get(i);
      List<String> each = new ArrayList<>();
      for (NetworkCost cost : compared.costs()) {
        Optional<Candidate> best = compared.best(cost.network(), some);
        best.ifPresent(
            b ->
                each.add(
                    "%s%s %s by the %s"
                        .formatted(
                            cost.network(),
                            some == compared.setting().all() ? facts(cost) : "",
                            Sizes.percent(compared.spread(b, some).mean()),
                            b.way().title())));
      }
      sentences.add(
          "With %s picture%s a class: %s."
              .formatted(
                  compared.setting().title(some), some == 1 ? "" : "s", String.join("; ", each)));
    }
    return "Scatter chart: %s. Best way of each network, by milliseconds a picture. %s Guessing: %s."
        .formatted(title, String.join(" ", sentences), Sizes.percent(compared.setting().chance()));
  }

  private static String facts(NetworkCost cost) {
    String built = built(cost);
    return String.format(
        Locale.ROOT,
        " (%s%s ms)",
        built.isEmpty() ? "" : built + ", ",
        Words.number(cost.milliseconds()));
  }

  /** Architecture and year, for instance {@code VGG 2014}; empty text if nothing is known. */
  static String built(NetworkCost cost) {
    return cost.year() == null ? "" : cost.family() + " " + cost.year();
  }
}
