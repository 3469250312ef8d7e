package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuizRulesTest {
  private static final String GUESSES = "Prediction.of(\"1.2 accuracy\", 0.6);";
  private static final String RESULT = "Prediction.observed(\"1.2 accuracy\", right / 2.0);";

  /** Five questions; the letter that is right goes round, and so do the lengths. */
  private static String questions(int count, String rights) {
    return IntStream.range(0, count)
        .mapToObj(
            q ->
                "    "
                    + (q + 1)
                    + ". Why \"so\" \\\\ and not 5 > 3?\n"
                    + IntStream.range(0, 3)
                        .mapToObj(
                            c -> {
                              char letter = (char) ('a' + c);
                              String star = letter == rights.charAt(q) ? "*" : "";
                              return "       "
                                  + star
                                  + letter
                                  + ") choice "
                                  + "x".repeat(c + 1)
                                  + "\n          > Because of "
                                  + letter
                                  + q
                                  + ".\n";
                            })
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String quiz(int lab, String questions) {
    return "Check.quiz(" + lab + ", \"\"\"\n" + questions + "    \"\"\");";
  }

  private static String answers(String letters) {
    return IntStream.range(0, letters.length())
        .mapToObj(q -> "Check.answer(" + (q + 1) + ", \"" + letters.charAt(q) + "\");")
        .collect(Collectors.joining("\n"));
  }

  private static Lab lab(String quiz, String answers) {
    return Lab.proper()
        .code(GUESSES, "prediction")
        .code(RESULT)
        .code("Predictions.of(1).show();", "predictions")
        .code(quiz, "quiz")
        .code(answers, "quiz")
        .code("Check.summary();");
  }

  private static Lab lab() {
    return lab(quiz(1, questions(5, "abcab")), answers("abcab"));
  }

  private static String problems(Lab lab) {
    List<Problem> problems = QuizRules.check(lab.notebook());
    problems.addAll(PredictionRules.check(lab.notebook()));
    return problems.toString();
  }

  private static NotebookFile student(Lab lab) {
    return new NotebookFile(
        Path.of("01-lab.ipynb"),
        JsonParser.parseString(StudentCopy.of(lab.notebook())).getAsJsonObject());
  }

  @Test
  void studentsGetNeitherAnswersNorGuesses() {
    assertEquals("[]", problems(lab()));
    NotebookFile student = student(lab());
    String text = student.json().toString();
    assertFalse(text.contains("Because of"), text);
    assertFalse(text.contains("*a)"), text);
    List<String> cells = student.cells().stream().map(Cell::source).toList();
    assertEquals("Prediction.of(\"1.2 accuracy\", Double.NaN);", cells.get(1));
    assertEquals(RESULT, cells.get(2));
    assertTrue(
        cells.get(4).contains("    1. Why \"so\" \\\\ and not 5 > 3?\n       a) choice x\n"));
    assertTrue(cells.get(5).startsWith("Check.answer(1, \"\");\nCheck.answer(2, \"\");"));
    assertEquals(
        QuizCell.quiz(lab().notebook().cells().get(4).source()).orElseThrow(),
        QuizCell.quiz(cells.get(4)).orElseThrow());
    assertEquals(List.of("quiz"), student.cells().get(4).tags());
    assertEquals(List.of(), QuizRules.leftovers(student, lab().notebook()));
  }

  @Test
  void answersAreJudgedByTheSource() {
    NotebookFile source = lab().notebook();
    Lab handedIn =
        Lab.proper()
            .code(quiz(1, questions(5, "bbbbb")), "quiz")
            .code(
                "Check.answer(1, \"A \");\n"
                    + "// Check.answer(2, \"b\");\n"
                    + "  Check.answer(3, \"b\");\n"
                    + "Check.answer( 4 , \"b\");\n"
                    + "Check.answer(4, \"a)\");\n"
                    + "Check.answer(5, \"ab\");\n"
                    + "Check.answer(99, \"a\");");
    assertEquals(
        Optional.of(new QuizMark(5, List.of(1, 4), List.of(2))),
        QuizMark.of(handedIn.notebook(), source));
    assertEquals(
        Optional.of(new QuizMark(5, List.of(), List.of(1, 2, 3, 4, 5))),
        QuizMark.of(student(lab()), source));
    assertEquals(
        Optional.of(new QuizMark(5, List.of(1, 2, 3, 4, 5), List.of())),
        QuizMark.of(source, source));
    assertEquals(
        Optional.empty(), QuizMark.of(source, Lab.proper().code("Check.summary();").notebook()));
  }

  @Test
  void leftoversAreFound() {
    NotebookFile source = lab().notebook();
    String found = QuizRules.leftovers(source, source).toString();
    assertTrue(found.contains("it shows an answer of the quiz"), found);
    assertTrue(found.contains("it shows the author's guess"), found);
    NotebookFile leaking = Lab.proper().markdown("By the way: Because of a0.").notebook();
    assertTrue(
        QuizRules.leftovers(leaking, source).toString().contains("it shows an answer of the quiz"));
  }

  @Test
  void faultyQuizzesAreTold() {
    String some = questions(5, "abcab");
    assertTrue(problems(Lab.proper().code("Check.summary();")).contains("it has no quiz"));
    assertTrue(
        problems(lab(quiz(1, questions(4, "abca")), answers("abca")))
            .contains("a quiz of 4 questions"));
    assertTrue(
        problems(lab(quiz(1, questions(9, "abcabcabc")), answers("abcabcabc")))
            .contains("a quiz of 9 questions"));
    assertTrue(problems(lab(quiz(2, some), answers("abcab"))).contains("a quiz of lab 2"));
    assertTrue(
        problems(lab(quiz(1, questions(5, "bbbba")), answers("bbbba")))
            .contains("one letter is right in more than half"));
    assertTrue(
        problems(lab(quiz(1, questions(5, "ccccb")), answers("ccccb")))
            .contains("the longest choice is right"));
    assertTrue(
        problems(lab(quiz(1, questions(5, "aaaab")), answers("aaaab")))
            .contains("the shortest choice is right"));
    assertTrue(problems(lab(quiz(1, some), answers("abcaa"))).contains("is answered by 'a'"));
    assertTrue(problems(lab(quiz(1, some), answers("abca"))).contains("is not answered"));
    assertTrue(
        problems(lab(quiz(1, some), answers("abcaba"))).contains("which the quiz does not have"));
    assertTrue(
        problems(lab(quiz(1, some.replace("          > Because of a0.\n", "")), answers("abcab")))
            .contains("a choice without its explanation"));
    assertTrue(
        problems(lab("Check.quiz(1, text);", "")).contains("its quiz is not written as expected"));
    assertTrue(problems(lab(quiz(1, some), quiz(1, some))).contains("a second quiz"));
    assertTrue(
        problems(lab(quiz(1, some.replace("\\\\", "\\q")), answers("abcab")))
            .contains("a backslash that Java does not know"));
    assertTrue(
        problems(Lab.proper().code(quiz(1, some)).code(answers("abcab"), "quiz"))
            .contains("it is of the quiz and has not its tag"));
  }

  @Test
  void faultyPredictionsAreTold() {
    assertTrue(
        problems(Lab.proper().code(GUESSES, "prediction").code("", "predictions"))
            .contains("nothing is observed for '1.2 accuracy'"));
    assertTrue(
        problems(Lab.proper().code(RESULT)).contains("nobody is asked to predict '1.2 accuracy'"));
    assertTrue(
        problems(Lab.proper().code(GUESSES).code(RESULT).code("", "predictions"))
            .contains("it asks for predictions and has not its tag"));
    assertTrue(
        problems(Lab.proper().code(GUESSES, "prediction").code(RESULT))
            .contains("its predictions are not shown at the end"));
    assertTrue(
        problems(
                Lab.proper()
                    .code(GUESSES.replace("1.2", "2.1"), "prediction")
                    .code(RESULT.replace("1.2", "2.1"), "predictions"))
            .contains("a prediction of another lab"));
    assertTrue(
        problems(Lab.proper().code(GUESSES + GUESSES, "prediction").code(RESULT, "predictions"))
            .contains("two predictions of '1.2 accuracy'"));
    assertTrue(
        problems(Lab.proper().code("Prediction.of(what, 0.5);", "prediction"))
            .contains("a prediction that is not written as expected"));
  }
}
