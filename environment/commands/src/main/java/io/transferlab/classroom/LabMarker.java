package io.transferlab.classroom;

import io.transferlab.authoring.LabExercise;
import io.transferlab.authoring.MarkingScript;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.Snippet;

/**
 * Marks work on one lab. Of a student's notebook only the declarations of the exercises' cells (and
 * helpers in cells that the student added) are run, between the source's own cells and checks; what
 * would take the place of something that the lab itself uses is put aside.
 */
public final class LabMarker {
  private static final String MARKER = "BEGIN SOLUTION";
  private static final Pattern TYPES = Pattern.compile("\\b[A-Z]\\w*\\b");

  /** Where full names begin: a variable of this name would hide the package. */
  private static final Set<String> ROOTS =
      Set.of("io", "java", "javax", "jdk", "org", "com", "sun", "ai");

  /** An exercise, and what of its cell is the student's. */
  record Due(LabExercise exercise, Set<String> asked, String kept, Duration own) {
    String solution() {
      return exercise.code();
    }
  }

  private final NotebookFile source;
  private final MarkingScript script;
  private final MarkLimits limits;
  private final Map<String, Due> due = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>(ROOTS);

  /** Pieces of the lab itself, which a student's cell may hold unchanged. */
  private final Set<String> known = new HashSet<>();

  private LabMarker(NotebookFile source, MarkingScript script, MarkLimits limits) {
    this.source = source;
    this.script = script;
    this.limits = limits;
  }

  /**
   * Prepares marking: the lab's own answers are marked, which must all pass, and tell how long an
   * exercise takes here.
   *
   * @param source the lab's source
   * @param whole whether to run all the lab's cells instead of the few that stand for them
   * @param limits what a submission may use
   * @return a marker
   * @throws LabException if one of the lab's own answers does not pass
   */
  public static LabMarker of(NotebookFile source, boolean whole, MarkLimits limits) {
    LabMarker marker =
        new LabMarker(
            source, whole ? MarkingScript.whole(source) : MarkingScript.of(source), limits);
    if (LabExercise.of(source).isEmpty()) {
      throw LabException.of("a lab with exercises", source.name(), "name another lab");
    }
    marker.prepare();
    return marker;
  }

  private void prepare() {
    try (MarkingRun run = new MarkingRun(limits)) {
      for (LabExercise exercise : LabExercise.of(source)) {
        due.put(exercise.id(), parted(run.worker(), exercise));
      }
      for (MarkingScript.Step step : script.steps()) {
        if (!step.isExercise()) {
          taken.addAll(declared(run.worker(), step.code()));
          run.prepare(step.words(), step.code());
        }
        TYPES.matcher(step.code()).results().forEach(found -> taken.add(found.group()));
        Due each = due.get(step.exercise());
        if (each != null) {
          long began = System.nanoTime();
          Mark mark =
              run.check(each, List.of(each.solution()), MarkLimits.PREPARATION, each.solution());
          if (mark.state() != Mark.State.PASSED) {
            throw LabException.of(
                "the course's own answer to exercise " + step.exercise() + " to pass",
                mark.message(),
                "see whether the lab runs here: environment/lab run notebooks/solutions/"
                    + source.name());
          }
          run.solved(each, List.of());
          Duration own = Duration.ofNanos(System.nanoTime() - began);
          due.put(step.exercise(), new Due(each.exercise(), each.asked(), each.kept(), own));
        }
      }
    }
  }

  /**
   * What of an exercise's cell the student writes: the pieces with the markers; not its helpers.
   */
  private Due parted(Worker worker, LabExercise exercise) {
    Set<String> asked = new HashSet<>();
    StringBuilder kept = new StringBuilder();
    for (String piece : worker.pieces(exercise.code())) {
      if (piece.contains(MARKER)) {
        asked.addAll(names(worker.snippets(piece)));
      } else {
        known.add(flat(piece));
        kept.append(piece).append('\n');
        taken.addAll(names(worker.snippets(piece)));
      }
    }
    String all = exercise.code() + exercise.check();
    TYPES.matcher(all).results().forEach(found -> taken.add(found.group()));
    return new Due(exercise, asked, kept.toString(), Duration.ZERO);
  }

  private static String flat(String piece) {
    return piece.replaceAll("\\s+", " ").strip();
  }

  private static boolean declares(Worker worker, String cell, Due each) {
    return declared(worker, cell).stream().anyMatch(each.asked()::contains);
  }

