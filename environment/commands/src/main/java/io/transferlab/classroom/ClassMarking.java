package io.transferlab.classroom;

import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.QuizMark;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Marks all that a class has handed in; one that is broken or endless stops nobody else's. */
public final class ClassMarking {
  /**
   * What to mark, and how.
   *
   * @param submissions the folder of what was handed in
   * @param notebooks the course's folder of labs, with the solutions
   * @param out where the marks go
   * @param lab the lab that all are of, by number or name; null: each says itself
   */
  public record Places(Path submissions, Path notebooks, Path out, @Nullable String lab) {}

  private final Places places;
  private final MarkLimits limits;
  private final Consumer<String> say;
  private final Map<String, Object> markers = new LinkedHashMap<>();
  private boolean whole;
  private int jobs = 1;

  private ClassMarking(Places places, MarkLimits limits, Consumer<String> say) {
    this.places = places;
    this.limits = limits;
    this.say = say;
  }

  /**
   * A marking that has not begun.
   *
   * @param places what to mark
   * @param limits what each may use
   * @param say takes a line for each submission
   * @return one at a time, by the cells that stand for the lab
   */
  public static ClassMarking of(Places places, MarkLimits limits, Consumer<String> say) {
    return new ClassMarking(places, limits, say);
  }

  /**
   * Runs all the lab's own cells for every submission.
   *
   * @return this marking
   */
  public ClassMarking wholeLabs() {
    whole = true;
    return this;
  }

  /**
   * Marks several at a time.
   *
   * @param number how many
   * @return this marking
   */
  public ClassMarking jobs(int number) {
    jobs = number;
    return this;
  }

  /**
   * Marks, and writes tables and pages.
   *
   * @param resume whether to go on with marks that are there
   * @return the marks
   * @throws LabException if there is nothing to mark, or marks are there and it does not go on
   * @throws CancellationException if the thread is interrupted; what is marked is kept
   */
  public MarkBook mark(boolean resume) {
    CourseLabs labs = CourseLabs.sources(places.notebooks());
    NotebookFile only = places.lab() == null ? null : labs.named(places.lab());
    MarkBook book = MarkBook.open(places.out(), resume);
    List<Submission> all = Submissions.in(places.submissions());
    book.keepOnly(all.stream().map(Submission::file).toList());
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    List<Future<?>> running = new ArrayList<>();
    try {
      for (Submission each : latest(all, labs, book)) {
        running.add(workers.submit(() -> mark(each, labs, only, book)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (InterruptedException e) {
      throw broken(book, all.size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LabException told) {
        throw told;
      }
      if (e.getCause() instanceof CancellationException) {
        throw broken(book, all.size());
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
    write(book, labs);
    return book;
  }

  private CancellationException broken(MarkBook book, int all) {
    Thread.interrupted();
    return new CancellationException(
        book.rows().size()
            + " of "
            + all
            + " are marked and kept in "
            + places.out()
            + "; go on with --resume");
  }

  /** Of two notebooks of one student and lab the later one; the other is said to be left. */
  private List<Submission> latest(List<Submission> all, CourseLabs labs, MarkBook book) {
    Map<String, Submission> kept = new LinkedHashMap<>();
    for (Submission each : all) {
      Optional<NotebookFile> lab = each.opened().flatMap(n -> labs.of(n, each.name()));
      String key = lab.map(l -> each.student() + "\n" + l.name()).orElse(each.file());
      Submission other = kept.get(key);
      if (other == null || each.time() >= other.time()) {
        kept.put(key, each);
      }
      if (other != null) {
        Submission left = kept.get(key) == each ? other : each;
        say.accept(left.student() + ": " + left.file() + " is left aside for a later one");
        book.keepOnly(
            all.stream().map(Submission::file).filter(f -> !f.equals(left.file())).toList());
      }
    }
    return List.copyOf(kept.values());
  }

  private void mark(Submission each, CourseLabs labs, @Nullable NotebookFile only, MarkBook book) {
    Optional<NotebookFile> lab = each.opened().flatMap(n -> labs.of(n, each.name()));
    String problem = each.problem();
    if (problem.isEmpty() && lab.isEmpty()) {
      problem = "it is no lab of this course";
    } else if (problem.isEmpty() && only != null && !lab.get().name().equals(only.name())) {
      problem = "it is another lab: " + labs.stem(lab.get()) + ", not " + labs.stem(only);
    }
    MarkBook.Row row;
    if (problem.isEmpty()) {
      String labSha =
          Sha256.of(lab.get().json().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Optional<MarkBook.Row> known = book.known(each.file(), each.sha256(), labSha);
      row = known.isPresent() ? known.get() : marked(each, lab.get(), labs.stem(lab.get()), labSha);
    } else {
      String of = only == null ? lab.map(labs::stem).orElse("") : labs.stem(only);
      row = row(each, of, "", List.of(), List.of(), problem, 0, null);
    }
    book.put(row);
    say.accept(line(row));
  }

  private MarkBook.Row marked(Submission each, NotebookFile lab, String name, String labSha) {
    List<String> notes = new ArrayList<>();
    LabMarker marker = marker(lab);
    long began = System.nanoTime();
    List<Mark> marks = List.of();
    String problem = "";
    try {
      marks = marker.mark(each.opened().orElseThrow(), notes);
    } catch (LabException e) {
      problem = "it could not be marked: " + e.getMessage();
    }
    double seconds = Math.round((System.nanoTime() - began) / 1e8) / 10.0;
    QuizMark quiz = QuizMark.of(each.opened().orElseThrow(), lab).orElse(null);
    return row(each, name, labSha, marks, notes, problem, seconds, quiz);
  }

  private static MarkBook.Row row(
      Submission each,
      String lab,
      String labSha,
      List<Mark> marks,
      List<String> notes,
      String problem,
      double seconds,
      @Nullable QuizMark quiz) {
    return new MarkBook.Row(
        each.student(),
        each.file(),
        each.sha256(),
        lab,
        labSha,
        marks.stream().mapToInt(Mark::got).sum(),
        marks.stream().mapToInt(Mark::points).sum(),
        marks,
        List.copyOf(notes),
        problem,
        seconds,
        each.predictions(),
        quiz);
  }

  /** The lab's own answers come first, once; whoever needs the same lab waits. */
  private LabMarker marker(NotebookFile lab) {
    synchronized (markers) {
      Object known = markers.get(lab.name());
      if (known == null) {
        say.accept(lab.name() + ": the course's own answers first");
        try {
          known = LabMarker.of(lab, whole, limits);
        } catch (LabException e) {
          known = e;
        }
        markers.put(lab.name(), known);
      }
      if (known instanceof LabException broken) {
        throw broken;
      }
      return (LabMarker) known;
    }
  }

  private static String line(MarkBook.Row row) {
    if (!row.problem().isEmpty()) {
      return row.student() + ": not marked (" + row.file() + "): " + row.problem();
    }
    List<String> lost =
        row.marks().stream()
            .filter(mark -> mark.state() != Mark.State.PASSED)
            .map(mark -> mark.exercise() + " " + mark.state().word())
            .toList();
    return String.format(
        java.util.Locale.ROOT,
        "%s: %s: %d of %d%s, %.1f s",
        row.student(),
        row.lab(),
        row.got(),
        row.of(),
        lost.isEmpty() ? "" : " (" + String.join(", ", lost) + ")",
        row.seconds());
  }

  private void write(MarkBook book, CourseLabs labs) {
    AtomicFiles.writeText(places.out().resolve("marks.csv"), book.csv());
    new MarkPages(book, labs).write(places.out());
  }
}
