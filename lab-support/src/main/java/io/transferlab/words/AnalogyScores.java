package io.transferlab.words;

import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How many analogy questions were answered rightly. Accuracies are those of the questions whose
 * four words are known; compare figures only together with their coverage.
 *
 * @param vectors the name of the vectors
 * @param method how analogies were solved
 * @param sections section by section
 */
public record AnalogyScores(String vectors, AnalogyMethod method, List<Section> sections) {
  /**
   * Keeps the list as it is.
   *
   * @param vectors the name of the vectors
   * @param method how analogies were solved
   * @param sections section by section
   */
  public AnalogyScores {
    sections = List.copyOf(sections);
  }

  /**
   * The score of a section, or of several together.
   *
   * @param name its name
   * @param syntactic whether it asks about grammar
   * @param correct right answers
   * @param asked questions whose words are all known
   * @param unknown questions with a word without vector, left out
   */
  public record Section(String name, boolean syntactic, int correct, int asked, int unknown) {
    /**
     * The share of right answers.
     *
     * @return 0 to 1; NaN if nothing could be asked
     */
    public double accuracy() {
      return asked == 0 ? Double.NaN : (double) correct / asked;
    }

    /**
     * The share of questions that could be asked.
     *
     * @return 0 to 1
     */
    public double coverage() {
      return (double) asked / (asked + unknown);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %s (%,d of %,d; %,d left out for unknown words, coverage %s)",
          name,
          Sizes.percent(accuracy()),
          correct,
          asked,
          unknown,
          Sizes.percent(coverage()));
    }
  }

  /**
   * The score of all sections together.
   *
   * @return question by question, so that large sections weigh more
   */
  public Section total() {
    return sum("total", s -> true);
  }

  /**
   * The score of the sections about meaning.
   *
   * @return of those whose name does not begin with {@code gram}
   */
  public Section semantic() {
    return sum("semantic", s -> !s.syntactic());
  }

  /**
   * The score of the sections about grammar.
   *
   * @return of those whose name begins with {@code gram}
   */
  public Section syntactic() {
    return sum("syntactic", Section::syntactic);
  }

  private Section sum(String name, Predicate<Section> which) {
    int correct = 0;
    int asked = 0;
    int unknown = 0;
    for (Section section : sections) {
      if (which.test(section)) {
        correct += section.correct();
        asked += section.asked();
        unknown += section.unknown();
      }
    }
    return new Section(name, name.equals("syntactic"), correct, asked, unknown);
  }

  /**
   * The scores as a table: a row for each section, then semantic, syntactic, total.
   *
   * @return columns section, correct, asked, left out, accuracy (in percent)
   */
  public Table table() {
    List<Section> rows = new ArrayList<>(sections);
    if (semantic().asked() + semantic().unknown() > 0
        && syntactic().asked() + syntactic().unknown() > 0) {
      rows.add(semantic());
      rows.add(syntactic());
    }
    rows.add(total());
    return Table.create(
        "Analogies by " + method.title() + " in " + vectors,
        StringColumn.create("section", rows.stream().map(Section::name).toList()),
        IntColumn.create("correct", rows.stream().mapToInt(Section::correct).toArray()),
        IntColumn.create("asked", rows.stream().mapToInt(Section::asked).toArray()),
        IntColumn.create("left out", rows.stream().mapToInt(Section::unknown).toArray()),
        DoubleColumn.create(
            "accuracy (%)",
            rows.stream().mapToDouble(s -> Math.round(1000 * s.accuracy()) / 10.0).toArray()));
  }

  @Override
  public String toString() {
    return method.title() + ", " + total();
  }
}