  private static Set<String> declared(Worker worker, String cell) {
    return worker.pieces(cell).stream()
        .flatMap(piece -> names(worker.snippets(piece)).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> names(List<Snippet> snippets) {
    return snippets.stream()
        .map(LabMarker::name)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /** The name that a snippet declares. */
  private static Optional<String> name(Snippet snippet) {
    if (snippet instanceof ImportSnippet imported) {
      String full = imported.fullname();
      return Optional.of(full.substring(full.lastIndexOf('.') + 1));
    }
    return snippet instanceof jdk.jshell.DeclarationSnippet declared
        ? Optional.of(declared.name())
        : Optional.empty();
  }

  /**
   * The exercises.
   *
   * @return the ids and points, in the order of the lab
   */
  public Map<String, Integer> points() {
    Map<String, Integer> points = new LinkedHashMap<>();
    due.forEach((id, each) -> points.put(id, each.exercise().points()));
    return points;
  }

  /**
   * Marks one notebook.
   *
   * @param notebook a student's notebook of this lab
   * @param notes takes what the instructor should know
   * @return the marks, in the order of the lab
   */
  public List<Mark> mark(NotebookFile notebook, List<String> notes) {
    StudentWork work = new StudentWork(notebook, source);
    Map<String, Mark> marks = new LinkedHashMap<>();
    Set<String> aside = new java.util.TreeSet<>();
    try (MarkingRun run = new MarkingRun(limits)) {
      for (MarkingScript.Step step : script.steps()) {
        Due each = due.get(step.exercise());
        if (each == null) {
          run.prepare(step.words(), step.code());
        } else {
          marks.put(step.exercise(), safely(run, each, work, aside));
        }
      }
    }
    if (!aside.isEmpty()) {
      notes.add(
          "Put aside, because the lab itself has something of this name: "
              + String.join(", ", aside));
    }
    List<Mark> inOrder = new ArrayList<>();
    due.keySet().forEach(id -> inOrder.add(marks.get(id)));
    return inOrder;
  }

  /** Code on which the compiler itself fails, or whose worker ended meanwhile, costs no other. */
  private Mark safely(MarkingRun run, Due each, StudentWork work, Set<String> aside) {
    for (int attempt = 1; ; attempt++) {
      try {
        return mark(run, each, work, aside);
      } catch (IllegalStateException | InternalError | StackOverflowError e) {
        run.drop();
        if (attempt > 1) {
          run.solved(each, List.of());
          String id = each.exercise().id();
          int points = each.exercise().points();
          String told = "the compiler gave up on it: say it in a simpler way";
          return new Mark(id, points, Mark.State.FAILED, told, 0, "");
        }
      }
    }
  }

  private Mark mark(MarkingRun run, Due each, StudentWork work, Set<String> aside) {
    Worker worker = run.worker();
    Optional<String> answer =
        work.answer(each.exercise(), text -> Worker.isFlat(text) && declares(worker, text, each));
    if (answer.isEmpty()) {
      run.solved(each, List.of());
      return new Mark(
          each.exercise().id(),
          each.exercise().points(),
          Mark.State.MISSING,
          "the notebook has no cell that answers it",
          0,
          "");
    }
    List<String> helpers = new ArrayList<>();
    for (String cell : work.added()) {
      helpers.addAll(allowed(worker, cell, Set.of(), false, aside));
    }
    List<String> pieces = new ArrayList<>(helpers);
    if (!each.kept().isBlank()) {
      pieces.add(each.kept());
    }
    String shown = LabExercise.withoutCheck(answer.get()).strip();
    pieces.addAll(allowed(worker, answer.get(), each.asked(), true, aside));
    Mark mark = run.check(each, pieces, MarkLimits.exercise(each.own()), shown);
    boolean ran = mark.state() == Mark.State.PASSED || mark.state() == Mark.State.FAILED;
    run.solved(each, ran ? pieces : List.of());
    return mark;
  }

  /**
   * The pieces of a student's cell that are run: declarations whose names the lab does not use, and
   * what was asked for. Statements are not, nor variables that nothing else in the cell reads.
   */
  private List<String> allowed(
      Worker worker, String cell, Set<String> asked, boolean variables, Set<String> aside) {
    List<String> pieces = worker.pieces(cell);
    List<String> allowed = new ArrayList<>();
    for (String piece : pieces) {
      List<Snippet> snippets = worker.snippets(piece);
      Set<String> names = names(snippets);
      Set<String> wrong = new HashSet<>(names);
      wrong.removeIf(name -> asked.contains(name) || !taken.contains(name) && !isAsked(name));
      boolean broken = snippets.stream().anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS);
      boolean imported = snippets.stream().allMatch(s -> s.kind() == Snippet.Kind.IMPORT);
      boolean variable = snippets.stream().anyMatch(s -> s.kind() == Snippet.Kind.VAR);
      if (known.contains(flat(piece)) || snippets.stream().anyMatch(LabMarker::isStatement)) {
        continue;
      }
      if (broken || snippets.isEmpty()) {
        // Said by the compiler, unless it is a helper that may not be needed.
        allowed.addAll(variables ? List.of(piece) : List.of());
      } else if (imported) {
        allowed.addAll(
            snippets.stream().noneMatch(LabMarker::isOfCells) ? List.of(piece) : List.of());
      } else if (!wrong.isEmpty()) {
        aside.addAll(variables ? wrong : Set.of());
      } else if (!names.isEmpty() && (!variable || variables && isRead(names, piece, pieces))) {
        allowed.add(piece);
      }
    }
    return allowed;
  }

  /**
   * Whether it does something instead of declaring it; also where it calls what the shell does not
   * know yet and counts as broken: together with the rest of the cell it would run.
   */
  private static boolean isStatement(Snippet snippet) {
    Snippet.Kind kind =
        snippet instanceof ErroneousSnippet broken ? broken.probableKind() : snippet.kind();
    return kind == Snippet.Kind.STATEMENT || kind == Snippet.Kind.EXPRESSION;
  }

  /** Whether an import names what another cell declares, under its full name in the shell. */
  private static boolean isOfCells(Snippet imported) {
    return ((ImportSnippet) imported).fullname().startsWith("REPL");
  }

  /** Whether it is what some exercise asks for: only that exercise's own cell may give it. */
  private boolean isAsked(String name) {
    return due.values().stream().anyMatch(each -> each.asked().contains(name));
  }

  private static boolean isRead(Set<String> names, String piece, List<String> pieces) {
    return pieces.stream()
        .filter(other -> !other.equals(piece))
        .anyMatch(
            other ->
                names.stream()
                    .anyMatch(
                        n ->
                            Pattern.compile("\\b" + Pattern.quote(n) + "\\b")
                                .matcher(other)
                                .find()));
  }
}
