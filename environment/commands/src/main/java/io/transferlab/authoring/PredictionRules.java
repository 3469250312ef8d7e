package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What students predict: each guess has its result in the lab, and the end shows both. */
final class PredictionRules {
  private static final Pattern OBSERVED =
      Pattern.compile("Prediction\\.observed\\(\\s*\"([^\"]*)\"");
  private static final Pattern ALL_GUESSES = Pattern.compile("Prediction\\.of\\(");
  private static final Pattern ALL_OBSERVED = Pattern.compile("Prediction\\.observed\\(");
  static final String GUESSES = "prediction";
  static final String SHOWN = "predictions";

  private PredictionRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Cell> guesses = new LinkedHashMap<>();
    Map<String, Cell> results = new LinkedHashMap<>();
    boolean shown = false;
    for (Cell cell : notebook.cells()) {
      if (!cell.isCode()) {
        continue;
      }
      List<String> guessed = labels(QuizCell.GUESS, 2, cell);
      List<String> observed = labels(OBSERVED, 1, cell);
      shown |= cell.tags().contains(SHOWN);
      if (guessed.size() != ALL_GUESSES.matcher(cell.source()).results().count()
          || observed.size() != ALL_OBSERVED.matcher(cell.source()).results().count()) {
        problems.add(
            problem(
                notebook,
                cell,
                "a prediction that is not written as expected",
                "write Prediction.of(\"LAB.QUESTION words\", NUMBER);"));
      }
      if (!guessed.isEmpty() && !cell.tags().contains(GUESSES)) {
        problems.add(
            problem(
                notebook,
                cell,
                "it asks for predictions and has not its tag",
                "tag it " + GUESSES));
      }
      for (String label : guessed) {
        if (guesses.put(label, cell) != null) {
          problems.add(problem(notebook, cell, "two predictions of '" + label + "'", "rename one"));
        }
      }
      observed.forEach(label -> results.put(label, cell));
    }
    guesses.forEach(
        (label, cell) -> {
          if (!results.containsKey(label)) {
            problems.add(
                problem(
                    notebook,
                    cell,
                    "nothing is observed for '" + label + "'",
                    "add Prediction.observed(\"" + label + "\", VALUE) where the result is"));
          }
          if (!label.matches("0*" + number(notebook) + "\\.\\d+[a-z]? .+")) {
            problems.add(
                problem(
                    notebook,
                    cell,
                    "a prediction of another lab: '" + label + "'",
                    "begin it with the lab and the question: \"" + number(notebook) + ".1 ...\""));
          }
        });
    results.forEach(
        (label, cell) -> {
          if (!guesses.containsKey(label)) {
            problems.add(
                problem(
                    notebook,
                    cell,
                    "nobody is asked to predict '" + label + "'",
                    "add Prediction.of(\"" + label + "\", GUESS) above, or remove it"));
          }
        });
    if (!guesses.isEmpty() && !shown) {
      problems.add(
          new Problem(
              notebook.path(),
              0,
              "its predictions are not shown at the end",
              "add a cell tagged " + SHOWN + " with Predictions.of(LAB).show()"));
    }
    return problems;
  }

  private static String number(NotebookFile notebook) {
    return notebook.name().replaceAll("^0*(\\d+).*", "$1");
  }

  private static List<String> labels(Pattern pattern, int group, Cell cell) {
    return pattern.matcher(cell.source()).results().map((MatchResult r) -> r.group(group)).toList();
  }

  private static Problem problem(NotebookFile notebook, Cell cell, String problem, String cure) {
    return new Problem(notebook.path(), cell.number(), problem, cure);
  }
}
