package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.CompileErrors;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.errors.Origin;
import io.transferlab.kernel.errors.Places;
import io.transferlab.kernel.errors.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;

/**
 * Judges declarations that JShell accepts although they do not compile, because what they lack may
 * follow, as it does for methods and types of one cell that refer to each other. JShell then keeps
 * no error of the compiler, or only a list of names; here the compiler is asked again.
 */
final class Unresolved {
  private static final String IMPORTED = "import";

  private static final List<String> LACKING =
      List.of(
          "compiler.err.cant.resolve",
          "compiler.err.cant.apply",
          "compiler.err.doesnt.exist",
          // What the compiler makes of "cannot be applied" where one argument is to blame.
          "compiler.err.prob.found.req");

  private static final String BEFORE = "{ class $Around { ";
  private static final String AFTER = "\n} }";

  private final JShell shell;
  private final Places places;
  private final NameHints hints;
  private final Map<DeclarationSnippet, Set<String>> pending = new LinkedHashMap<>();
  private final Set<String> defined = new HashSet<>();

  Unresolved(JShell shell, Places places) {
    this.shell = shell;
    this.places = places;
    this.hints = new NameHints(shell);
  }

  /** Notes that JShell accepted a declaration that does not compile because another has changed. */
  void broken(DeclarationSnippet snippet) {
    failure(snippet);
  }

  /** Notes that a name is defined now. */
  void defined(Snippet snippet) {
    if (snippet instanceof DeclarationSnippet declared) {
      defined.add(declared.name());
    } else if (snippet instanceof ImportSnippet) {
      defined.add(IMPORTED);
    }
  }

  /**
   * Notes that JShell accepted a declaration that does not compile.
   *
   * @throws CellException if nothing that follows in the cell can mend it
   */
  void declared(DeclarationSnippet snippet) throws CellException {
    List<Problem> problems = problems(snippet);
    Failure failure = note(snippet, problems);
    if (problems.stream().anyMatch(this::isCertain)) {
      throw new CellException(failure);
    }
  }

  /** A name may still be defined, and so may another method of a class of the cells. */
  private boolean isCertain(Problem problem) {
    return problem.misusedClass().filter(name -> !name.isEmpty() && !isOfCells(name)).isPresent();
  }

  private boolean isOfCells(String name) {
    return shell.types().map(TypeDeclSnippet::name).anyMatch(name::equals);
  }

  /**
   * Called at the end of a cell: a type that still does not exist, or a declaration that is wrong
   * beyond missing names, is an error; a method that lacks names is worth a word, because a later
   * cell may define them.
   *
   * @param declared what the cell declared and JShell accepted without its being complete
   */
  void check(List<DeclarationSnippet> declared) throws CellException {
    pending.keySet().removeIf(snippet -> !isUnresolved(shell.status(snippet)));
    for (DeclarationSnippet snippet : List.copyOf(pending.keySet())) {
      boolean isNew = declared.contains(snippet);
      if (!isNew && !isConcerned(pending.get(snippet))) {
        continue;
      }
      List<Problem> problems = problems(snippet);
      Failure failure = note(snippet, problems);
      if (!isNew) {
        continue;
      }
      if (shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED
          || problems.stream().anyMatch(p -> p.missing().isEmpty())) {
        throw new CellException(failure);
      }
      System.out.println("Note: " + snippet.name() + " cannot be used yet:\n" + failure.text());
    }
    defined.clear();
  }

  private boolean isConcerned(Set<String> missing) {
    return defined.contains(IMPORTED) || !Collections.disjoint(defined, missing);
  }

  /** Whether a declaration is there but cannot be used. */
  static boolean isUnresolved(Snippet.Status status) {
    return status == Snippet.Status.RECOVERABLE_NOT_DEFINED
        || status == Snippet.Status.RECOVERABLE_DEFINED;
  }

  /** The error for a declaration that was used, as things stand now. */
  Failure failure(DeclarationSnippet snippet) {
    return note(snippet, problems(snippet));
  }

  /** The error for a snippet that was refused. */
  Failure refused(Snippet snippet, Origin origin) {
    List<Problem> problems =
        shell.diagnostics(snippet).filter(Diag::isError).map(d -> Problem.of(d, 0)).toList();
    return CompileErrors.of(origin, problems, hints.of(problems, origin.source()));
  }

  private Failure note(DeclarationSnippet snippet, List<Problem> problems) {
    Origin origin = places.of(snippet);
    Failure failure =
        problems.isEmpty()
            ? CompileErrors.at(origin, 0, 0, 0, "cannot find " + list(snippet))
            : CompileErrors.of(origin, problems, hints.of(problems, origin.source()));
    places.unresolved(snippet, failure);
    pending.put(snippet, Set.copyOf(CompileErrors.missing(problems).keySet()));
    return failure;
  }

  private String list(DeclarationSnippet snippet) {
    return String.join(", ", shell.unresolvedDependencies(snippet).toList());
  }

  /**
   * As a member of a class in a block: what JShell refuses at once, and with the compiler's errors.
   * Those that come of the block (a record in it may not implement a sealed interface) are left
   * out: JShell accepts only what lacks names, members, or methods for the arguments given.
   */
  private List<Problem> problems(DeclarationSnippet snippet) {
    int length = snippet.source().length();
    List<Problem> problems = new ArrayList<>();
    for (SnippetEvent event : shell.eval(BEFORE + snippet.source() + AFTER)) {
      shell
          .diagnostics(event.snippet())
          .filter(d -> d.isError() && LACKING.stream().anyMatch(d.getCode()::startsWith))
          .map(d -> Problem.of(d, BEFORE.length()))
          .filter(p -> p.start() >= 0 && p.start() <= length)
          .forEach(problems::add);
    }
    return problems;
  }
}
