package io.transferlab.kernel.errors;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
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
    List<String> traceback = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable at = real;
    while (at != null && seen.add(at)) {
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
      return message == null ? "" : message;
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
    String line = "line " + place.line();
    String text = place.origin().cell() > 0 ? "cell " + place.origin().cell() + ", " + line : line;
    return method.isEmpty() ? text : method + " (" + text + ")";
  }
}
