package io.transferlab.kernel.errors;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.spi.SPIResolutionException;

/** Finds the line of a cell for a stack frame in the class that JShell made of a snippet. */
public final class Places {
  /** Knows no place: before there is a shell. */
  public static final Places NONE = new Places(null);

  private final JShell shell;
  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<String, Failure> unresolved = new HashMap<>();
  private final Map<String, Settled> settled = new HashMap<>();
  private Origin pending;

  /**
   * A line of a cell.
   *
   * @param line from 1
   */
  public record Place(Origin origin, int line) {
    /** The text of the line. */
    public String text() {
      return origin.lineText(line).strip();
    }
  }

  /** What is left of a snippet that JShell forgets: its threads and lambdas may still fail. */
  private record Settled(Origin origin, NavigableMap<Integer, Integer> lines) {}

  /**
   * @param shell whose snippets are asked for
   */
  public Places(JShell shell) {
    this.shell = shell;
  }

  /** Notes what is evaluated now: threads of it may fail before its snippet is known. */
  public synchronized void begin(Origin origin) {
    pending = origin;
  }

  /** Notes where a snippet came from. */
  public synchronized void add(Snippet snippet, Origin origin) {
    origins.put(snippet.id(), origin);
  }

  /** Notes the lines of a snippet that the shell is about to forget. */
  public synchronized void settle(Snippet snippet) {
    Origin origin = origins.remove(snippet.id());
    if (origin != null && shell.status(snippet) != Snippet.Status.REJECTED) {
      wrapper(snippet)
          .ifPresent(w -> settled.put(w.fullClassName(), new Settled(origin, lines(w, origin))));
    }
  }

  /** Notes why a declaration cannot be used; what was noted before is out of date. */
  public synchronized void unresolved(Snippet snippet, Failure failure) {
    unresolved.put(snippet.id(), failure);
  }

  /** Why a declaration cannot be used, for what JShell throws when it is used all the same. */
  public Optional<Failure> unresolved(Throwable thrown) {
    if (shell == null || !(thrown instanceof SPIResolutionException)) {
      return Optional.empty();
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String outer = outerClass(frame.getClassName());
      if (outer != null) {
        return shell
            .snippets()
            .filter(snippet -> wrapper(snippet).filter(w -> isOf(w, outer)).isPresent())
            .findFirst()
            .map(this::unresolvedOrUnknown);
      }
    }
    return Optional.empty();
  }

  private synchronized Failure unresolvedOrUnknown(Snippet snippet) {
    Failure noted = unresolved.get(snippet.id());
    return noted == null
        ? CompileErrors.at(of(snippet), 0, 0, 0, "this uses what is not defined")
        : noted;
  }

  /** Where a snippet came from; the text alone if that was never noted. */
  public synchronized Origin of(Snippet snippet) {
    return origins.getOrDefault(snippet.id(), new Origin(0, 1, snippet.source()));
  }

  /** The line of the frame; empty if it is not in a cell. */
  public Optional<Place> find(StackTraceElement frame) {
    String outer = outerClass(frame.getClassName());
    if (shell == null || outer == null || frame.getLineNumber() < 0) {
      return Optional.empty();
    }
    Settled over = settled(outer);
    if (over != null) {
      return Optional.of(place(over.lines(), over.origin(), frame.getLineNumber()));
    }
    return shell
        .snippets()
        .map(snippet -> find(snippet, outer, frame.getLineNumber()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Place> find(Snippet snippet, String outer, int line) {
    Origin origin;
    synchronized (this) {
      origin = origins.getOrDefault(snippet.id(), pending);
    }
    if (origin == null) {
      return Optional.empty();
    }
    return wrapper(snippet)
        .filter(w -> isOf(w, outer))
        .map(w -> place(lines(w, origin), origin, line));
  }

  private synchronized Settled settled(String outer) {
    return settled.get(outer);
  }

  private static Place place(NavigableMap<Integer, Integer> lines, Origin origin, int line) {
    Map.Entry<Integer, Integer> found = lines.floorEntry(line);
    return new Place(origin, found == null ? origin.line() : found.getValue());
  }

  private Optional<SnippetWrapper> wrapper(Snippet snippet) {
    return wrapper(shell, snippet);
  }

  /** What JShell made of a snippet, if it came so far. */
  public static Optional<SnippetWrapper> wrapper(JShell shell, Snippet snippet) {
    try {
      return Optional.of(shell.sourceCodeAnalysis().wrapper(snippet));
    } catch (IllegalArgumentException e) {
      // Snippets that were never compiled have no wrapper.
      return Optional.empty();
    }
  }

  private static boolean isOf(SnippetWrapper wrapper, String outer) {
    return wrapper.fullClassName().equals(outer);
  }

  /** Line of the wrapper class to line of the cell. */
  private static NavigableMap<Integer, Integer> lines(SnippetWrapper wrapper, Origin origin) {
    NavigableMap<Integer, Integer> lines = new TreeMap<>();
    String wrapped = wrapper.wrapped();
    String source = wrapper.source();
    int shift = Math.max(0, origin.source().indexOf(source));
    int start = 0;
    while (start < source.length()) {
      int end = source.indexOf('\n', start);
      end = end < 0 ? source.length() : end;
      int text = start;
      while (text < end && Character.isWhitespace(source.charAt(text))) {
        text++;
      }
      int at = text < end ? wrapper.sourceToWrappedPosition(text) : -1;
      if (at >= 0 && at <= wrapped.length()) {
        int line = 1 + (int) wrapped.substring(0, at).chars().filter(c -> c == '\n').count();
        lines.put(line, origin.lineAt(shift + text));
      }
      start = end + 1;
    }
    return lines;
  }

  /** The wrapper class {@code REPL.$JShell$7} of a class in it; null for other classes. */
  private static String outerClass(String name) {
    if (!Frames.isSnippet(name)) {
      return null;
    }
    int end = Frames.PREFIX.length();
    while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end);
  }
}
