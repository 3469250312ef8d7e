package io.transferlab.kernel.errors;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Makes of a Throwable what the front end shows: the real exception, its lines, its causes. */
public final class ErrorReporter {
  /** The name under which the front end sees an interrupt. */
  public static final String INTERRUPTED = "Interrupted";

  private static final int MOST_LIBRARY_FRAMES = 8;
  private static final int MOST_FRAMES = 25;
  private static final int FIRST_FRAMES = 15;

  private final Places places;
  private final Cures cures = new Cures();

  /**
   * @param places finds lines of cells
   */
  public ErrorReporter(Places places) {
    this.places = places;
  }

  /** The failure for what the code of a cell threw. */
  public Failure report(Throwable thrown) {
    Throwable real = cures.firstFailure(unwrap(thrown));
    if (real instanceof CellInterrupted) {
      return interrupted();
    }
    if (real instanceof CellException cell) {
      return cell.failure();
    }
    Optional<Failure> unresolved = places.unresolved(real);
    if (unresolved.isPresent()) {
      return unresolved.get();
    }
    if (isOfCompiler(real)) {
      String text = "this is nested too deeply for the compiler: write it in several statements";
      return new Failure(
          Failure.COMPILATION, text, List.of(Style.error(Failure.COMPILATION) + ": " + text));
    }
    List<String> traceback = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable at = real;
    while (at != null && seen.add(at)) {
      Optional<Failure> cause = places.unresolved(at);
      if (cause.isPresent()) {
        traceback.add("Caused by: " + Style.error(cause.get().name()));
        traceback.addAll(cause.get().traceback());
        break;
      }
      traceback.add(headline(at, at != real));
      traceback.addAll(frames(at.getStackTrace()));
      for (Throwable suppressed : at.getSuppressed()) {
        traceback.add("  Suppressed: " + describe(suppressed));
      }
      at = at.getCause();
    }
    cures.find(real).ifPresent(cure -> traceback.add(Style.hint("What to do: " + cure)));
    return new Failure(name(real), message(real), List.copyOf(traceback));
  }

  /**
   * What the code of a cell threw, in one line: the error, and the line of the cell. For something
   * that cannot be used because it does not compile: why, and what to do.
   */
  public String oneLine(Throwable thrown) {
    Throwable real = unwrap(thrown);
    Optional<Failure> unresolved = places.unresolved(real);
    if (unresolved.isPresent()) {
      Failure failure = unresolved.get();
      return failure.message() + (failure.hint().isEmpty() ? "" : ". Hint: " + failure.hint());
    }
    String name = name(real);
    String text = name.substring(name.lastIndexOf('.') + 1);
    text += message(real).isEmpty() ? "" : ": " + message(real);
    for (StackTraceElement frame : Frames.ofUser(real.getStackTrace())) {
      Optional<Places.Place> place = places.find(frame);
      if (place.isPresent()) {
        String code = place.get().text();
        return text + " (" + where(place.get()) + (code.isEmpty() ? "" : ": " + code) + ")";
      }
    }
    return text;
  }

  /** The failure of a cell that took longer than it may. */
  public static Failure tooLong(long millis) {
    String text = "a statement took longer than " + millis + " ms (IJAVA_TIMEOUT)";
    return new Failure("Timeout", text, List.of(Style.error("Timeout") + ": " + text));
  }

  /** The failure of a cell that was interrupted. */
  public static Failure interrupted() {
    String text = "the cell was interrupted";
    return new Failure(INTERRUPTED, text, List.of(Style.error("Interrupted") + ": " + text));
  }

  /** The compiler's stack was full: JShell carries that on in a text. */
  private static boolean isOfCompiler(Throwable thrown) {
    boolean full =
        thrown instanceof StackOverflowError
            || thrown instanceof InternalError
                && String.valueOf(thrown.getMessage()).endsWith("java.lang.StackOverflowError");
    return full
        && Arrays.stream(thrown.getStackTrace()).noneMatch(f -> Frames.isSnippet(f.getClassName()));
  }

  /** What is only a carrier of another exception is left out. */
  private static Throwable unwrap(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null
        && (at instanceof InvocationTargetException
            || at instanceof ExecutionException
            || at instanceof CompletionException
            || at instanceof ExceptionInInitializerError)) {
      at = at.getCause();
    }
    return at;
  }

  private static String headline(Throwable thrown, boolean cause) {
    String text = message(thrown);
    return (cause ? "Caused by: " : "")
        + Style.error(name(thrown))
        + (text.isEmpty() ? "" : ": " + text);
  }

  private static String describe(Throwable thrown) {
    return name(thrown) + (message(thrown).isEmpty() ? "" : ": " + message(thrown));
  }

  private static String name(Throwable thrown) {
    String name = thrown.getClass().getName();
    return Frames.isSnippet(name) ? Frames.className(name) : name;
  }

  /** An exception of the user's own may fail even at saying its message. */
  private static String message(Throwable thrown) {
    try {
      String message = thrown.getLocalizedMessage();
      return message == null ? "" : Frames.readable(message);
    } catch (RuntimeException | Error e) {
      return "(its message cannot be read: " + e.getClass().getName() + ")";
    }
  }

  private List<String> frames(StackTraceElement[] stack) {
    List<String> lines = new ArrayList<>();
    int library = 0;
    List<StackTraceElement> all = Frames.ofUser(stack);
    int skipped = all.size() > MOST_FRAMES ? all.size() - MOST_FRAMES : 0;
    for (int i = 0; i < all.size(); i++) {
      if (i == FIRST_FRAMES && skipped > 0) {
        lines.add("     " + Style.faint("... " + skipped + " more calls"));
        i += skipped;
      }
      StackTraceElement frame = all.get(i);
      Optional<Places.Place> place = places.find(frame);
      if (place.isPresent()) {
        lines.addAll(left(library));
        library = 0;
        lines.add("  at " + Style.place(where(frame, place.get())));
        if (!place.get().text().isEmpty()) {
          lines.add("       " + place.get().text());
        }
      } else if (!Frames.isSnippet(frame.getClassName()) && library++ < MOST_LIBRARY_FRAMES) {
        lines.add("  at " + Style.faint(frame.toString()));
      }
    }
    lines.addAll(left(library));
    return lines;
  }

  private static List<String> left(int library) {
    int more = library - MOST_LIBRARY_FRAMES;
    return more > 0
        ? List.of("     " + Style.faint("... " + more + " more in libraries"))
        : List.of();
  }

  private static String where(StackTraceElement frame, Places.Place place) {
    String method = Frames.method(frame);
    return method.isEmpty() ? where(place) : method + " (" + where(place) + ")";
  }

  private static String where(Places.Place place) {
    String line = "line " + place.line();
    return place.origin().cell() > 0 ? "cell " + place.origin().cell() + ", " + line : line;
  }
}
