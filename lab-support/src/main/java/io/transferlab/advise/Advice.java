package io.transferlab.advise;

import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Interval;
import io.transferlab.evaluate.Spread;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What was measured on somebody's own pictures, and what follows.
 *
 * @param setting what was asked, and how it is measured
 * @param trials what was measured
 * @param leftOut what was not, and why: one line each
 * @param test what the chosen one got right on the test pictures, which were looked at once; null
 *     if it did not come to that
 * @param isStopped whether somebody interrupted it
 */
public record Advice(
    AdviceSetting setting,
    List<Trial> trials,
    List<String> leftOut,
    @Nullable Evaluation test,
    boolean isStopped) {
  /**
   * Copies the lists.
   *
   * @param setting what was asked, and how it is measured
   * @param trials what was measured
   * @param leftOut what was not, and why
   * @param test what the chosen one got right on the test pictures
   * @param isStopped whether somebody interrupted it
   */
  public Advice {
    trials = List.copyOf(trials);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What was tried.
   *
   * @return the cheapest way first, its sources in the order they were given
   */
  public List<Candidate> candidates() {
    return Trials.candidates(trials);
  }

  /**
   * The trials of a candidate with some pictures.
   *
   * @param candidate which
   * @param perClass training pictures of each class at most
   * @return one a draw; may be empty
   */
  public List<Trial> trials(Candidate candidate, int perClass) {
    return Trials.of(trials, candidate, perClass);
  }

  /**
   * The accuracy of a candidate over the draws, on the pictures held back.
   *
   * @param candidate which
   * @param perClass training pictures of each class at most
   * @return mean per-class accuracy, 0 to 1; without deviation where all draws are the same; NaN
   *     without a trial
   */
  public Spread spread(Candidate candidate, int perClass) {
    return Trials.spread(trials(candidate, perClass), setting.fixed() && perClass == setting.all());
  }

  /**
   * The time that a candidate takes with some pictures.
   *
   * @param candidate which
   * @param perClass training pictures of each class at most
   * @return seconds, the mean over the draws; NaN without a trial
   */
  public double seconds(Candidate candidate, int perClass) {
    return trials(candidate, perClass).stream()
        .mapToDouble(Trial::seconds)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The one to take: the best on the pictures held back, or the cheapest of those that cannot be
   * told apart from it.
   *
   * @return nothing if none was tried with all pictures
   */
  public Optional<Candidate> choice() {
    return Choice.of(this).map(Choice::taken);
  }

  /**
   * What to do and why, in one sentence.
   *
   * @return the sentence, which ends in the command to type
   */
  public String sentence() {
    return AdviceWords.sentence(this);
  }

  /**
   * What to type.
   *
   * @return a command that trains and keeps the classifier that was chosen; to ask again with more
   *     pictures where there are too few to choose
   */
  public String command() {
    return AdviceWords.command(this);
  }

  /**
   * Whether more pictures would help.
   *
   * @return what the last ones brought to the chosen one, or to the best that was tried with fewer;
   *     nothing if none was
   */
  public Optional<MorePictures> morePictures() {
    return Choice.of(this)
        .flatMap(
            choice ->
                choice.ranking().stream()
                    .sorted(
                        (a, b) ->
                            Boolean.compare(b.equals(choice.taken()), a.equals(choice.taken())))
                    .map(c -> Optional.ofNullable(MorePictures.of(this, c)))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  /**
   * What the chosen one got right on the test pictures, in words.
   *
   * @return one sentence; empty text without a test
   */
  public String tested() {
    if (test == null) {
      return "";
    }
    Interval interval = test.interval();
    return "On the %d test pictures, looked at once: mean per-class accuracy %s; accuracy %s, with 95 %% confidence %s%s."
        .formatted(
            test.total(),
            test.percent(),
            Sizes.percent(test.accuracy()),
            interval,
            interval.isWide() ? ": too few to tell more" : "");
  }

  /**
   * The measurements as a table.
   *
   * @return a row for each way and source; for each size the accuracy in per cent, mean ± standard
   *     deviation over the draws; the time that all pictures take
   */
  public Table table() {
    List<Candidate> rows = candidates();
    Table table =
        Table.create(
            setting.name(),
            StringColumn.create("way", rows.stream().map(c -> c.way().title()).toList()),
            StringColumn.create("source", rows.stream().map(Candidate::source).toList()));
    for (int size : setting.shots()) {
      table.addColumns(
          StringColumn.create(
              size == setting.all() ? "all (%d)".formatted(size) : String.valueOf(size),
              rows.stream().map(c -> text(spread(c, size))).toList()));
    }
    return table.addColumns(
        StringColumn.create(
            "time with all",
            rows.stream()
                .map(c -> seconds(c, setting.all()))
                .map(s -> s.isNaN() ? "-" : s < 9.95 ? "%.1f s".formatted(s) : Sizes.time(s))
                .toList()));
  }

  private static String text(Spread spread) {
    return spread.runs() == 0 ? "-" : spread.percent();
  }

  @Override
  public String toString() {
    return sentence();
  }
}
