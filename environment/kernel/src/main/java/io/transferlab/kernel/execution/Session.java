package io.transferlab.kernel.execution;

import io.transferlab.kernel.classpath.IndexedFiles;
import io.transferlab.kernel.errors.Places;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A JShell with what the kernel adds to it: its threads, its class loader, its evaluator. */
public final class Session {
  /** IJava's default imports, and those that lessons need next. */
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
          "import java.util.stream.*;",
          "import static io.transferlab.kernel.Notebook.*;");

  private final JShell shell;
  private final Places places;
  private final Evaluator evaluator;
  private final SnippetLoader loader;

  private Session(JShell shell, Places places, Evaluator evaluator, SnippetLoader loader) {
    this.shell = shell;
    this.places = places;
    this.evaluator = evaluator;
    this.loader = loader;
  }

  /** Starts a JShell and gives it the default imports. */
  public static Session open(
      CellThreads threads, MagicRunner magics, List<String> compilerOptions) {
    SnippetLoader loader = new SnippetLoader(Session.class.getClassLoader());
    SnippetControl control = new SnippetControl(threads, loader);
    threads.setContextLoader(loader);
    // With the names of local variables: the JVM's own text of a NullPointerException uses them.
    JShell shell =
        JShell.builder()
            .in(InputStream.nullInputStream())
            .out(new PrintStream(PrintStream.nullOutputStream()))
            .err(new PrintStream(PrintStream.nullOutputStream()))
            .compilerOptions(
                Stream.concat(Stream.of("-g"), compilerOptions.stream()).toArray(String[]::new))
            .executionEngine(new Provider(control), Map.of())
            .fileManager(files -> new IndexedFiles(files, folder()))
            .build();
    IMPORTS.forEach(shell::eval);
    Places places = new Places(shell);
    Evaluator evaluator =
        new Evaluator(shell, control, threads, places, magics, new Variables(shell, loader));
    return new Session(shell, places, evaluator, loader);
  }

  /** Where the kernel's jar lies; nothing where it runs from a folder of classes. */
  private static Optional<Path> folder() {
    CodeSource source = Session.class.getProtectionDomain().getCodeSource();
    try {
      return Optional.ofNullable(source)
          .map(CodeSource::getLocation)
          .map(each -> URI.create(each.toString()))
          .map(Path::of)
          .filter(Files::isRegularFile)
          .map(Path::getParent);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Evaluates cells. */
  public Evaluator evaluator() {
    return evaluator;
  }

  /** The shell, for completion and inspection. */
  public JShell shell() {
    return shell;
  }

  /** Where snippets came from. */
  public Places places() {
    return places;
  }

  /** The loader of the classes of cells. */
  public ClassLoader loader() {
    return loader;
  }

  /** Adds a jar or a folder to what cells can use. */
  public void addToClasspath(String path) {
    shell.addToClasspath(path);
  }

  private record Provider(SnippetControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "cells";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
