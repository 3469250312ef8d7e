package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a code cell that students write themselves:
 *
 * <pre>{@code
 * double mean(double[] values) {
 *   // BEGIN SOLUTION
 *   // STUB: // Your code: sum the values, then divide.
 *   // STUB: return Check.todo();
 *   return Arrays.stream(values).average().getAsDouble();
 *   // END SOLUTION
 * }
 * }</pre>
 *
 * In the student copy the lines between the markers, and these, give way to the text of the {@code
 * STUB} lines, indented as the first marker is. Without such lines the stub is {@code
 * Check.todo();}, with {@code return} before it if the solution returns something.
 */
public final class SolutionRegions {
  private static final Pattern BEGIN = Pattern.compile("^(\\s*)// BEGIN SOLUTION\\s*$");
  private static final Pattern END = Pattern.compile("^\\s*// END SOLUTION\\s*$");
  private static final Pattern STUB = Pattern.compile("^\\s*// STUB:(?: (.*))?$");
  private static final Pattern RETURN = Pattern.compile("^\\s*return\\s+[^;].*$");
  private static final Pattern ANY_MARKER =
      Pattern.compile("(BEGIN|END)\\s+SOLUTION|//\\s*STUB:", Pattern.CASE_INSENSITIVE);

  private SolutionRegions() {}

  /** Says what is wrong with the markers of a cell, if anything is. */
  static Optional<String> problem(String source) {
    boolean inside = false;
    for (String line : source.split("\n", -1)) {
      boolean begin = BEGIN.matcher(line).matches();
      boolean end = END.matcher(line).matches();
      boolean stub = STUB.matcher(line).matches();
      if (begin && inside) {
        return Optional.of("a solution begins inside a solution");
      }
      if (end && !inside) {
        return Optional.of("a solution ends that never began");
      }
      if (stub && !inside) {
        return Optional.of("a stub line stands outside a solution");
      }
      if (!begin && !end && !stub && hasMarker(line)) {
        return Optional.of("a solution marker is not written as expected: " + line.strip());
      }
      inside = (inside || begin) && !end;
    }
    return inside ? Optional.of("a solution begins and never ends") : Optional.empty();
  }

  /**
   * Tells whether a text holds anything that only an author should see.
   *
   * @param text a cell's text
   * @return true if a solution marker is in it
   */
  public static boolean hasMarker(String text) {
    return ANY_MARKER.matcher(text).find();
  }

  /**
   * Puts the stubs in the place of the solutions.
   *
   * @param source a cell's text, whose markers are without problems
   * @return what a student sees
   */
  public static String toStubs(String source) {
    List<String> out = new ArrayList<>();
    List<String> solution = new ArrayList<>();
    String indent = null;
    for (String line : source.split("\n", -1)) {
      Matcher begin = BEGIN.matcher(line);
      if (begin.matches()) {
        indent = begin.group(1);
        solution.clear();
      } else if (END.matcher(line).matches()) {
        out.addAll(stub(solution, indent));
        indent = null;
      } else if (indent != null) {
        solution.add(line);
      } else {
        out.add(line);
      }
    }
    return String.join("\n", out);
  }

  private static List<String> stub(List<String> solution, String indent) {
    List<String> stub = new ArrayList<>();
    for (String line : solution) {
      Matcher matcher = STUB.matcher(line);
      if (matcher.matches()) {
        String text = matcher.group(1) == null ? "" : matcher.group(1);
        stub.add(text.isBlank() ? "" : indent + text);
      }
    }
    if (stub.isEmpty()) {
      // javac does not know that todo() never returns.
      boolean returns = solution.stream().anyMatch(line -> RETURN.matcher(line).matches());
      stub.add(indent + (returns ? "return Check.todo();" : "Check.todo();"));
    }
    return stub;
  }
}
