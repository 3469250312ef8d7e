package io.transferlab.authoring;

import io.transferlab.check.Quiz;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the quiz of a lab was answered in a notebook that was handed in. It is read and not run, and
 * judged by the lab's source: nothing in the notebook can make an answer right.
 *
 * @param questions how many there are
 * @param right the numbers of those that are answered rightly, from 1
 * @param open the numbers of those that are not answered
 */
public record QuizMark(int questions, List<Integer> right, List<Integer> open) {
  /** On a line of its own, so that one that is commented out does not count. */
  private static final Pattern ANSWER =
      Pattern.compile("(?m)^[ \\t]*Check\\.answer\\(\\s*(\\d{1,3})\\s*,\\s*\"([^\"\\n]*)\"\\s*\\)");

  /**
   * Copies the lists.
   *
   * @param questions how many there are
   * @param right answered rightly
   * @param open not answered
   */
  public QuizMark {
    right = List.copyOf(right);
    open = List.copyOf(open);
  }

  /**
   * Judges the answers of a notebook.
   *
   * @param handedIn a student's notebook
   * @param source the lab's source
   * @return the result; empty if the lab has no quiz
   */
  public static Optional<QuizMark> of(NotebookFile handedIn, NotebookFile source) {
    return source.cells().stream()
        .filter(Cell::isCode)
        .flatMap(cell -> QuizCell.quiz(cell.source()).stream())
        .findFirst()
        .map(quiz -> of(quiz, answers(handedIn)));
  }

  private static Map<Integer, String> answers(NotebookFile notebook) {
    Map<Integer, String> answers = new HashMap<>();
    for (Cell cell : notebook.cells()) {
      Matcher answer = ANSWER.matcher(cell.isCode() ? cell.source() : "");
      while (answer.find()) {
        // The last one counts, as when the cells are run.
        answers.put(Integer.parseInt(answer.group(1)), answer.group(2));
      }
    }
    return answers;
  }

  private static QuizMark of(Quiz quiz, Map<Integer, String> answers) {
    List<Integer> right = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int number = 1; number <= quiz.questions().size(); number++) {
      String given = answers.getOrDefault(number, "");
      if (given.isBlank()) {
        open.add(number);
      } else if (quiz.questions().get(number - 1).isAnsweredBy(given)) {
        right.add(number);
      }
    }
    return new QuizMark(quiz.questions().size(), right, open);
  }
}
