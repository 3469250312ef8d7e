package io.transferlab.kernel;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.transferlab.kernel.display.DisplayMessages;
import io.transferlab.kernel.display.Renderers;
import io.transferlab.kernel.errors.ErrorReporter;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.execution.CellInterrupted;
import io.transferlab.kernel.execution.CellThreads;
import io.transferlab.kernel.execution.Outcome;
import io.transferlab.kernel.execution.Session;
import io.transferlab.kernel.magics.MagicRoom;
import io.transferlab.kernel.output.CellOutput;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The rooms of the kernel put together: what runs cells, shows values and knows magics. What cells
 * get from {@code getKernelInstance()}.
 */
public final class Kernel {
  private final CellThreads threads = new CellThreads();
  private final Renderers renderers = new Renderers();
  private final CellOutput output;
  private final MagicRoom magics;
  private final CompletableFuture<Session> session;
  private ErrorReporter reporter;
  private int running;

  /**
   * Begins to start JShell in the background: it takes a second that the front end need not wait
   * for.
   *
   * @param output where cells write
   */
  public Kernel(CellOutput output, Configuration configuration) {
    this.output = output;
    this.magics = new MagicRoom(this);
    this.session = new CompletableFuture<>();
    Thread opener = new Thread(() -> open(configuration), "kernel-jshell");
    opener.setDaemon(true);
    opener.start();
  }

  private void open(Configuration configuration) {
    try {
      Session opened = Session.open(threads, magics, configuration.compilerOptions());
      configuration.classpath().forEach(opened::addToClasspath);
      reporter = new ErrorReporter(opened.places());
      session.complete(opened);
    } catch (Throwable e) {
      session.completeExceptionally(e);
    }
  }

  /** The session, when it is ready. */
  public Session session() {
    return session.join();
  }

  /**
   * Runs a cell and renders its result.
   *
   * @param count its execution count, for error texts
   * @return the rendered value or the failure
   */
  public Result run(String source, int count) {
    Session ready = session();
    running = count;
    threads.begin();
    try {
      Outcome outcome = ready.evaluator().evaluate(source, count);
      if (!outcome.hasValue()) {
        return new Result(null, null);
      }
      Object value = outcome.value();
      return new Result(threads.call(() -> renderers.render(value)), null);
    } catch (CellThreads.Abandoned e) {
      return new Result(null, ErrorReporter.interrupted());
    } catch (Throwable e) {
      boolean stopped = threads.isStopping() || e instanceof CellInterrupted;
      return new Result(null, stopped ? ErrorReporter.interrupted() : report(e));
    } finally {
      threads.end();
    }
  }

  /**
   * A cell's result.
   *
   * @param data null if it has none
   * @param failure null if it went well
   */
  public record Result(DisplayData data, Failure failure) {}

  private Failure report(Throwable thrown) {
    try {
      return reporter.report(thrown);
    } catch (RuntimeException | Error e) {
      String name = thrown.getClass().getName();
      return new Failure(name, "", List.of(name));
    }
  }

  /** Stops the running cell. */
  public void interrupt() {
    threads.interrupt();
  }

  /** Evaluates what could be a cell, in the scope of cells, and returns its value. */
  public Object eval(String code) throws Exception {
    try {
      return session().evaluator().evaluate(code, running).value();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds jars or folders to what cells can use; a path may hold {@code *}. */
  public void addToClasspath(String path) {
    session().addToClasspath(path);
  }

  /** The magics, open to registrations of the user. */
  public Magics getMagics() {
    return magics.registry();
  }

  /** How values are shown, open to registrations of the user. */
  public Renderer getRenderer() {
    return renderers.registry();
  }

  Renderers renderers() {
    return renderers;
  }

  String show(DisplayData data) {
    String id = data.hasDisplayId() ? data.getDisplayId() : UUID.randomUUID().toString();
    output.publish("display_data", DisplayMessages.of(data, id));
    return id;
  }

  void update(String id, DisplayData data) {
    output.publish("update_display_data", DisplayMessages.of(data, id));
  }

  void clear(boolean wait) {
    JsonObject content = new JsonObject();
    content.addProperty("wait", wait);
    output.publish("clear_output", content);
  }
}
