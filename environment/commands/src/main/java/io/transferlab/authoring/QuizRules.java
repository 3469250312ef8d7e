package io.transferlab.authoring;

import io.transferlab.check.Quiz;
import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * The quiz that closes a lab: five to eight questions, each choice explained, answered in the
 * source, and nothing of that to be read in the student's copy.
 */
final class QuizRules {
  private static final int FEWEST = 5;
  private static final int MOST = 8;
  static final String TAG = "quiz";
  private static final String BUILD = "run: environment/lab notebooks build";

  private QuizRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    Quiz quiz = null;
    Map<Integer, String> answers = new HashMap<>();
    for (Cell cell : notebook.cells()) {
      if (!cell.isCode()) {
        continue;
      }
      boolean mine = cell.source().contains("Check.quiz(");
      List<MatchResult> answered = QuizCell.ANSWER.matcher(cell.source()).results().toList();
      answered.forEach(found -> answers.put(Integer.parseInt(found.group(2)), found.group(3)));
      if ((mine || !answered.isEmpty()) && !cell.tags().contains(TAG)) {
        problems.add(
            problem(notebook, cell, "it is of the quiz and has not its tag", "tag it " + TAG));
      }
      if (mine && quiz != null) {
        problems.add(problem(notebook, cell, "a second quiz", "ask everything in one"));
      } else if (mine) {
        try {
          Optional<Quiz> found = QuizCell.quiz(cell.source());
          if (found.isPresent()) {
            quiz = found.get();
            problems.addAll(quiz(notebook, cell, quiz));
          } else {
            problems.add(
                problem(
                    notebook,
                    cell,
                    "its quiz is not written as expected",
                    "write Check.quiz(LAB, and the questions in a text block of three quotes"));
          }
        } catch (LabException e) {
          problems.add(problem(notebook, cell, "a faulty quiz", e.getMessage()));
        }
      }
    }
    problems.addAll(answers(notebook, quiz, answers));
    if (quiz == null && problems.isEmpty() && isLab(notebook)) {
      problems.add(
          new Problem(
              notebook.path(),
              0,
              "it has no quiz",
              "add a cell tagged " + TAG + " with Check.quiz(LAB, questions)"));
    }
    return problems;
  }

  /** A notebook that counts its checks at the end. */
  private static boolean isLab(NotebookFile notebook) {
    return notebook.cells().stream()
        .anyMatch(cell -> cell.isCode() && cell.source().contains("Check.summary("));
  }

  private static List<Problem> quiz(NotebookFile notebook, Cell cell, Quiz quiz) {
    List<Problem> problems = new ArrayList<>();
    List<Quiz.Question> questions = quiz.questions();
    if (!notebook.name().startsWith(String.format("%02d-", quiz.lab()))) {
      problems.add(
          problem(notebook, cell, "a quiz of lab " + quiz.lab(), "name the notebook's own number"));
    }
    if (questions.size() < FEWEST || questions.size() > MOST) {
      problems.add(
          problem(
              notebook,
              cell,
              "a quiz of " + questions.size() + " questions",
              "ask " + FEWEST + " to " + MOST));
    }
    // Who knows nothing should not do well by always answering b, or by the longest choice.
    int half = (questions.size() + 1) / 2;
    Map<String, Integer> letters = new HashMap<>();
    questions.forEach(question -> letters.merge(question.right(), 1, Integer::sum));
    if (Collections.max(letters.values()) > half) {
      problems.add(
          problem(
              notebook,
              cell,
              "one letter is right in more than half of the questions",
              "put the right choices at other places"));
    }
    for (int sign : new int[] {1, -1}) {
      if (questions.stream().filter(question -> isExtremeRight(question, sign)).count() > half) {
        problems.add(
            problem(
                notebook,
                cell,
                "the "
                    + (sign > 0 ? "longest" : "shortest")
                    + " choice is right in more than half of the questions",
                "make right choices and wrong ones of about one length"));
      }
    }
    return problems;
  }

  private static boolean isExtremeRight(Quiz.Question question, int sign) {
    int extreme =
        question.choices().stream().mapToInt(c -> sign * c.text().length()).max().orElse(0);
    return question.choices().stream()
        .anyMatch(c -> c.right() && sign * c.text().length() == extreme);
  }

  private static List<Problem> answers(
      NotebookFile notebook, Quiz quiz, Map<Integer, String> answers) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 1; quiz != null && i <= quiz.questions().size(); i++) {
      String answer = answers.remove(i);
      if (!quiz.questions().get(i - 1).right().equals(answer)) {
        problems.add(
            new Problem(
                notebook.path(),
                0,
                "question "
                    + i
                    + " of the quiz is "
                    + (answer == null ? "not answered" : "answered by '" + answer + "'"),
                "write Check.answer(" + i + ", \"LETTER\") with the right one"));
      }
    }
    answers.keySet().stream()
        .sorted()
        .forEach(
            number ->
                problems.add(
                    new Problem(
                        notebook.path(),
                        0,
                        "an answer to question " + number + ", which the quiz does not have",
                        "remove it")));
    return problems;
  }

  /** What a student copy must not show, whatever the builder did. */
  static List<Problem> leftovers(NotebookFile student, NotebookFile source) {
    List<Problem> problems = new ArrayList<>();
    List<String> secrets = secrets(source);
    for (Cell cell : student.cells()) {
      boolean quiz = cell.source().contains("Check.quiz(");
      boolean answered =
          QuizCell.ANSWER.matcher(cell.source()).results().anyMatch(f -> !f.group(3).isEmpty());
      boolean guessed =
          QuizCell.GUESS
              .matcher(cell.source())
              .results()
              .anyMatch(f -> !f.group(3).equals("Double.NaN"));
      if (quiz && !QuizCell.isSealed(cell.source())
          || answered
          || secrets.stream().anyMatch(cell.source()::contains)) {
        problems.add(problem(student, cell, "it shows an answer of the quiz", BUILD));
      }
      if (cell.isCode() && guessed) {
        problems.add(problem(student, cell, "it shows the author's guess", BUILD));
      }
    }
    return problems;
  }

  private static List<String> secrets(NotebookFile source) {
    List<String> secrets = new ArrayList<>();
    for (Cell cell : source.cells()) {
      try {
        QuizCell.quiz(cell.source())
            .ifPresent(
                quiz ->
                    quiz.questions().stream()
                        .flatMap(question -> question.choices().stream())
                        .forEach(choice -> secrets.add(choice.explanation())));
      } catch (LabException e) {
        // Told about the source.
      }
    }
    return secrets;
  }

  private static Problem problem(NotebookFile notebook, Cell cell, String problem, String cure) {
    return new Problem(notebook.path(), cell.number(), problem, cure);
  }
}
