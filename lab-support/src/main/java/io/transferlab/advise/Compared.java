package io.transferlab.advise;

import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What networks are worth on somebody's own pictures, and what they cost.
 *
 * @param setting what was compared, and how it is measured
 * @param costs of the networks that were measured, the quickest first; random weights last
 * @param trials what was measured, on the same test pictures for all
 * @param leftOut what was not, and why: one line each
 * @param isStopped whether somebody interrupted it
 */
public record Compared(
    ComparisonSetting setting,
    List<NetworkCost> costs,
    List<Trial> trials,
    List<String> leftOut,
    boolean isStopped) {
  /** The name of the control: layers that have learned nothing. */
  public static final String CONTROL = "random weights";

  /**
   * Copies the lists.
   *
   * @param setting what was compared, and how it is measured
   * @param costs of the networks that were measured
   * @param trials what was measured
   * @param leftOut what was not, and why
   * @param isStopped whether somebody interrupted it
   */
  public Compared {
    costs = List.copyOf(costs);
    trials = List.copyOf(trials);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What was tried.
   *
   * @return network by network, in the order of the costs; of each the cheapest way first
   */
  public List<Candidate> candidates() {
    List<Candidate> found = new ArrayList<>();
    for (NetworkCost cost : costs) {
      Trials.candidates(trials).stream()
          .filter(c -> c.source().equals(cost.network()))
          .forEach(found::add);
    }
    return found;
  }

  /**
   * The trials of a candidate with some pictures.
   *
   * @param candidate which
   * @param shots training pictures of each class at most
   * @return one a draw; may be empty
   */
  public List<Trial> trials(Candidate candidate, int shots) {
    return Trials.of(trials, candidate, shots);
  }

  /**
   * The accuracy of a candidate over the draws, on the test pictures.
   *
   * @param candidate which
   * @param shots training pictures of each class at most
   * @return mean per-class accuracy, 0 to 1; without deviation where all draws are the same; NaN
   *     without a trial
   */
  public Spread spread(Candidate candidate, int shots) {
    return Trials.spread(trials(candidate, shots), shots == setting.all());
  }

  /**
   * The best of all networks and ways.
   *
   * @param shots training pictures of each class at most
   * @return the highest mean over the draws; nothing without a trial
   */
  public Optional<Candidate> best(int shots) {
    return best(candidates(), shots);
  }

  /**
   * The best way of a network.
   *
   * @param network its name
   * @param shots training pictures of each class at most
   * @return the highest mean over the draws; nothing without a trial
   */
  public Optional<Candidate> best(String network, int shots) {
    return best(candidates().stream().filter(c -> c.source().equals(network)).toList(), shots);
  }

  private Optional<Candidate> best(List<Candidate> some, int shots) {
    return some.stream()
        .filter(c -> !trials(c, shots).isEmpty())
        .max(Comparator.comparingDouble(c -> spread(c, shots).mean()));
  }

  /**
   * How far a candidate is from the best, on the same draws and the same test pictures.
   *
   * @param candidate which
   * @param shots training pictures of each class at most
   * @return its accuracy less that of the best, at most 0 but for equals; NaN without a trial
   */
  public PairedDifference behind(Candidate candidate, int shots) {
    return PairedDifference.of(
        trials(candidate, shots), best(shots).map(best -> trials(best, shots)).orElseGet(List::of));
  }

  /**
   * The accuracies as a table.
   *
   * @return a row for each network and way; for each number of shots the accuracy in per cent, mean
   *     ± standard deviation over the draws
   */
  public Table table() {
    List<Candidate> rows = candidates();
    Table table =
        Table.create(
            setting.name(),
            StringColumn.create("network", rows.stream().map(Candidate::source).toList()),
            StringColumn.create("way", rows.stream().map(c -> shortTitle(c.way())).toList()));
    for (int shots : setting.shots()) {
      table.addColumns(
          StringColumn.create(
              setting.title(shots), rows.stream().map(c -> text(spread(c, shots))).toList()));
    }
    return table;
  }

  /** Narrow enough for a terminal. */
  private static String shortTitle(Way way) {
    return way == Way.FNE ? "FNE" : way.id();
  }

  private static String text(Spread spread) {
    return spread.runs() == 0 ? "-" : spread.percent();
  }

  /**
   * The networks as a table: what each costs, and what the best way makes of it with all pictures.
   *
   * @return a row a network, the quickest first: name, year of the architecture, milliseconds a
   *     picture, size, best way, accuracy in per cent, and the difference from the best of all in
   *     points with half of its interval
   */
  public Table networks() {
    int all = setting.all();
    List<List<String>> rows = new ArrayList<>();
    for (NetworkCost cost : costs) {
      Optional<Candidate> best = best(cost.network(), all);
      rows.add(
          List.of(
              cost.network(),
              cost.year() == null ? "-" : String.valueOf(cost.year()),
              milliseconds(cost.milliseconds()),
              Sizes.text(cost.weightBytes()),
              best.map(c -> shortTitle(c.way())).orElse("-"),
              best.map(c -> text(spread(c, all))).orElse("-"),
              best.map(c -> c.equals(best(all).orElse(null)) ? "best" : points(behind(c, all)))
                  .orElse("-")));
    }
    Table table = Table.create(setting.name());
    List<String> heads =
        List.of("network", "year", "ms", "size", "best way", "accuracy", "from the best");
    for (int i = 0; i < heads.size(); i++) {
      int column = i;
      table.addColumns(
          StringColumn.create(heads.get(i), rows.stream().map(row -> row.get(column)).toList()));
    }
    return table;
  }

  private static String points(PairedDifference behind) {
    return String.format(
        Locale.ROOT, "%+.1f ± %.1f", 100 * behind.difference(), 100 * behind.uncertainty());
  }

  /** Three digits: 0.35, 4.2, 159. */
  static String milliseconds(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.2f" : value < 20 ? "%.1f" : "%.0f", value);
  }

  /**
   * What stands out with all pictures.
   *
   * @return the best, the quickest that cannot be told from it, and what layers that have learned
   *     nothing are worth; one sentence each
   */
  public String sentence() {
    int all = setting.all();
    Optional<Candidate> best = best(all);
    if (best.isEmpty()) {
      return "Nothing was measured.";
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Best with %s pictures a class: %s, %s %% right."
            .formatted(setting.title(all), best.get(), spread(best.get(), all).percent()));
    List<Candidate> equal =
        costs.stream()
            .map(cost -> best(cost.network(), all))
            .flatMap(Optional::stream)
            .filter(c -> c.equals(best.get()) || !behind(c, all).isTold())
            .toList();
    Candidate quickest = equal.get(0);
    if (equal.size() > 1) {
      sentences.add(
          quickest.equals(best.get())
              ? "It is also the quickest of the %d networks that %d test pictures cannot tell apart."
                  .formatted(equal.size(), setting.judges())
              : "%d test pictures cannot tell it from %s, the quickest of %d such networks: %s against %s ms a picture."
                  .formatted(
                      setting.judges(),
                      quickest,
                      equal.size(),
                      milliseconds(cost(quickest).milliseconds()),
                      milliseconds(cost(best.get()).milliseconds())));
    }
    best(CONTROL, all)
        .filter(control -> !control.equals(best.get()))
        .ifPresent(
            control ->
                sentences.add(
                    "Layers that have learned nothing (%s) give %s %%, guessing %s."
                        .formatted(
                            CONTROL,
                            spread(control, all).percent(),
                            Sizes.percent(setting.chance()))));
    return String.join(" ", sentences);
  }

  private NetworkCost cost(Candidate candidate) {
    return costs.stream()
        .filter(cost -> cost.network().equals(candidate.source()))
        .findFirst()
        .map(Objects::requireNonNull)
        .orElseThrow();
  }

  @Override
  public String toString() {
    return sentence();
  }
}
