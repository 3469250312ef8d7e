package io.transferlab.check;

import io.transferlab.core.LabException;
import io.transferlab.notebook.Notebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a whole class predicted, of one lab.
 *
 * @param lab the lab's number
 * @param questions one for each label that somebody has, in the order of the lab
 * @param unread what is wrong with the files that could not be read, a sentence each
 */
public record ClassPredictions(int lab, List<Question> questions, List<String> unread) {
  /**
   * What a class predicted for one label.
   *
   * @param prediction the label, with neither guess nor result: how to write values
   * @param guesses the guess that counts of everybody who has one, smallest first
   * @param results what came out, of everybody who got there, smallest first; they differ a little
   *     as machines and seeds do
   */
  public record Question(Prediction prediction, List<Double> guesses, List<Double> results) {
    /**
     * Copies the lists.
     *
     * @param prediction the label
     * @param guesses smallest first
     * @param results smallest first
     */
    public Question {
      guesses = guesses.stream().sorted().toList();
      results = results.stream().sorted().toList();
    }

    /**
     * The guess that a part of the class does not exceed.
     *
     * @param part 0 for the smallest, 0.5 for the median, 1 for the largest
     * @return the guess, between two by straight line; NaN without guesses
     */
    public double guess(double part) {
      return quantile(guesses, part);
    }

    /**
     * What came out for most.
     *
     * @return the median of the results; NaN without one
     */
    public double observed() {
      return quantile(results, 0.5);
    }

    private static double quantile(List<Double> sorted, double part) {
      if (sorted.isEmpty()) {
        return Double.NaN;
      }
      double at = part * (sorted.size() - 1);
      int below = (int) Math.floor(at);
      int above = Math.min(sorted.size() - 1, below + 1);
      return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
    }
  }

  /**
   * Copies the lists.
   *
   * @param lab the lab's number
   * @param questions one for each label
   * @param unread what is wrong with files
   */
  public ClassPredictions {
    questions = List.copyOf(questions);
    unread = List.copyOf(unread);
  }

  /**
   * Reads the files of a class. One that cannot be read, or is of another lab, hides nobody else's:
   * it is told in {@link #unread()}.
   *
   * @param files one for each student, such as {@code predictions/03.json}; of the lab of the first
   *     that can be read
   * @return what they hold
   * @throws LabException if none can be read
   */
  public static ClassPredictions of(List<Path> files) {
    List<Predictions> read = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (Path file : files) {
      try {
        Predictions predictions = Predictions.read(file);
        if (!read.isEmpty() && predictions.lab() != read.get(0).lab()) {
          unread.add(file + " is of lab " + predictions.lab() + ", not " + read.get(0).lab() + ".");
        } else {
          read.add(predictions);
        }
      } catch (LabException e) {
        unread.add(String.valueOf(e.getMessage()));
      }
    }
    if (read.isEmpty()) {
      throw LabException.of(
          "predictions of a class",
          unread.isEmpty() ? "no files" : String.join(" ", unread),
          "give the files predictions/NN.json of at least one student");
    }
    return new ClassPredictions(read.get(0).lab(), questions(read), unread);
  }

  private static List<Question> questions(List<Predictions> read) {
    Map<String, List<Prediction>> byLabel = new LinkedHashMap<>();
    read.stream()
        .flatMap(predictions -> predictions.all().stream())
        .forEach(p -> byLabel.computeIfAbsent(p.label(), l -> new ArrayList<>()).add(p));
    List<Question> questions = new ArrayList<>();
    // By its number: somebody may have begun at the end.
    byLabel.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> number(entry.getKey())))
        .forEach(entry -> questions.add(question(entry.getKey(), entry.getValue())));
    return questions;
  }

  private static int number(String label) {
    return Integer.parseInt(label.replaceAll("^\\d+\\.(\\d+).*", "$1"));
  }

  private static Question question(String label, List<Prediction> all) {
    return new Question(
        new Prediction(label, List.of(), null),
        all.stream().map(p -> p.guess()).filter(Double::isFinite).toList(),
        all.stream().map(p -> p.observed()).filter(Double::isFinite).toList());
  }

  /** Shows a table: how many guessed, between what, and what came out; then what was not read. */
  public void show() {
    Notebook.show(table());
    unread.forEach(System.out::println);
  }

  /**
   * The distribution of the guesses, a row for each label.
   *
   * @return label, number of guesses, smallest, quartiles, largest, observed
   */
  public Table table() {
    IntColumn count = IntColumn.create("guesses");
    StringColumn what = StringColumn.create("what");
    StringColumn middle = StringColumn.create("median");
    StringColumn half = StringColumn.create("half of them");
    StringColumn range = StringColumn.create("all of them");
    StringColumn came = StringColumn.create("observed");
    StringColumn difference = StringColumn.create("median - observed");
    for (Question q : questions) {
      Prediction p = q.prediction();
      what.append(p.label());
      count.append(q.guesses().size());
      middle.append(p.text(q.guess(0.5)));
      half.append(between(q, 0.25, 0.75));
      range.append(between(q, 0, 1));
      came.append(p.text(q.observed()));
      difference.append(p.difference(q.guess(0.5) - q.observed()));
    }
    return Table.create(
        "What the class predicted, lab " + lab, what, count, middle, half, range, came, difference);
  }

  private static String between(Question q, double from, double to) {
    Prediction p = q.prediction();
    return q.guesses().isEmpty() ? "-" : p.text(q.guess(from)) + " to " + p.text(q.guess(to));
  }
}
