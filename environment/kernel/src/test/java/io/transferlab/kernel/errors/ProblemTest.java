package io.transferlab.kernel.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.kernel.errors.Problem.Missing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static final String UNRESOLVED = "compiler.err.cant.resolve.location";

  private static Problem name(int at, String symbol) {
    String message = "cannot find symbol\n  symbol:   " + symbol;
    return new Problem(at, at, at + 3, UNRESOLVED, message);
  }

  @Test
  void tellsNamesFromMembers() {
    assertEquals(
        Optional.of(new Missing("method", "miss", "miss(int)")),
        name(3, "method miss(int)").missing());
    Problem member =
        new Problem(3, 7, 9, UNRESOLVED, "cannot find symbol\n  symbol:   variable of");
    assertTrue(member.missing().isEmpty());
    assertEquals("of", member.missingMember().orElseThrow().name());
  }

  @Test
  void takesTheOuterNameOfAMissingTypeForAName() {
    Problem type =
        new Problem(0, 4, 10, "compiler.err.doesnt.exist", "package Plan does not exist");
    assertEquals(Optional.of(new Missing("class", "Plan", "Plan")), type.missing());
    Problem imported =
        new Problem(7, 11, 15, "compiler.err.doesnt.exist", "package java.utill does not exist");
    assertTrue(imported.missing().isEmpty());
  }

  @Test
  void knowsWhoseMethodWasMisused() {
    String message = "method of in class FineTuner cannot be applied to given types;\n required: a";
    Problem call = new Problem(0, 9, 12, "compiler.err.cant.apply.symbol", message);
    assertEquals(Optional.of("FineTuner"), call.misusedClass());
    String own = "method half in class  cannot be applied to given types;";
    call = new Problem(0, 0, 4, "compiler.err.cant.apply.symbol", own);
    assertEquals(Optional.of(""), call.misusedClass());
  }

  @Test
  void makesOneMessageOfNamesInTheOrderOfTheText() {
    Origin origin = new Origin(2, 1, "a1 + b2\n+ a1 + c3");
    List<Problem> problems =
        List.of(name(14, "variable c3"), name(0, "variable a1"), name(5, "variable b2"));
    Failure failure = CompileErrors.of(origin, problems, "look up");
    assertEquals("line 1: cannot find these names: a1, b2, c3", failure.message());
    assertEquals("look up", failure.hint());
    assertEquals(4, failure.traceback().size());
  }

  @Test
  void pointsIntoTheLineOfTheMember() {
    Origin origin = new Origin(1, 1, "a.b()\n  .c()\n  .d()");
    Problem call = new Problem(0, 15, 17, "compiler.err.cant.resolve", "no d");
    List<String> lines = CompileErrors.of(origin, List.of(call), "").traceback();
    assertEquals("      .d()", lines.get(1));
    assertEquals("      ^^", lines.get(2).replaceAll("\u001b\\[[0-9;]*m", ""));
  }
}
