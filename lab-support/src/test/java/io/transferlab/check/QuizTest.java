package io.transferlab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Captured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuizTest {
  private static final String CLEAR =
      """
      1. Which accuracy says how good
         a network is on new pictures?
         a) that on the training pictures
            > Those it has learned
            by heart.
        *b) that on the test pictures, if x < y
            > They chose nothing — naïvely said.
      2. Which may be frozen?
        *a) the body
            > Nothing in it moves then.
         b) the new head
            > It would stay random.
        * c) the first block
            > It knows edges.
      """;

  private final CheckList checks = new CheckList(() -> false);

  private String answer(int question, String letters) {
    List<String> lines = Captured.lines(() -> checks.answer(question, letters));
    assertEquals(1, lines.size(), "one line: " + lines);
    return lines.get(0);
  }

  private void ask(String text) {
    Captured.text(() -> checks.quiz(Quiz.of(3, text)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysWhyEachChoiceIsRightOrWrong(boolean sealed) {
    ask(sealed ? Quiz.of(3, CLEAR).sealed() : CLEAR);
    assertEquals("✗ Question 1: a. Those it has learned by heart.", answer(1, "a"));
    assertEquals("✓ Question 1: b. They chose nothing — naïvely said.", answer(1, "b"));
    assertEquals("✗ Question 2: a. Nothing in it moves then. That is not all yet.", answer(2, "a"));
    assertEquals("✗ Question 2: a and b. b: It would stay random.", answer(2, "ab"));
    assertEquals("✗ Question 2: a and b and c. b: It would stay random.", answer(2, "abc"));
    assertEquals(
        "✓ Question 2: a and c. a: Nothing in it moves then. c: It knows edges.", answer(2, "ca"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B|✓",
        "' b ) '|✓",
        "b.|✓",
        "bb|✓",
        "z|○",
        "1|○",
        "ab1|○",
        "'!'|○",
        "''|○",
        "'  '|○"
      })
  void takesLettersAsPeopleWriteThem(String letters, String mark) {
    ask(CLEAR);
    assertTrue(answer(1, letters).startsWith(mark), answer(1, letters));
  }

  @Test
  void saysWhatWasExpected() {
    ask(CLEAR);
    assertEquals(
        "○ Question 1: not answered yet; write a letter between the quotes", answer(1, ""));
    assertEquals(
        "○ Question 1: not answered yet; write a letter between the quotes", answer(1, null));
    assertEquals("○ Question 1: expected one of the letters a, b, found \"c\"", answer(1, "c"));
    assertEquals("✗ Question 3: expected a question from 1 to 2, found 3", answer(3, "a"));
    assertEquals(
        "○ Question 1: run the cell with the questions first",
        Captured.lines(() -> new CheckList(() -> false).answer(1, "a")).get(0));
  }

  @Test
  void summaryCountsTheLastAnswers() {
    ask(CLEAR);
    assertEquals(
        "Quiz: 0 of 2 right, 2 not answered yet (1, 2).", Captured.lines(checks::summary).get(1));
    answer(1, "b");
    answer(1, "a");
    answer(2, "ac");
    answer(7, "a");
    assertEquals(
        "Quiz: 1 of 2 right, 1 to look at again (1).", Captured.lines(checks::summary).get(1));
    assertEquals(
        1, Captured.lines(new CheckList(() -> false)::summary).size(), "no quiz, no line of it");
  }

  @Test
  void strictChecksThrow() {
    CheckList strict = new CheckList(() -> true);
    Captured.text(
        () -> {
          strict.quiz(Quiz.of(3, CLEAR));
          assertThrows(LabException.class, () -> strict.answer(1, "a"));
          assertThrows(LabException.class, () -> strict.answer(1, ""));
          strict.answer(1, "b");
        });
  }

  @Test
  void sealedTextHidesAnswersAndIsTheSameEachTime() {
    Quiz quiz = Quiz.of(3, CLEAR);
    String sealed = quiz.sealed();
    assertEquals(sealed, Quiz.of(3, CLEAR).sealed());
    assertFalse(sealed.contains("*"));
    assertFalse(sealed.contains("heart"));
    assertTrue(sealed.contains("2. Which may be frozen? (More than one is right"));
    Quiz broad =
        Quiz.of(3, CLEAR.replace("on new pictures?", "shows, " + "b) 2. > * ~ word ".repeat(20)));
    assertTrue(
        broad.sealed().lines().filter(l -> !l.startsWith("~ ")).allMatch(l -> l.length() < 101));
    assertEquals(broad.plainText(), Quiz.of(3, broad.sealed()).plainText());
    assertEquals(quiz.plainText(), Quiz.of(3, sealed).plainText());
    // A translator's or an author's change of one word of an explanation gives another seal.
    assertFalse(sealed.equals(Quiz.of(3, CLEAR.replace("edges", "lines")).sealed()));
    assertEquals(sealed, Quiz.of(3, sealed).sealed().replace("\r", ""));
  }

  @Test
  void shownAsListsForScreenReaders() {
    String html = String.valueOf(Quiz.of(3, CLEAR).mimeBundle().get("text/html"));
    assertTrue(html.startsWith("<section aria-label=\"Quiz of lab 3: 2 questions\">"), html);
    assertTrue(html.contains("b) that on the test pictures, if x &lt; y</li>"), html);
    assertFalse(html.contains("heart"), "no explanation");
    String shown = Captured.text(() -> checks.quiz(Quiz.of(3, CLEAR)));
    assertTrue(shown.contains("   b) that on the test pictures, if x < y"), shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a) a choice without a question",
        "2. begins at two\n*a) x\n> y\nb) x\n> y",
        "1. one choice\n*a) x\n> y",
        "1. out of order\n*a) x\n> y\nc) x\n> y",
        "1. nothing right\na) x\n> y\nb) x\n> y",
        "1. nothing wrong\n*a) x\n> y\n*b) x\n> y",
        "1. not explained\n*a) x\nb) x\n> y",
        "1. sealed by nobody\na) x\nb) x\n~ abc",
        "1. sealed by nobody\na) x\nb) x\n~ 0123456789abcdefghij",
        "1. behind its end\na) x\nb) x\n~ 0123456789abcdefghij\nc) x"
      })
  void whatIsNoQuizIsTold(String text) {
    LabException told = assertThrows(LabException.class, () -> Quiz.of(3, text));
    assertTrue(told.getMessage().startsWith("Expected the questions of lab 3's quiz"));
    assertTrue(told.getMessage().contains("environment/lab reset"), told.getMessage());
  }

  @Test
  void sealedTextThatWasChangedIsTold() {
    String sealed = Quiz.of(3, CLEAR).sealed();
    int end = sealed.length() - 3;
    for (String changed :
        List.of(
            sealed.replace("   c) the first block\n", ""),
            sealed.substring(0, end - 40) + "\n",
            sealed.replace("~ ", "~ f"))) {
      assertThrows(LabException.class, () -> Quiz.of(3, changed), changed);
    }
  }
}
