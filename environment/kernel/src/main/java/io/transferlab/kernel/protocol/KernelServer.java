package io.transferlab.kernel.protocol;

import com.google.gson.JsonObject;
import io.transferlab.kernel.Configuration;
import io.transferlab.kernel.Kernel;
import io.transferlab.kernel.KernelLog;
import io.transferlab.kernel.connection.Channel;
import io.transferlab.kernel.connection.ConnectionFile;
import io.transferlab.kernel.connection.Signer;
import io.transferlab.kernel.connection.StdinChannel;
import io.transferlab.kernel.connection.Wire;
import io.transferlab.kernel.errors.CellInterrupted;
import io.transferlab.kernel.output.CellOutput;
import io.transferlab.kernel.output.Console;
import io.transferlab.kernel.output.ConsoleInput;
import io.transferlab.kernel.output.Publisher;
import java.util.HashMap;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/** The five sockets of a kernel, each with its thread, and what answers on them. */
public final class KernelServer {
  private final Publisher publisher = new Publisher();
  private final CellOutput output = new CellOutput(publisher);
  private final Kernel kernel;
  private final KernelLog log;
  private Server shell;
  private Server control;
  private StdinChannel stdin;
  private Channel heartbeat;
  private Channel iopub;

  /** Begins to start the kernel, which takes longer than what else there is to do. */
  public KernelServer(Configuration configuration, KernelLog log) {
    this.log = log;
    kernel = new Kernel(output, configuration);
  }

  /** Binds the sockets of the connection file, and nothing else. */
  public void bind(ConnectionFile file) {
    ZContext context = new ZContext();
    Wire wire = new Wire(new Signer(file.key()));
    Channel shellChannel =
        Channel.bind(context, SocketType.ROUTER, file.address(file.shell()), wire);
    Channel controlChannel =
        Channel.bind(context, SocketType.ROUTER, file.address(file.control()), wire);
    stdin =
        new StdinChannel(
            Channel.bind(context, SocketType.ROUTER, file.address(file.stdin()), wire));
    heartbeat = Channel.bind(context, SocketType.REP, file.address(file.heartbeat()), wire);
    iopub = Channel.bind(context, SocketType.PUB, file.address(file.iopub()), wire);
    History history = new History();
    ExecuteHandler execute = new ExecuteHandler(kernel, output, stdin, shellChannel, history);
    EditHandlers edit = new EditHandlers(kernel);
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("kernel_info_request", InfoHandlers::kernelInfo);
    handlers.put("comm_info_request", InfoHandlers::commInfo);
    handlers.put("comm_open", InfoHandlers::commOpen);
    handlers.put("execute_request", execute::handle);
    handlers.put("history_request", history::handle);
    handlers.put("complete_request", edit::complete);
    handlers.put("inspect_request", edit::inspect);
    handlers.put("is_complete_request", edit::isComplete);
    handlers.put("shutdown_request", this::shutdown);
    handlers.put("interrupt_request", this::interrupt);
    shell = new Server(shellChannel, publisher, handlers, log);
    execute.setServer(shell);
    control =
        new Server(
            controlChannel,
            publisher,
            Map.of(
                "kernel_info_request", InfoHandlers::kernelInfo,
                "shutdown_request", this::shutdown,
                "interrupt_request", this::interrupt),
            log);
    System.setOut(Console.stream("stdout", output));
    System.setErr(Console.stream("stderr", output));
    ConsoleInput input = new ConsoleInput(execute::ask);
    execute.setInput(input);
    System.setIn(input);
    Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
  }

  /** The kernel behind the sockets. */
  public Kernel kernel() {
    return kernel;
  }

  /** Serves until the front end shuts the kernel down. */
  public void serve() {
    publisher.start(iopub);
    kernel.connected();
    JsonObject starting = new JsonObject();
    starting.addProperty("execution_state", "starting");
    publisher.publish("status", new JsonObject(), starting);
    start("kernel-heartbeat", heartbeat::echo);
    start("kernel-control", control::serve);
    start("kernel-stdin", stdin::serve);
    shell.serve();
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A thread of a cell that fails tells the notebook; a thread of the kernel tells the log. */
  private void uncaught(Thread thread, Throwable thrown) {
    if (thread.getName().startsWith("kernel-")) {
      log.error("thread " + thread.getName() + " failed", thrown);
    } else if (!(thrown instanceof CellInterrupted)) {
      String lines = String.join("\n", kernel.failure(thrown).traceback());
      System.err.println("In thread \"" + thread.getName() + "\": " + lines);
    }
  }

  private void interrupt(Exchange exchange) {
    kernel.interrupt();
    exchange.reply(new JsonObject());
  }

  private void shutdown(Exchange exchange) {
    JsonObject content = new JsonObject();
    content.addProperty("restart", exchange.request().flag("restart", false));
    exchange.reply(content);
    exchange.publish("shutdown_reply", content);
    exchange.afterwards(this::stop);
  }

  private void stop() {
    log.info("shut down by the front end");
    start(
        "kernel-stop",
        () -> {
          try {
            publisher.flush(1000);
            // ZeroMQ's own thread still has to write what it was handed.
            Thread.sleep(100);
          } catch (InterruptedException e) {
            // Nobody interrupts this thread.
          }
          start("kernel-exit", () -> System.exit(0));
          try {
            Thread.sleep(3000);
          } catch (InterruptedException e) {
            // Nobody interrupts this thread.
          }
          // A shutdown hook of a cell hangs.
          Runtime.getRuntime().halt(0);
        });
  }
}
