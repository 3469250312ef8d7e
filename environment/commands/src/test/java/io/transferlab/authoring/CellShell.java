package io.transferlab.authoring;

import io.transferlab.testing.Captured;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs code cells in this program, as a Java kernel does in its own. */
final class CellShell implements AutoCloseable {
  private static final class SameProgram implements ExecutionControlProvider {
    @Override
    public String name() {
      return "same program";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return new LocalExecutionControl(new Loader());
    }
  }

  /** Gives the cells the classes of this program, wherever a test runner keeps them. */
  private static final class Loader extends ClassLoader implements LoaderDelegate {
    private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();

    Loader() {
      super(CellShell.class.getClassLoader());
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
      // Each may refer to the others: all are there before the first is looked up.
      for (ClassBytecodes one : classes) {
        waiting.put(one.name(), one.bytecodes());
      }
      boolean[] loaded = new boolean[classes.length];
      for (int i = 0; i < classes.length; i++) {
        try {
          loadClass(classes[i].name());
          loaded[i] = true;
        } catch (ClassNotFoundException | LinkageError e) {
          throw new ClassInstallException(e.getMessage(), loaded);
        }
      }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = waiting.remove(name);
      Class<?> known = bytes == null ? findLoadedClass(name) : null;
      if (bytes == null && known == null) {
        throw new ClassNotFoundException(name);
      }
      return known == null ? defineClass(name, bytes, 0, bytes.length) : known;
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
      // A loaded class stays as it is; JShell then makes a new one.
    }

    @Override
    public void addToClasspath(String path) {
      // The classes are there already; the path is for the compiler.
    }
  }

  private final JShell shell =
      JShell.builder().executionEngine(new SameProgram(), Map.of()).out(System.err).build();

  CellShell() {
    shell.addToClasspath(classPath());
  }

  /** A test runner has the classes behind a loader of its own, or names them in a property. */
  private static String classPath() {
    if (CellShell.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(URL::getPath)
          .collect(Collectors.joining(java.io.File.pathSeparator));
    }
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /**
   * Runs a cell.
   *
   * @return what it printed
   * @throws AssertionError with the compiler's words or the exception if it does not run
   */
  String run(String cell) {
    return Captured.text(() -> runSnippets(cell));
  }

  private void runSnippets(String cell) {
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        return;
      }
      for (SnippetEvent event : shell.eval(next.source() == null ? rest : next.source())) {
        check(event);
      }
      rest = next.remaining() == null ? "" : next.remaining();
    }
  }

  private void check(SnippetEvent event) {
    Snippet snippet = event.snippet();
    if (event.status() == Snippet.Status.REJECTED) {
      throw new AssertionError(
          shell
                  .diagnostics(snippet)
                  .map(problem -> problem.getMessage(Locale.ROOT))
                  .collect(Collectors.joining("; "))
              + " in: "
              + snippet.source());
    }
    if (event.exception() instanceof EvalException thrown) {
      throw new AssertionError(
          thrown.getExceptionClassName() + ": " + thrown.getMessage() + " in: " + snippet.source(),
          thrown);
    }
    if (event.exception() != null) {
      throw new AssertionError(event.exception() + " in: " + snippet.source(), event.exception());
    }
  }

  /** The folder of the labs' sources, seen from a module of this project. */
  static Path labs() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (up.resolve("notebooks/solutions").toFile().isDirectory()) {
        return up.resolve("notebooks/solutions");
      }
    }
    throw new AssertionError("no notebooks above " + Path.of("").toAbsolutePath());
  }

  @Override
  public void close() {
    shell.close();
  }
}
