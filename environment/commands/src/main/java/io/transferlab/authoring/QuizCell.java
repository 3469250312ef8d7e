package io.transferlab.authoring;

import io.transferlab.check.Quiz;
import io.transferlab.core.LabException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cells of predictions and of the quiz, whose answers students do not get: {@code Check.quiz(3,
 * """...""")} is sealed, {@code Check.answer(1, "b")} becomes {@code Check.answer(1, "")}, and the
 * number of {@code Prediction.of("3.2 ...", 0.6)} becomes {@code Double.NaN}.
 */
final class QuizCell {
  /** The lab and the text between the quotes. */
  static final Pattern QUIZ =
      Pattern.compile("(?s)Check\\.quiz\\(\\s*(\\d+),\\s*\"\"\"[ \\t]*\\n(.*?)\"\"\"\\s*\\)");

  /** The question and the letters. */
  static final Pattern ANSWER =
      Pattern.compile("(Check\\.answer\\(\\s*(\\d+),\\s*\")([^\"]*)(\"\\s*\\))");

  /** The label and the guess. */
  static final Pattern GUESS =
      Pattern.compile("(Prediction\\.of\\(\\s*\"([^\"]*)\",\\s*)([^;]+)(\\);)");

  private QuizCell() {}

  /**
   * The quiz of a cell.
   *
   * @throws LabException if there is one and it is faulty
   */
  static Optional<Quiz> quiz(String source) {
    Matcher matcher = QUIZ.matcher(source);
    return matcher.find() ? Optional.of(quiz(matcher)) : Optional.empty();
  }

  private static Quiz quiz(Matcher matcher) {
    String text = matcher.group(2);
    try {
      return Quiz.of(Integer.parseInt(matcher.group(1)), text.stripIndent().translateEscapes());
    } catch (IllegalArgumentException e) {
      throw LabException.of(
          "a quiz in a text block", "a backslash that Java does not know", "write \\\\ for one", e);
    }
  }

  /** Tells whether the text of a quiz is that of a student's copy. */
  static boolean isSealed(String source) {
    Matcher matcher = QUIZ.matcher(source);
    return matcher.find()
        && matcher.group(2).lines().map(String::strip).anyMatch(line -> line.startsWith("~ "))
        && matcher
            .group(2)
            .lines()
            .map(String::strip)
            .noneMatch(line -> line.startsWith("*") || line.startsWith(">"));
  }

  /** The cell as students get it. */
  static String forStudents(String source) {
    return forStudents(source, words -> words);
  }

  /** The cell as students get it, with other words for those of the quiz. */
  static String forStudents(String source, UnaryOperator<String> translated) {
    String sealed =
        QUIZ.matcher(source)
            .replaceAll(
                found -> {
                  String text = translated(quiz((Matcher) found), translated).sealed();
                  String block =
                      text.replace("\\", "\\\\")
                          .replace("\"\"\"", "\\\"\"\"")
                          .lines()
                          .map(line -> "    " + line)
                          .collect(Collectors.joining("\n"));
                  return Matcher.quoteReplacement(
                      "Check.quiz(" + found.group(1) + ", \"\"\"\n" + block + "\n    \"\"\")");
                });
    String blank = ANSWER.matcher(sealed).replaceAll("$1$4");
    return GUESS.matcher(blank).replaceAll("$1Double.NaN$4");
  }

  private static Quiz translated(Quiz quiz, UnaryOperator<String> words) {
    return new Quiz(
        quiz.lab(),
        quiz.questions().stream()
            .map(
                question ->
                    new Quiz.Question(
                        words.apply(question.text()),
                        question.choices().stream()
                            .map(
                                choice ->
                                    new Quiz.Choice(
                                        words.apply(choice.text()),
                                        choice.right(),
                                        words.apply(choice.explanation())))
                            .toList()))
            .toList());
  }
}
