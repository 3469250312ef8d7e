package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.transferlab.check.Check;
import io.transferlab.check.Quiz;
import io.transferlab.testing.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers the labs' quizzes as a student does, out of the student's copy: each choice is told what
 * its author wrote of it. What each was told is written to {@code target/quizzes.md}, to be read.
 */
class QuizzesTest {
  private static final List<String> TOLD = new ArrayList<>();

  @AfterAll
  static void writeWhatWasTold() throws IOException {
    Path list = Path.of("target", "quizzes.md");
    Files.createDirectories(list.getParent());
    Files.write(list, TOLD);
  }

  static Stream<Path> labs() {
    return NotebookFile.in(CellShell.labs()).stream();
  }

  @ParameterizedTest
  @MethodSource("labs")
  void eachChoiceIsExplainedAndTheRightOnesPass(Path lab) {
    NotebookFile source = NotebookFile.load(lab);
    Quiz clear = quiz(source);
    NotebookFile student =
        new NotebookFile(lab, JsonParser.parseString(StudentCopy.of(source)).getAsJsonObject());
    Quiz sealed = quiz(student);
    assertEquals(clear.plainText(), sealed.plainText(), "the same questions");
    assertEquals(List.of(), QuizRules.leftovers(student, source));
    TOLD.add("# " + source.name());
    Captured.text(() -> Check.quiz(sealed.lab(), clearText(student)));
    for (int number = 1; number <= clear.questions().size(); number++) {
      Quiz.Question question = clear.questions().get(number - 1);
      TOLD.add(number + ". " + question.text());
      for (int c = 0; c < question.choices().size(); c++) {
        Quiz.Choice choice = question.choices().get(c);
        String letter = Character.toString('a' + c);
        String said = answered(number, letter);
        TOLD.add("   - " + choice.text() + " " + said.strip());
        assertTrue(said.contains(choice.explanation()), said);
        boolean all = question.right().equals(letter);
        assertEquals(all ? '✓' : '✗', said.charAt(0), said);
      }
      assertTrue(answered(number, question.right()).startsWith("✓"));
    }
    String summary = Captured.text(Check::summary);
    int questions = clear.questions().size();
    assertTrue(summary.contains("Quiz: " + questions + " of " + questions + " right."), summary);
  }

  private static String answered(int question, String letters) {
    return Captured.text(() -> Check.answer(question, letters));
  }

  private static Quiz quiz(NotebookFile notebook) {
    return notebook.cells().stream()
        .flatMap(cell -> QuizCell.quiz(cell.source()).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no quiz in " + notebook.name()));
  }

  /** The text between the quotes as Java reads it. */
  private static String clearText(NotebookFile student) {
    String text =
        student.cells().stream()
            .map(cell -> QuizCell.QUIZ.matcher(cell.source()))
            .filter(java.util.regex.Matcher::find)
            .map(found -> found.group(2))
            .findFirst()
            .orElseThrow();
    assertFalse(text.contains("*"), "no star in a student's copy");
    return text.stripIndent().translateEscapes();
  }
}
