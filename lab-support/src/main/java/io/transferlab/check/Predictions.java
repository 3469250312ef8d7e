package io.transferlab.check;

import io.transferlab.core.LabException;
import io.transferlab.notebook.Notebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The predictions of one lab, with their results.
 *
 * @param lab the lab's number
 * @param all one for each label, in the order in which the labels came
 */
public record Predictions(int lab, List<Prediction> all) {
  /**
   * Copies the list.
   *
   * @param lab the lab's number
   * @param all one for each label
   */
  public Predictions {
    all = List.copyOf(all);
  }

  static Predictions none(int lab) {
    return new Predictions(lab, List.of());
  }

  /**
   * The predictions of this notebook.
   *
   * @param lab the lab's number
   * @return what was kept so far, here or before the kernel was started
   */
  public static Predictions of(int lab) {
    return PredictionBook.SESSION.current(lab);
  }

  /**
   * The predictions of a file.
   *
   * @param file such as {@code predictions/03.json}
   * @return what it holds
   * @throws LabException if it is not there, cannot be read, or holds something else
   */
  public static Predictions read(Path file) {
    return PredictionFile.read(file);
  }

  /**
   * Shows a table, the guesses beside what came out, and names what is missing.
   *
   * <p>The difference is the guess minus the result: with a plus more was expected than came.
   */
  public void show() {
    if (all.isEmpty()) {
      System.out.println(
          "No predictions of lab "
              + lab
              + " yet: run the cell under \"Predict first\", then those with the results.");
      return;
    }
    Notebook.show(table());
    name("Not guessed this time: ", p -> p.guesses().isEmpty());
    name("No result yet (run the cells above): ", p -> p.result() == null);
    name(
        "Changed after the result was there (compared is the guess before it, where there is one):"
            + " ",
        Prediction::isChangedAfterwards);
  }

  private Table table() {
    StringColumn what = StringColumn.create("what");
    StringColumn guessed = StringColumn.create("predicted");
    StringColumn came = StringColumn.create("observed");
    StringColumn difference = StringColumn.create("predicted - observed");
    for (Prediction p : all) {
      what.append(p.label());
      guessed.append(p.text(p.guess()));
      came.append(p.text(p.observed()));
      difference.append(p.difference(p.guess() - p.observed()));
    }
    return Table.create("Predicted and observed, lab " + lab, what, guessed, came, difference);
  }

  private void name(String words, Predicate<Prediction> which) {
    List<String> labels = all.stream().filter(which).map(Prediction::label).toList();
    if (!labels.isEmpty()) {
      System.out.println(words + String.join("; ", labels) + ".");
    }
  }

  /** A guess and its result in words. */
  static String compared(Prediction p) {
    String values = "predicted " + p.text(p.guess()) + ", observed " + p.text(p.observed());
    double difference = p.guess() - p.observed();
    return difference == 0
        ? values
        : values + ", predicted - observed = " + p.difference(difference);
  }

  /** The prediction of a label, or one without a guess and a result. */
  Prediction labelled(String label) {
    return all.stream()
        .filter(p -> p.label().equals(label))
        .findFirst()
        .orElseGet(() -> new Prediction(label, List.of(), null));
  }

  Predictions with(Prediction changed) {
    List<Prediction> now = new ArrayList<>(all);
    int at = 0;
    while (at < now.size() && !now.get(at).label().equals(changed.label())) {
      at++;
    }
    if (at < now.size()) {
      now.set(at, changed);
    } else {
      now.add(changed);
    }
    return new Predictions(lab, now);
  }
}
