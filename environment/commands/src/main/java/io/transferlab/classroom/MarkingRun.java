package io.transferlab.classroom;

import io.transferlab.check.Marking;
import io.transferlab.core.LabException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/**
 * One submission in its worker. A worker that was stopped is replaced by a new one, in which all
 * that went before is run again, but for the code that stopped it.
 */
final class MarkingRun implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Something that was run, and will be run again in a new worker. */
  private record Line(String words, String code, boolean course) {}

  private final MarkLimits limits;
  private final List<Line> log = new ArrayList<>();
  private Duration left;
  private @Nullable Worker worker;

  /** Whether this worker has run a student's code, which may still work in the background. */
  private boolean touched;

  MarkingRun(MarkLimits limits) {
    this.limits = limits;
    this.left = limits.time();
  }

  /** The worker, with all that was run so far. */
  Worker worker() {
    if (worker != null) {
      return worker;
    }
    for (int attempt = 1; ; attempt++) {
      Worker started = Worker.start(limits);
      touched = false;
      try {
        for (Line line : log) {
          perform(started, line);
        }
        worker = started;
        return started;
      } catch (Stopped e) {
        started.close();
        // A helper of the student's may have ended it; the course's own code has not.
        log.removeIf(line -> !line.course());
        if (attempt > 2) {
          throw unprepared("the cells before the exercises", e.reason().toString());
        }
      } catch (LabException e) {
        started.close();
        throw e;
      }
    }
  }

  private void perform(Worker in, Line line) throws Stopped {
    touched |= !line.course();
    Optional<String> trouble = compiled(in, List.of(line.code()), MarkLimits.PREPARATION);
    if (trouble.isPresent() && line.course()) {
      throw unprepared(line.words(), trouble.get());
    }
  }

  /** Runs the course's own code. */
  void prepare(String words, String code) {
    Line line = new Line(words, code, true);
    for (int attempt = 1; ; attempt++) {
      try {
        perform(worker(), line);
        log.add(line);
        return;
      } catch (Stopped e) {
        if (!again(attempt)) {
          throw unprepared(words, e.reason().toString());
        }
      } catch (LabException e) {
        if (!again(attempt)) {
          throw e;
        }
      }
    }
  }

  /** Whether a student's code may be to blame: then the course's own runs again without it. */
  private boolean again(int attempt) {
    boolean again = touched && attempt == 1;
    drop();
    log.removeIf(line -> !line.course());
    return again;
  }

  private static LabException unprepared(String words, String why) {
    return LabException.of(
        "the lab's own cells to run (" + words + ")",
        why,
        "see whether there is memory and time: --memory, --minutes; environment/lab doctor");
  }

  /**
   * Puts the course's answer in the place of the student's, so that later exercises stand alone.
   */
  void solved(LabMarker.Due due, List<String> helpers) {
    helpers.forEach(piece -> log.add(new Line("helpers", piece, false)));
    Line line = new Line("exercise " + due.exercise().id(), due.solution(), true);
    if (worker == null) {
      log.add(line); // run by the next worker, if there is one
    } else {
      prepare(line.words(), line.code());
    }
  }

  /** Runs a student's pieces, then the course's check on them. */
  Mark check(LabMarker.Due due, List<String> pieces, Duration limit, String shown) {
    String id = due.exercise().id();
    if (left.isNegative() || left.isZero()) {
      return new Mark(
          id,
          due.exercise().points(),
          Mark.State.STOPPED,
          "no time was left: the exercises before it took all " + words(limits.time()),
          0,
          shown);
    }
    for (int attempt = 1; ; attempt++) {
      Worker in = worker();
      boolean before = touched;
      touched = true;
      long began = System.nanoTime();
      Duration most = limit.compareTo(left) < 0 ? limit : left;
      try {
        Optional<String> trouble = compiled(in, pieces, most);
        Duration rest = most.minusNanos(System.nanoTime() - began);
        Mark mark =
            trouble.isPresent()
                ? mark(due, Mark.State.FAILED, "it does not compile: " + trouble.get(), shown)
                : checked(in, due, rest, shown);
        return timed(mark, began);
      } catch (Stopped e) {
        drop();
        // What ended it may be left of an exercise before: once more, alone.
        if (e.reason() != Stopped.Reason.ENDED || !before || attempt > 1) {
          return timed(mark(due, Mark.State.STOPPED, why(e.reason(), most, due), shown), began);
        }
      }
    }
  }

  private Mark timed(Mark mark, long began) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    left = left.minus(took);
    return new Mark(
        mark.exercise(),
        mark.points(),
        mark.state(),
        mark.message(),
        Math.round(took.toMillis() / 10.0) / 100.0,
        mark.code());
  }

  private static Mark mark(LabMarker.Due due, Mark.State state, String message, String shown) {
    return new Mark(due.exercise().id(), due.exercise().points(), state, message, 0, shown);
  }

  private Mark checked(Worker in, LabMarker.Due due, Duration rest, String shown) throws Stopped {
    byte[] word = new byte[16];
    RANDOM.nextBytes(word);
    String nonce = HexFormat.of().formatHex(word);
    // By its full name: a student's class Check is not meant.
    String check =
        due.exercise()
            .check()
            .replaceFirst(
                "^Check\\.exercise\\(", Marking.class.getName() + ".exercise(\"" + nonce + "\", ");
    for (SnippetEvent event : in.run(check.stripTrailing(), rest)) {
      String value = event.value();
      String[] parts = value == null ? new String[0] : value.replace("\"", "").split(" ", -1);
      if (parts.length == 3 && parts[0].equals(nonce)) {
        String message = new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8);
        return switch (parts[1]) {
          case "PASSED" -> mark(due, Mark.State.PASSED, "", shown);
          case "NOT_ATTEMPTED" -> mark(due, Mark.State.OPEN, "not attempted yet", shown);
          default -> mark(due, Mark.State.FAILED, message, shown);
        };
      }
      if (event.status() == Snippet.Status.REJECTED) {
        return mark(
            due,
            Mark.State.FAILED,
            "the check cannot call it: "
                + in.shell()
                    .diagnostics(event.snippet())
                    .map(problem -> oneLine(problem.getMessage(Locale.ENGLISH)))
                    .collect(Collectors.joining("; ")),
            shown);
      }
    }
    return mark(due, Mark.State.FAILED, "the check came to no end in it", shown);
  }

  private String why(Stopped.Reason reason, Duration limit, LabMarker.Due due) {
    return switch (reason) {
      case TIME ->
          "stopped after "
              + words(limit)
              + "; the course's own answer takes "
              + words(due.own())
              + ": does it come to an end?";
      case MEMORY -> "it took more memory than there is for it, " + limits.memoryMib() + " MiB";
      case OUTPUT ->
          "it printed more than " + (MarkLimits.OUTPUT_BYTES >> 20) + " MiB; leave such lines out";
      case ENDED -> "it ended the program: an exercise returns, it calls no System.exit";
    };
  }

  private static String words(Duration time) {
    return String.format(
        Locale.ROOT, time.toSeconds() < 10 ? "%.1f s" : "%.0f s", time.toMillis() / 1000.0);
  }

  /** Runs pieces; what the compiler says of the first that it does not accept. */
  private static Optional<String> compiled(Worker in, List<String> cells, Duration limit)
      throws Stopped {
    long until = System.nanoTime() + limit.toNanos();
    List<DeclarationSnippet> open = new ArrayList<>();
    for (String cell : cells) {
      for (String piece : in.pieces(cell)) {
        for (SnippetEvent event : in.run(piece, Duration.ofNanos(until - System.nanoTime()))) {
          Snippet snippet = event.snippet();
          if (event.causeSnippet() != null) {
            continue; // an earlier one, which this one touches
          }
          if (event.status() == Snippet.Status.REJECTED) {
            return Optional.of(rejected(in, snippet));
          }
          if (event.exception() != null) {
            return Optional.of(oneLine(String.valueOf(event.exception().getMessage())));
          }
          if (snippet instanceof DeclarationSnippet declared) {
            open.add(declared);
          }
        }
      }
    }
    // Only now: the first may use the last.
    return open.stream()
        .flatMap(declared -> in.shell().unresolvedDependencies(declared))
        .findFirst()
        .map(missing -> "there is no " + missing);
  }

  private static String rejected(Worker in, Snippet snippet) {
    return in.shell()
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(
            problem ->
                oneLine(problem.getMessage(Locale.ENGLISH))
                    + ", in: "
                    + line(snippet.source(), (int) problem.getPosition()))
        .limit(2)
        .collect(Collectors.joining("; "));
  }

  private static String line(String source, int position) {
    int at = Math.max(0, Math.min(position, source.length()));
    int end = source.indexOf('\n', at);
    return oneLine(
        source.substring(source.lastIndexOf('\n', at - 1) + 1, end < 0 ? source.length() : end));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** Ends the worker; the next question makes a new one. */
  void drop() {
    if (worker != null) {
      worker.close();
      worker = null;
    }
  }

  @Override
  public void close() {
    drop();
  }
}
