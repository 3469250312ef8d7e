package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.CompileErrors;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.errors.Origin;
import io.transferlab.kernel.errors.Places;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Judges declarations that refer to what is not defined yet. JShell accepts them, because the
 * missing may follow, as it does for types of one cell that refer to each other.
 */
final class MissingNames {
  private static final Pattern NAME = Pattern.compile("(\\w+) ([\\w.$]+).*", Pattern.DOTALL);

  private final JShell shell;
  private final Places places;

  MissingNames(JShell shell, Places places) {
    this.shell = shell;
    this.places = places;
  }

  /**
   * Called at the end of a cell: a type that still does not exist is an error; a method that exists
   * but cannot be called yet is worth a word.
   */
  void check(List<DeclarationSnippet> declared) throws CellException {
    for (DeclarationSnippet snippet : declared) {
      Snippet.Status status = shell.status(snippet);
      if (status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
        throw new CellException(failure(snippet));
      }
      if (status == Snippet.Status.RECOVERABLE_DEFINED) {
        System.out.println(
            "Note: " + snippet.name() + " cannot be used before this is defined: " + list(snippet));
      }
    }
  }

  /** The error for a declaration that lacks something. */
  Failure failure(DeclarationSnippet snippet) {
    Origin origin = places.of(snippet);
    List<Diag> diagnostics = shell.diagnostics(snippet).filter(Diag::isError).toList();
    if (!diagnostics.isEmpty()) {
      return CompileErrors.of(origin, diagnostics);
    }
    String first = shell.unresolvedDependencies(snippet).findFirst().orElse("");
    Matcher parts = NAME.matcher(first);
    int at = -1;
    int length = 1;
    if (parts.matches()) {
      length = parts.group(2).length();
      String word = "\\b" + Pattern.quote(parts.group(2)) + "\\b";
      Matcher found = Pattern.compile(word).matcher(origin.source());
      at = found.find() ? found.start() : -1;
    }
    String message = "cannot find symbol: " + list(snippet) + ", needed by " + snippet.name();
    return CompileErrors.at(origin, Math.max(0, at), Math.max(0, at) + length, message);
  }

  private String list(DeclarationSnippet snippet) {
    return String.join(", ", shell.unresolvedDependencies(snippet).toList());
  }
}
