package io.transferlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The quiz of a notebook, and how its questions were answered so far. */
final class QuizAnswers {
  private final Quiz quiz;
  private final Map<Integer, Outcome.State> states = new TreeMap<>();

  QuizAnswers(Quiz quiz) {
    this.quiz = quiz;
    for (int number = 1; number <= quiz.questions().size(); number++) {
      states.put(number, Outcome.State.NOT_ATTEMPTED);
    }
  }

  private int questions() {
    return quiz.questions().size();
  }

  String summary() {
    return "Quiz: "
        + in(Outcome.State.PASSED).size()
        + " of "
        + questions()
        + " right"
        + open(Outcome.State.FAILED, "to look at again")
        + open(Outcome.State.NOT_ATTEMPTED, "not answered yet")
        + ".";
  }

  private String open(Outcome.State state, String words) {
    List<String> numbers = in(state);
    return numbers.isEmpty()
        ? ""
        : ", " + numbers.size() + " " + words + " (" + String.join(", ", numbers) + ")";
  }

  private List<String> in(Outcome.State state) {
    return states.keySet().stream()
        .filter(number -> states.get(number) == state)
        .map(String::valueOf)
        .toList();
  }

  /** Judges an answer. What is said begins with the mark of its state. */
  Outcome answer(int number, @Nullable String given) {
    Outcome outcome = judged(number, given == null ? "" : given);
    states.computeIfPresent(number, (n, before) -> outcome.state());
    return outcome;
  }

  private Outcome judged(int number, String given) {
    String id = String.valueOf(number);
    if (number < 1 || number > questions()) {
      return new Outcome(
          id,
          Outcome.State.FAILED,
          "expected a question from 1 to " + questions() + ", found " + id);
    }
    Quiz.Question question = quiz.questions().get(number - 1);
    String letters = Quiz.letters(given);
    if (letters.isEmpty() && given.isBlank()) {
      return new Outcome(
          id, Outcome.State.NOT_ATTEMPTED, "not answered yet; write a letter between the quotes");
    }
    String known = "abcdefgh".substring(0, question.choices().size());
    if (letters.isEmpty() || !letters.chars().allMatch(c -> known.indexOf(c) >= 0)) {
      return new Outcome(
          id,
          Outcome.State.NOT_ATTEMPTED,
          "expected one of the letters "
              + String.join(", ", known.split(""))
              + ", found "
              + Found.value(given));
    }
    return judged(id, question, letters);
  }

  private static Outcome judged(String id, Quiz.Question question, String letters) {
    List<String> wrong = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      Quiz.Choice choice = question.choices().get(letter - 'a');
      String words = letters.length() == 1 ? "" : letter + ": ";
      (choice.right() ? right : wrong).add(words + choice.explanation());
    }
    if (!wrong.isEmpty()) {
      return new Outcome(id, Outcome.State.FAILED, said(letters, wrong));
    }
    if (right.size() < question.right().length()) {
      right.add("That is not all yet.");
      return new Outcome(id, Outcome.State.FAILED, said(letters, right));
    }
    return new Outcome(id, Outcome.State.PASSED, said(letters, right));
  }

  private static String said(String letters, List<String> explanations) {
    return Quiz.named(letters) + ". " + String.join(" ", explanations);
  }
}
