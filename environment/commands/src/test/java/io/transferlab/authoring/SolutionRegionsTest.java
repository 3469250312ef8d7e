package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolutionRegionsTest {
  @Test
  void putsTheStubInItsPlace() {
    String source =
        """
        double mean(double[] values) {
          // BEGIN SOLUTION
          // STUB: // Your code:
          // STUB:
          // STUB:   return Check.todo();
          double sum = 0;
          return sum;
          // END SOLUTION
        }
        """;
    assertEquals(
        """
        double mean(double[] values) {
          // Your code:

            return Check.todo();
        }
        """,
        SolutionRegions.toStubs(source));
  }

  @Test
  void withoutAStubSaysToDoWithOrWithoutAValue() {
    String returns = "{\n    // BEGIN SOLUTION\n    return 1;\n    // END SOLUTION\n}";
    assertEquals("{\n    return Check.todo();\n}", SolutionRegions.toStubs(returns));
    String acts = "{\n\t// BEGIN SOLUTION\n\tact();\n\tif (x) return;\n\t// END SOLUTION\n}";
    assertEquals("{\n\tCheck.todo();\n}", SolutionRegions.toStubs(acts));
  }

  @Test
  void servesSeveralRegions() {
    String region = "// BEGIN SOLUTION\nact();\n// END SOLUTION\n";
    assertEquals(
        "a\nCheck.todo();\nb\nCheck.todo();\n",
        SolutionRegions.toStubs("a\n" + region + "b\n" + region));
  }

  @ParameterizedTest
  @CsvSource({
    "// BEGIN SOLUTION|x, never ends",
    "x|// END SOLUTION, never began",
    "// BEGIN SOLUTION|// BEGIN SOLUTION|// END SOLUTION, inside a solution",
    "// STUB: x, outside a solution",
    "//BEGIN SOLUTION|//END SOLUTION, not written as expected",
    "/* begin solution */, not written as expected",
  })
  void complainsOfMarkersThatDoNotPair(String lines, String complaint) {
    Optional<String> problem = SolutionRegions.problem(lines.replace('|', '\n'));
    assertTrue(problem.orElse("none").contains(complaint), problem::toString);
  }

  @Property
  void leavesOtherTextAlone(@ForAll String text) {
    Assume.that(!SolutionRegions.hasMarker(text));
    assertEquals(text, SolutionRegions.toStubs(text));
    assertEquals(Optional.empty(), SolutionRegions.problem(text));
  }

  @Property
  void nothingOfASolutionIsLeft(@ForAll String secret) {
    Assume.that(!SolutionRegions.hasMarker(secret) && !secret.isBlank());
    String marked = "  // BEGIN SOLUTION\n  int x = 1; //" + secret + "\n  // END SOLUTION";
    String student = SolutionRegions.toStubs(marked);
    assertFalse(student.contains("int x"), student);
    assertFalse(SolutionRegions.hasMarker(student));
  }
}
