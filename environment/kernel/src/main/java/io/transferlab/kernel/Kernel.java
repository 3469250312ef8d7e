package io.transferlab.kernel;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.transferlab.kernel.display.DisplayMessages;
import io.transferlab.kernel.display.Renderers;
import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.CellInterrupted;
import io.transferlab.kernel.errors.ErrorReporter;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.execution.CellThreads;
import io.transferlab.kernel.execution.IdleCollector;
import io.transferlab.kernel.execution.Outcome;
import io.transferlab.kernel.execution.Session;
import io.transferlab.kernel.magics.CellScope;
import io.transferlab.kernel.magics.MagicRoom;
import io.transferlab.kernel.output.CellOutput;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * The rooms of the kernel put together: what runs cells, shows values and knows magics. What cells
 * get from {@code getKernelInstance()}.
 */
public final class Kernel implements CellScope {
  private static final long HINT_MILLIS = 2000;

  private final Configuration configuration;
  private final CellThreads threads;
  private final Renderers renderers = new Renderers();
  private final CellOutput output;
  private final IdleCollector idle = new IdleCollector();
  private final MagicRoom magics;
  private final Startup startup;
  private volatile int running;
  private volatile String lastShown;
  private final SignLine signs;
  private volatile String signId;

  /**
   * Begins to start JShell in the background: it takes a second that the front end need not wait
   * for.
   *
   * @param output where cells write
   */
  public Kernel(CellOutput output, Configuration configuration) {
    this.output = output;
    this.configuration = configuration;
    this.threads = new CellThreads(configuration.limitMillis());
    this.magics = new MagicRoom(this, threads);
    this.signs = new SignLine(this::publishSign, threads::isStopping, System::nanoTime);
    output.setListener(signs::alive);
    signs.start();
    this.startup = new Startup(configuration, this::failure);
    startup.begin(() -> Session.open(threads, magics, configuration.compilerOptions()));
  }

  /** What is printed can be sent from now on. */
  public void connected() {
    startup.connected();
  }

  /** The session, once it is open. */
  public Session session() {
    return startup.session();
  }

  /**
   * A cell's result.
   *
   * @param data null if it has none
   * @param failure null if it went well
   */
  public record Result(DisplayData data, Failure failure) {
    static final Result NOTHING = new Result(null, null);
  }

  /**
   * Runs a cell and renders its result.
   *
   * @param count its execution count, for error texts
   */
  public Result run(String source, int count) {
    return run(source, count, 0);
  }

  /**
   * Runs a cell and renders its result.
   *
   * @param count its execution count, for error texts
   * @param waited seconds that its reader has waited already
   */
  public Result run(String source, int count, double waited) {
    running = count;
    idle.begin();
    signs.begin(waited);
    Result result = evaluated(source);
    signs.end();
    boolean stopped = threads.end();
    idle.end();
    // A cell that went on to its end although it was asked to stop: what is queued shall not run.
    return stopped && result.failure() == null
        ? new Result(null, ErrorReporter.interrupted())
        : result;
  }

  private Result evaluated(String source) {
    try {
      startup.awaitScripts().ifPresent(failure -> output.text("stderr", failure));
      threads.begin();
      Outcome outcome = evaluate(source);
      if (!outcome.hasValue()) {
        return Result.NOTHING;
      }
      Object value = outcome.value();
      if (value != null && value == lastShown) {
        // A cell that ends in display(x); has shown x: its id says nothing to a reader.
        return Result.NOTHING;
      }
      return new Result(threads.call(() -> renderers.render(value)), null);
    } catch (Throwable e) {
      return new Result(null, failure(e));
    }
  }

  /** No thread of its own works on when this returns. */
  void rest() throws InterruptedException {
    idle.stop();
    while (!isIndexed()) {
      Thread.sleep(20);
    }
  }

  /** Whether JShell has read what classes there are, for hints and completion. */
  private boolean isIndexed() {
    return session().shell().sourceCodeAnalysis().listQualifiedNames("Object", 6).isUpToDate();
  }

  /** Evaluates what could be a cell, in the scope of cells; errors name the cell that runs. */
  @Override
  public Outcome evaluate(String source) throws Exception {
    try {
      return session().evaluator().evaluate(source, running);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      // A Throwable of the user's own that is neither.
      throw new CompletionException(e);
    }
  }

  /** What the front end shows for something that was thrown. */
  public Failure failure(Throwable thrown) {
    if (thrown instanceof CellException cell) {
      return cell.failure();
    }
    if (thrown instanceof TimeoutException && configuration.limitMillis() > 0) {
      return ErrorReporter.tooLong(configuration.limitMillis());
    }
    if (threads.isStopping()
        || thrown instanceof CellInterrupted
        || thrown instanceof CellThreads.Abandoned) {
      return ErrorReporter.interrupted();
    }
    try {
      return startup.reporter().report(thrown);
    } catch (RuntimeException | Error e) {
      String name = thrown.getClass().getName();
      return new Failure(name, String.valueOf(e), List.of(name, String.valueOf(e)));
    }
  }

  String explain(Throwable thrown) {
    return startup.reporter().oneLine(thrown);
  }

  /** Stops the running cell; asked again, gives it up. */
  public void interrupt() {
    int cell = running;
    threads.interrupt();
    Thread hint = new Thread(() -> hintIfStuck(cell), "kernel-hint");
    hint.setDaemon(true);
    hint.start();
  }

  private void hintIfStuck(int cell) {
    try {
      Thread.sleep(HINT_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    if (threads.isStopping() && cell == running) {
      output.text(
          "stderr",
          "The cell is inside a library and has not stopped yet. Interrupt again to give it up;"
              + " its thread then goes on without output.\n");
    }
  }

  /** Evaluates what could be a cell, in the scope of cells, and returns its value. */
  public Object eval(String code) throws Exception {
    return evaluate(code).value();
  }

  /** Adds jars or folders to what cells can use. */
  @Override
  public void addToClasspath(String path) {
    session().addToClasspath(path);
  }

  /** The magics, open to registrations of the user. */
  public Magics getMagics() {
    return magics.registry();
  }

  /** The names of the magics there are. */
  public List<String> magicNames() {
    return magics.names();
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
    lastShown = id;
    return id;
  }

  void sign(String line) {
    signs.show(line);
  }

  /** It is shown without being anything that the cell has shown. */
  private void publishSign(String line, boolean again) {
    if (!again) {
      signId = UUID.randomUUID().toString();
    }
    DisplayData data = new DisplayData();
    data.putText(line);
    output.publish(
        again ? "update_display_data" : "display_data", DisplayMessages.of(data, signId));
  }

  /** The running cell waits for a line from its reader, or no longer. */
  public void asks(boolean now) {
    signs.asks(now);
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
