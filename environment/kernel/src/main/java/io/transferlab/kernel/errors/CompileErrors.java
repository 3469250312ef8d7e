package io.transferlab.kernel.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;

/** Shows why a snippet does not compile: message, line, and a caret under the place. */
public final class CompileErrors {
  /** The name under which the front end sees such errors. */
  public static final String NAME = "CompilationError";

  private CompileErrors() {}

  /** The error for a rejected snippet. */
  public static Failure of(Origin origin, List<Diag> diagnostics) {
    List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
    if (errors.isEmpty()) {
      return at(origin, 0, 0, "this is not a statement that Java understands");
    }
    List<String> traceback = new ArrayList<>();
    String first = null;
    for (Diag error : errors) {
      String message = error.getMessage(Locale.ROOT).strip();
      Failure one =
          at(origin, (int) error.getStartPosition(), (int) error.getEndPosition(), message);
      first = first == null ? one.message() : first;
      traceback.addAll(one.traceback());
    }
    return new Failure(NAME, first, List.copyOf(traceback));
  }

  /** The error for a message about a place in a snippet. */
  public static Failure at(Origin origin, int start, int end, String message) {
    int offset = Math.max(0, Math.min(start, origin.source().length()));
    int line = origin.lineAt(offset);
    int lineStart = origin.source().lastIndexOf('\n', offset - 1) + 1;
    String text = origin.lineText(line);
    int column = Math.min(offset - lineStart, text.length());
    int width = Math.max(1, Math.min(end - start, text.length() - column));
    String shift = text.substring(0, column).replaceAll("[^\\t]", " ");
    String[] lines = message.split("\n");
    List<String> traceback = new ArrayList<>();
    traceback.add(Style.place(place(origin, line)) + ": " + Style.error(lines[0]));
    traceback.add("    " + text);
    traceback.add("    " + shift + Style.error("^".repeat(width)));
    for (int i = 1; i < lines.length; i++) {
      traceback.add("    " + lines[i]);
    }
    return new Failure(NAME, "line " + line + ": " + lines[0], List.copyOf(traceback));
  }

  private static String place(Origin origin, int line) {
    return origin.cell() > 0 ? "cell " + origin.cell() + ", line " + line : "line " + line;
  }
}
