package io.transferlab.kernel;

import io.transferlab.kernel.errors.ErrorReporter;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.errors.Places;
import io.transferlab.kernel.execution.Session;
import io.transferlab.kernel.magics.CellFiles;
import io.transferlab.kernel.magics.Globs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens the session in the background and prepares it: class path, start scripts, first run. */
final class Startup {
  private final Configuration configuration;
  private final Function<Throwable, Failure> failures;
  private final CompletableFuture<Session> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile ErrorReporter reporter = new ErrorReporter(Places.NONE);
  private String failure;

  /**
   * @param failures what a reader sees of something that was thrown
   */
  Startup(Configuration configuration, Function<Throwable, Failure> failures) {
    this.configuration = configuration;
    this.failures = failures;
  }

  void begin(Supplier<Session> opener) {
    Thread thread = new Thread(() -> prepare(opener), "kernel-jshell");
    thread.setDaemon(true);
    thread.start();
  }

  /** What scripts print has somewhere to go from now on. */
  void connected() {
    connected.complete(null);
  }

  Session session() {
    return opened.join();
  }

  ErrorReporter reporter() {
    return reporter;
  }

  /** Waits for the scripts and tells, once, what went wrong in them. */
  synchronized Optional<String> awaitScripts() {
    opened.join();
    ready.join();
    Optional<String> told = Optional.ofNullable(failure);
    failure = null;
    return told;
  }

  private void prepare(Supplier<Session> opener) {
    try {
      Session session = opener.get();
      reporter = new ErrorReporter(session.places());
      opened.complete(session);
      connected.join();
      Globs.entries(configuration.classpath()).forEach(session::addToClasspath);
      for (String file : Globs.files(configuration.startupScripts())) {
        for (String cell : CellFiles.read(Path.of(file))) {
          session.evaluator().evaluate(cell, 0);
        }
      }
      session.evaluator().evaluate(configuration.startupScript(), 0);
    } catch (Throwable e) {
      opened.completeExceptionally(e);
      Failure found = failures.apply(e);
      failure = "The start of the kernel: " + String.join("\n", found.traceback()) + "\n";
    } finally {
      ready.complete(null);
    }
  }
}
