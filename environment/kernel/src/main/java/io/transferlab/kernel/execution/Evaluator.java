package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.CellInterrupted;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.errors.Origin;
import io.transferlab.kernel.errors.Places;
import io.transferlab.kernel.source.CellParser;
import io.transferlab.kernel.source.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** Evaluates cells statement by statement in one JShell. */
public final class Evaluator {
  private static final String NOTHING =
      Path.of(System.getProperty("java.home"), "lib", "no-such-folder").toString();

  private final JShell shell;
  private final SnippetControl control;
  private final CellThreads threads;
  private final Places places;
  private final MagicRunner magics;
  private final Variables variables;
  private final Unresolved unresolved;
  private final Leftovers leftovers;

  Evaluator(
      JShell shell,
      SnippetControl control,
      CellThreads threads,
      Places places,
      MagicRunner magics,
      Variables variables) {
    this.shell = shell;
    this.control = control;
    this.threads = threads;
    this.places = places;
    this.magics = magics;
    this.variables = variables;
    this.unresolved = new Unresolved(shell, places);
    this.leftovers = new Leftovers(shell, places);
  }

  /**
   * Evaluates a cell.
   *
   * @param cell its execution count, for error texts
   * @return the value of the last expression, if the cell ends in one
   * @throws Throwable what the cell threw, or {@link CellException} if it does not compile
   */
  public Outcome evaluate(String source, int cell) throws Throwable {
    Outcome last = Outcome.NOTHING;
    try {
      for (Part part : CellParser.parse(source)) {
        if (part instanceof Part.Code code) {
          last = code(new Origin(cell, code.line(), code.source()));
        } else if (part instanceof Part.LineMagic line) {
          last = magics.line(line);
        } else if (part instanceof Part.CellMagic whole) {
          last = magics.cell(whole);
        }
      }
    } finally {
      leftovers.clear();
    }
    return last;
  }

  private Outcome code(Origin code) throws Throwable {
    Outcome last = Outcome.NOTHING;
    List<DeclarationSnippet> open = new ArrayList<>();
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    int at = 0;
    while (true) {
      at = skipSpace(code.source(), at);
      String rest = code.source().substring(at);
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      boolean whole = !info.completeness().isComplete() || info.remaining().isEmpty();
      int length = whole ? rest.length() : rest.length() - info.remaining().length();
      Origin origin =
          new Origin(code.cell(), code.lineAt(at), rest.substring(0, length).stripTrailing());
      if (threads.isStopping()) {
        throw new CellInterrupted();
      }
      String source = info.completeness().isComplete() ? info.source() : rest;
      last = statement(source, origin, open);
      at += length;
    }
    unresolved.check(open);
    return last;
  }

  private Outcome statement(String source, Origin origin, List<DeclarationSnippet> open)
      throws Throwable {
    Outcome outcome = Outcome.NOTHING;
    places.begin(origin);
    for (SnippetEvent event : shell.eval(source)) {
      Snippet snippet = event.snippet();
      SnippetControl.Returned returned = control.take();
      if (snippet instanceof VarSnippet variable && event.status() == Snippet.Status.VALID) {
        keepTrack(variable);
      }
      if (snippet instanceof VarSnippet variable
          && (event.status() == Snippet.Status.REJECTED
              || Unresolved.isUnresolved(event.status()))) {
        variables.gone(variable.name());
      }
      if (event.causeSnippet() != null) {
        if (snippet instanceof DeclarationSnippet other
            && Unresolved.isUnresolved(event.status())) {
          unresolved.broken(other);
        }
        continue;
      }
      places.add(snippet, origin);
      if (isTooLarge(event)) {
        Failure failure = unresolved.refused(snippet, origin);
        if (Unresolved.isUnresolved(event.status())) {
          shell.drop(snippet);
        }
        // The compilers that JShell keeps for later go on with what this one left in them, and
        // later cells fail or do nothing. With a new class path it makes new ones.
        shell.addToClasspath(NOTHING);
        throw new CellException(failure);
      }
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellException(unresolved.refused(snippet, origin));
      }
      if (event.exception() instanceof UnresolvedReferenceException e) {
        throw new CellException(unresolved.failure(e.getSnippet()));
      }
      if (event.exception() != null) {
        throw returned.thrown() == null ? event.exception() : returned.thrown();
      }
      if (snippet instanceof DeclarationSnippet declared
          && Unresolved.isUnresolved(event.status())) {
        open.add(declared);
        unresolved.declared(declared);
      }
      if (event.status() == Snippet.Status.VALID) {
        unresolved.defined(snippet);
      }
      outcome = isShown(snippet) ? Outcome.of(returned.value()) : Outcome.NOTHING;
    }
    return outcome;
  }

  /** Java's own limits: 64 KiB of code a method, 65,535 bytes a text, 255 dimensions. */
  private boolean isTooLarge(SnippetEvent event) {
    return event.status() != Snippet.Status.VALID
        && shell
            .diagnostics(event.snippet())
            .anyMatch(d -> d.isError() && d.getCode().startsWith("compiler.err.limit"));
  }

  private void keepTrack(VarSnippet variable) {
    if (variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      variables.result(variable);
    } else {
      variables.declared(variable);
    }
  }

  private static boolean isShown(Snippet snippet) {
    return switch (snippet.subKind()) {
      case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  private static int skipSpace(String source, int from) {
    int at = from;
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    return at;
  }
}
