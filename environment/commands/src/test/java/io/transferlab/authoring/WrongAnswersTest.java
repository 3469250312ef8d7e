package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Answers the labs' exercises wrongly, as students do, and expects to be told what is wrong; and
 * rightly, and expects to pass. What stands for the lab's other cells is its {@link MarkingScript}.
 * The answers lie in {@code wrong-answers/NN-name.jsh}, a file for each lab, in lines that begin
 * with {@code //!} and the code that follows them:
 *
 * <pre>
 * //! exercise 3.1                          the lab's own answer must pass ...
 * //! wrong: a pool too early               ... and this one must not: the words say what is wrong,
 * //! told: block5_conv3 is frozen          and the line printed must hold these
 * return FineTuner.of(network, classes).freezeUpTo("block4_pool");
 * </pre>
 *
 * The code of a wrong answer stands in the place of the lab's solution. What each was told is
 * written to {@code target/wrong-answers.md}, to be read.
 */
class WrongAnswersTest {
  private static final Pattern SOLUTION =
      Pattern.compile("(?s)[ \\t]*// BEGIN SOLUTION.*?// END SOLUTION");

  private static final List<String> TOLD = new ArrayList<>();

  @AfterAll
  static void writeWhatWasTold() throws IOException {
    Path list = Path.of("target", "wrong-answers.md");
    Files.createDirectories(list.getParent());
    Files.write(list, TOLD);
  }

  /** A line of the file that says what the code below it is. */
  private record Step(String kind, String words, String code) {}

  /** One exercise of a lab: the cell with the solution, and its check. */
  private record Exercise(String id, String method, String check) {
    String answered(String answer) {
      return SOLUTION
          .matcher(method)
          .replaceFirst(java.util.regex.Matcher.quoteReplacement(answer));
    }
  }

  @TestFactory
  Stream<DynamicNode> wrongAnswersAreToldWhatIsWrong() throws IOException {
    List<DynamicNode> labs = new ArrayList<>();
    for (Path lab : NotebookFile.in(CellShell.labs())) {
      String name = lab.getFileName().toString().replace(".ipynb", "");
      try (var file =
          WrongAnswersTest.class.getResourceAsStream("/wrong-answers/" + name + ".jsh")) {
        if (file != null) {
          List<Step> steps =
              steps(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
          labs.add(DynamicContainer.dynamicContainer(name, tests(NotebookFile.load(lab), steps)));
        }
      }
    }
    return labs.stream();
  }

  private static List<Step> steps(String file) {
    List<Step> steps = new ArrayList<>();
    for (String part : file.split("(?m)^//! ")) {
      if (!part.isBlank()) {
        String[] lines = part.split("\n", 2);
        String[] head = lines[0].strip().split("[: ]+", 2);
        steps.add(
            new Step(
                head[0], head.length < 2 ? "" : head[1], lines.length < 2 ? "" : lines[1].strip()));
      }
    }
    return steps;
  }

  private static Stream<DynamicTest> tests(NotebookFile lab, List<Step> steps) {
    CellShell shell = new CellShell();
    List<DynamicTest> tests = new ArrayList<>();
    for (MarkingScript.Step due : MarkingScript.of(lab).steps()) {
      if (due.isExercise()) {
        tests.addAll(exercise(shell, exercise(lab, due.exercise()), steps));
      } else {
        tests.add(DynamicTest.dynamicTest(due.words(), () -> shell.run(due.code())));
      }
    }
    tests.add(DynamicTest.dynamicTest("end", shell::close));
    return tests.stream();
  }

  private static List<DynamicTest> exercise(CellShell shell, Exercise exercise, List<Step> steps) {
    List<DynamicTest> tests = new ArrayList<>(List.of(right(shell, exercise)));
    int i = steps.indexOf(new Step("exercise", exercise.id(), ""));
    while (i >= 0 && ++i < steps.size() && !steps.get(i).kind().equals("exercise")) {
      Step step = steps.get(i);
      assertTrue(step.kind().equals("wrong"), "what is '" + step.kind() + "'?");
      Step told = steps.get(++i);
      // Another wrong answer takes its place anyway; what else follows may call the right one.
      boolean last = i + 1 == steps.size() || !steps.get(i + 1).kind().equals("wrong");
      tests.add(wrong(shell, exercise, step, told, last));
    }
    return tests;
  }

  private static Exercise exercise(NotebookFile lab, String id) {
    return LabExercise.of(lab).stream()
        .filter(exercise -> exercise.id().equals(id))
        .map(exercise -> new Exercise(id, exercise.code(), exercise.check()))
        .findFirst()
        .orElseThrow();
  }

  private static DynamicTest right(CellShell shell, Exercise exercise) {
    return DynamicTest.dynamicTest(
        exercise.id() + " right",
        () -> {
          String said = shell.run(exercise.method() + "\n" + exercise.check());
          assertTrue(said.contains("✓ Exercise " + exercise.id()), said);
        });
  }

  private static DynamicTest wrong(
      CellShell shell, Exercise exercise, Step wrong, Step told, boolean last) {
    return DynamicTest.dynamicTest(
        exercise.id() + " wrong: " + wrong.words(),
        () -> {
          assertTrue(told.kind().equals("told"), "what is told about: " + wrong.words());
          String answer = exercise.answered(told.code().stripTrailing());
          String said = shell.run(answer + "\n" + exercise.check());
          if (last) {
            shell.run(exercise.method());
          }
          String line =
              said.lines()
                  .filter(l -> l.contains("Exercise " + exercise.id()))
                  .findFirst()
                  .orElse(said);
          TOLD.add("- " + exercise.id() + ", " + wrong.words() + ": " + line);
          assertTrue(line.startsWith("✗") && line.contains(told.words()), line);
        });
  }
}
