package io.transferlab.classroom;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.StreamingExecutionControl;
import jdk.jshell.execution.Util;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * A Java shell whose code runs in a process of its own, as cells run in a kernel: it is compiled
 * here, and what an expression gives comes back as a value, apart from all that is printed.
 */
final class Worker implements AutoCloseable {
  /** What the course kernel imports before the first cell. */
  private static final List<String> IMPORTS =
      List.of(
          "import java.io.*;",
          "import java.math.*;",
          "import java.net.*;",
          "import java.nio.file.*;",
          "import java.time.*;",
          "import java.util.*;",
          "import java.util.concurrent.*;",
          "import java.util.function.*;",
          "import java.util.prefs.*;",
          "import java.util.regex.*;",
          "import java.util.stream.*;");

  private static final int DEEPEST = 500;

  private final WorkerProcess process;
  private final JShell shell;
  private final AtomicLong printed = new AtomicLong();

  /** Set when the connection ends: the process may be there a moment longer. */
  private volatile boolean ended;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "marking");
            made.setDaemon(true);
            return made;
          });

  private Worker(WorkerProcess process) {
    this.process = process;
    this.shell =
        JShell.builder()
            .in(InputStream.nullInputStream())
            .out(new PrintStream(OutputStream.nullOutputStream()))
            .err(new PrintStream(OutputStream.nullOutputStream()))
            .executionEngine(new Remote(), Map.of())
            .build();
    shell.onShutdown(gone -> ended = true);
  }

  /**
   * What a worker may send are texts, numbers and the places of an exception: a student's program
   * that speaks in its place can make nothing else here.
   */
  private static void bound() {
    try {
      ObjectInputFilter.Config.setSerialFilter(
          ObjectInputFilter.Config.createFilter(
              "maxdepth=8;maxarray=100000;java.lang.StackTraceElement;java.lang.String;"
                  + "java.lang.Number;java.lang.Integer;java.lang.Boolean;!*"));
    } catch (IllegalStateException e) {
      // It is set already, and can be set once only.
    }
  }

  static Worker start(MarkLimits limits) {
    bound();
    WorkerProcess process = WorkerProcess.start(limits);
    try {
      Worker worker = new Worker(process);
      worker.shell.addToClasspath(WorkerProcess.classPath());
      IMPORTS.forEach(worker.shell::eval);
      return worker;
    } catch (IllegalStateException e) {
      process.close();
      throw LabException.of(
          "a Java of its own for a submission",
          "one that ended at once",
          "see whether there is memory for it; mark --memory names the least");
    }
  }

  /** Connects the shell to the process. */
  private final class Remote implements ExecutionControlProvider {
    @Override
    public String name() {
      return "marking";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters)
        throws IOException {
      OutputStream counted = new Counted();
      return Util.remoteInputOutput(
          process.socket().getInputStream(),
          process.socket().getOutputStream(),
          Map.of("out", counted, "err", counted),
          Map.of("in", InputStream.nullInputStream()),
          (in, out) -> new StreamingExecutionControl(out, in));
    }
  }

  /** Keeps nothing, and ends a program that prints without end. */
  private final class Counted extends OutputStream {
    @Override
    public void write(int one) {
      count(1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count(length);
    }

    private void count(int bytes) {
      if (printed.addAndGet(bytes) > MarkLimits.OUTPUT_BYTES && process.isAlive()) {
        process.kill();
      }
    }
  }

  /** The pieces of a cell, as the shell reads them one after the other; the last may be broken. */
  List<String> pieces(String cell) {
    if (!isFlat(cell)) {
      throw new IllegalStateException("brackets in brackets");
    }
    List<String> pieces = new ArrayList<>();
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        break;
      }
      pieces.add(next.source() == null ? rest : next.source());
      rest = next.source() == null || next.remaining() == null ? "" : next.remaining();
    }
    return pieces;
  }

  /** Whether the compiler's own stack serves for it. Nobody nests brackets deeper by hand. */
  static boolean isFlat(String cell) {
    int depth = 0;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
      if (depth > DEEPEST) {
        return false;
      }
    }
    return true;
  }

  /** What a piece would declare, without running it. */
  List<Snippet> snippets(String piece) {
    return shell.sourceCodeAnalysis().sourceToSnippets(piece);
  }

  JShell shell() {
    return shell;
  }

  /** Runs one piece within a time. */
  List<SnippetEvent> run(String piece, Duration limit) throws Stopped {
    printed.set(0);
    Future<List<SnippetEvent>> running = thread.submit(() -> shell.eval(piece));
    try {
      List<SnippetEvent> events = running.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      if (ended || !process.isAlive()) {
        throw new Stopped(why());
      }
      return events;
    } catch (TimeoutException e) {
      process.kill();
      throw new Stopped(Stopped.Reason.TIME);
    } catch (ExecutionException e) {
      if (ended || !process.isAlive() || e.getCause() instanceof IllegalStateException) {
        throw new Stopped(why());
      }
      process.kill();
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException();
    }
  }

  private Stopped.Reason why() {
    return printed.get() > MarkLimits.OUTPUT_BYTES ? Stopped.Reason.OUTPUT : process.whyEnded();
  }

  @Override
  public void close() {
    process.close();
    try {
      shell.close();
    } catch (IllegalStateException e) {
      // its process is gone
    }
    thread.shutdownNow();
  }
}
