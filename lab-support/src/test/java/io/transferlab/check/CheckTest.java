package io.transferlab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Captured;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {
  private final CheckList checks = new CheckList(() -> false);

  private String line(Check.Body body) {
    List<String> lines = Captured.lines(() -> checks.exercise("3.2", body));
    assertEquals(1, lines.size(), "one line: " + lines);
    return lines.get(0);
  }

  @Test
  void aToleranceForRoundingAloneIsNotTold() {
    assertEquals(
        "✗ Exercise 3.2: the share: expected 0.04, found 0.004",
        line(check -> check.that("the share", 0.004).isCloseTo(0.04, 1e-9)));
    assertEquals(
        "✗ Exercise 3.2: the share: expected within 0.001 of 0.04, found 0.004",
        line(check -> check.that("the share", 0.004).isCloseTo(0.04, 0.001)));
    // What looks the same is not the same: the tolerance says so.
    assertEquals(
        "✗ Exercise 3.2: the share: expected within 1E-9 of 0.04, found 0.04",
        line(check -> check.that("the share", 0.0400001).isCloseTo(0.04, 1e-9)));
  }

  @Test
  void largeCountsAreWrittenAsInTables() {
    assertEquals(
        "✗ Exercise 3.2: weights: expected 16,781,312, found 1024",
        line(check -> check.that("weights", 1024).isEqualTo(16_781_312)));
  }

  @Test
  void passes() {
    assertEquals(
        "✓ Exercise 3.2: passed",
        line(check -> check.that("the accuracy", 0.9).isBetween(0.8, 1).isAtLeast(0.9)));
  }

  @Test
  void saysExpectedFoundHint() {
    assertEquals(
        "✗ Exercise 3.2: the accuracy: expected between 0.8 and 1, found 0.525. Hint: shuffle",
        line(check -> check.that("the accuracy", 0.525).isBetween(0.8, 1).hint("shuffle")));
  }

  @Test
  void givesEachPropertyItsHint() {
    Check.Body body =
        check ->
            check
                .that("the count", Integer.valueOf(7))
                .isAtLeast(1)
                .hint("first")
                .isEqualTo(5)
                .hint("second");
    assertEquals("✗ Exercise 3.2: the count: expected 5, found 7. Hint: second", line(body));
  }

  @Test
  void knowsAStub() {
    assertEquals("○ Exercise 3.2: not attempted yet", line(check -> Check.todo()));
    assertEquals(
        "○ Exercise 3.2: not attempted yet", line(check -> check.that("x", stub()).isAtLeast(0)));
    // As when the stub ran on another thread or in a stream.
    assertEquals(
        "○ Exercise 3.2: not attempted yet",
        line(
            check -> {
              throw new ExecutionException(new NotAttempted());
            }));
  }

  private static double stub() {
    return Check.todo();
  }

  @Test
  void catchesErrorsOfEveryKind() {
    assertEquals(
        "✗ Exercise 3.2: expected an answer, found an error: IllegalStateException: two lines",
        line(
            check -> {
              throw new IllegalStateException("two\n  lines");
            }));
    assertTrue(line(check -> endless(1)).contains("calls itself without end"));
    assertTrue(
        line(check -> {
              throw new OutOfMemoryError();
            })
            .contains("memory ran out"));
    assertTrue(
        line(check -> {
              throw new NoClassDefFoundError("a/B");
            })
            .contains("NoClassDefFoundError: a/B"));
    assertTrue(
        line(check -> {
              throw new SPIResolutionException();
            })
            .contains("code that does not compile: a name in it is misspelt"));
  }

  private static int endless(int n) {
    return endless(n + 1) + 1;
  }

  /** Named as JShell's exception for a method that uses an undefined name. */
  private static final class SPIResolutionException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aPropertyThatFailedExplainsAnErrorAfterIt() {
    String[] nothing = null;
    String line =
        line(
            check -> {
              check.that("the names", nothing).isPresent().hint("load them");
              check.that("the first", nothing[0]).isEqualTo("cat");
            });
    assertEquals(
        "✗ Exercise 3.2: expected the names to be there, found nothing (null). Hint: load them",
        line);
  }

  @Test
  void anInterruptedCheckStaysInterrupted() {
    String line =
        line(
            check -> {
              throw new InterruptedException();
            });
    assertTrue(Thread.interrupted());
    assertEquals("✗ Exercise 3.2: stopped before the check was done", line);
  }

  /** Named as the error by which the course kernel stops a cell. */
  private static final class CellInterrupted extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void theKernelsStopIsNotCaught() {
    Check.Body body =
        check -> {
          throw new CellInterrupted();
        };
    assertEquals(
        List.of(),
        Captured.lines(
            () -> assertThrows(CellInterrupted.class, () -> checks.exercise("1", body))));
  }

  @Test
  void checksRowsOfNumbers() {
    double[] row = {0.6, 0.8};
    assertTrue(
        line(check ->
                check
                    .that("the row", row)
                    .hasLength(2)
                    .areBetween(0, 1)
                    .sumTo(1.4, 1e-9)
                    .haveNorm(1, 1e-9)
                    .areCloseTo(new double[] {0.6, 0.8}, 1e-9))
            .startsWith("✓"));
    assertEquals(
        "✗ Exercise 3.2: the row: expected a sum of 1, found [0.6, 0.8]",
        line(check -> check.that("the row", row).sumTo(1, 0.01)));
    assertEquals(
        "✗ Exercise 3.2: the row: expected [0.6, 0.1], found [0.6, 0.8]",
        line(check -> check.that("the row", row).areCloseTo(new double[] {0.6, 0.1}, 1e-9)));
    assertTrue(
        line(check -> check.that("the row", (double[]) null).hasLength(2))
            .contains("nothing (null)"));
    assertTrue(
        line(check -> check.that("the row", new double[20]).hasLength(2)).contains("0, ...]"));
  }

  @Test
  void longListIsCountedAndCutBetweenWords() {
    List<String> names = Collections.nCopies(30, "sailboat");
    String said =
        line(
            check ->
                check.that("classes", names).isEqualTo(List.of("cat")).hint("those of the target"));
    assertTrue(said.contains("found 30 values [sailboat, sailboat, "), said);
    assertTrue(said.endsWith("sailboat, ...]. Hint: those of the target"), said);
    String text = line(check -> check.that("it", "word ".repeat(50)).isEqualTo("a"));
    assertTrue(text.endsWith(" word ...\""), text);
  }

  @Test
  void checksOtherValues() {
    assertTrue(
        line(check ->
                check
                    .that("the list", List.of("b", "a"))
                    .isEqualTo(List.of("b", "a"))
                    .satisfies("sorted", list -> list.get(0).equals("a"))
                    .hint("sort it"))
            .endsWith("expected the list sorted, found [b, a]. Hint: sort it"));
  }

  @Test
  void checksStatements() {
    assertEquals("✓ Exercise 3.2: passed", line(check -> check.holds("fc1 is frozen", true)));
    assertEquals(
        "✗ Exercise 3.2: expected that fc1 is frozen, found that it is not so. Hint: freeze it",
        line(check -> check.holds("fc1 is frozen", false).hint("freeze it")));
  }

  @Test
  void anErrorsCureIsNeverCutOff() {
    String many = "block1_conv1, ".repeat(40);
    assertTrue(
        line(check -> {
              throw LabException.of("a layer of " + many, "block5", "take block5_pool");
            })
            .endsWith("Next: take block5_pool."));
    assertTrue(
        line(check -> check.that("layers", many).isEqualTo("block5").hint("take block5_pool"))
            .endsWith("Hint: take block5_pool"));
  }

  @Test
  void notANumberHasNoProperty() {
    assertTrue(line(check -> check.that("x", Double.NaN).isAtMost(1)).contains("not a number"));
    assertTrue(line(check -> check.that("x", (Double) null).isAtMost(1)).startsWith("✗"));
  }

  @Test
  void aCheckOfNothingDoesNotPass() {
    assertTrue(line(check -> {}).startsWith("✗"));
  }

  @Test
  void sumsUpTheLastStateOfEachExercise() {
    List<String> lines =
        Captured.lines(
            () -> {
              checks.exercise("1", check -> Check.todo());
              checks.exercise("1", check -> check.that("x", 1).isEqualTo(1));
              checks.exercise("2", check -> check.that("x", 1).isEqualTo(2));
              checks.exercise("3", check -> Check.todo());
              checks.summary();
            });
    assertEquals("Local checks: 1 passed, 1 to mend (2), 1 not attempted yet (3).", lines.get(4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void strictChecksThrowAfterTheirLine(boolean attempted) {
    CheckList strict = new CheckList(() -> true);
    Check.Body body = attempted ? check -> check.that("x", 1).isEqualTo(2) : check -> Check.todo();
    List<String> lines =
        Captured.lines(() -> assertThrows(LabException.class, () -> strict.exercise("1", body)));
    assertEquals(1, lines.size());
    Captured.lines(() -> strict.exercise("1", check -> check.that("x", 1).isEqualTo(1)));
  }

  @Test
  void theNotebooksOwnChecksAreStrictByProperty() {
    Check.Body wrong = check -> check.that("x", 1).isEqualTo(2);
    Captured.lines(() -> Check.exercise("0", wrong));
    System.setProperty("lab.strict", "true");
    try {
      Captured.lines(() -> assertThrows(LabException.class, () -> Check.exercise("0", wrong)));
    } finally {
      System.clearProperty("lab.strict");
    }
    assertTrue(Captured.lines(Check::summary).get(0).startsWith("Local checks: 0 passed, 1 to"));
  }
}
