package io.transferlab.kernel.errors;

import io.transferlab.kernel.errors.Problem.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows why a snippet does not compile: message, line, and a caret under the place; names that are
 * not defined all in one.
 */
public final class CompileErrors {
  private static final int MOST_LINES = 4;

  /** Of a longer line only the part around the place is shown. */
  private static final int WIDEST = 240;

  private CompileErrors() {}

  /** Names that are not defined, by name, in the order of the text. */
  public static Map<String, Missing> missing(List<Problem> problems) {
    Map<String, Missing> names = new LinkedHashMap<>();
    inOrder(problems).stream()
        .flatMap(p -> p.missing().stream())
        .forEach(m -> names.putIfAbsent(m.name(), m));
    return names;
  }

  /**
   * The error for a snippet.
   *
   * @param hint what to do about names that are not defined; empty for nothing
   */
  public static Failure of(Origin origin, List<Problem> problems, String hint) {
    if (problems.isEmpty()) {
      return at(origin, 0, 0, 0, "this is not a statement that Java understands");
    }
    Map<String, Missing> missing = missing(problems);
    List<String> traceback = new ArrayList<>();
    String first = null;
    boolean told = false;
    for (Problem problem : inOrder(problems)) {
      Optional<Missing> name = problem.missing();
      if (name.isPresent() && told) {
        continue;
      }
      told |= name.isPresent();
      int start = problem.isAtPoint() ? problem.position() : problem.start();
      Failure one =
          name.isPresent()
              ? at(origin, start, start, start + name.get().name().length(), text(missing))
              : at(origin, start, problem.position(), problem.end(), problem.message());
      first = first == null ? one.message() : first;
      traceback.addAll(one.traceback());
    }
    if (!hint.isEmpty()) {
      traceback.add(Style.hint("Hint: " + hint));
    }
    return new Failure(Failure.COMPILATION, first, hint, List.copyOf(traceback));
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparingInt(Problem::start)).toList();
  }

  private static String text(Map<String, Missing> missing) {
    if (missing.size() > 1) {
      return "cannot find these names: " + String.join(", ", missing.keySet());
    }
    Missing one = missing.values().iterator().next();
    return "cannot find symbol: " + one.kind() + " " + one.text();
  }

  /**
   * The error for a message about a place in a snippet.
   *
   * @param start where the caret begins, if that is on the line of the place
   * @param position the place
   * @param end where the caret ends, if that is on the line of the place
   */
  public static Failure at(Origin origin, int start, int position, int end, String message) {
    int place = Math.max(0, Math.min(position, origin.source().length()));
    int line = origin.lineAt(place);
    int lineStart = origin.source().lastIndexOf('\n', place - 1) + 1;
    String text = origin.lineText(line);
    int indent = text.length() - text.stripLeading().length();
    int from = Math.max(start, lineStart + Math.min(indent, place - lineStart));
    int column = Math.min(Math.min(from, place) - lineStart, text.length());
    int width = Math.max(1, Math.min(end - lineStart, text.length()) - column);
    if (text.length() > WIDEST) {
      int left = Math.max(0, column - WIDEST / 4);
      text = text.substring(left, Math.min(text.length(), left + WIDEST));
      column -= left;
      width = Math.min(width, Math.max(1, text.length() - column));
    }
    String shift = text.substring(0, column).replaceAll("[^\\t]", " ");
    String[] lines = message.split("\n");
    List<String> traceback = new ArrayList<>();
    traceback.add(Style.place(place(origin, line)) + ": " + Style.error(lines[0]));
    traceback.add("    " + text);
    traceback.add("    " + shift + Style.error("^".repeat(width)));
    for (int i = 1; i < lines.length; i++) {
      traceback.add("    " + lines[i]);
    }
    return new Failure(
        Failure.COMPILATION, "line " + line + ": " + oneLine(lines), "", List.copyOf(traceback));
  }

  /** What was required and found stands in the lines after the first. */
  private static String oneLine(String[] lines) {
    StringBuilder text = new StringBuilder(lines[0].strip());
    for (int i = 1; i < Math.min(lines.length, MOST_LINES); i++) {
      String glue = text.charAt(text.length() - 1) == ';' ? " " : ", ";
      text.append(glue).append(lines[i].strip().replaceAll(" +", " "));
    }
    return text.toString();
  }

  private static String place(Origin origin, int line) {
    return origin.cell() > 0 ? "cell " + origin.cell() + ", line " + line : "line " + line;
  }
}
