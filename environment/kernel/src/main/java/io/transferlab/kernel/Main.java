package io.transferlab.kernel;

import io.transferlab.kernel.connection.ConnectionFile;
import io.transferlab.kernel.protocol.KernelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.zeromq.ZMQException;

/** Starts the kernel, as a front end does: with the path of a connection file. */
public final class Main {
  private static final long COMPILER_STACK_BYTES = 32L << 20;
  private static final String WARM_UP = "--warm-up";

  private Main() {}

  /**
   * Runs until the front end shuts the kernel down. With {@code --warm-up} in place of a connection
   * file it runs a few cells of its own and ends.
   */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: java -cp CLASSPATH io.transferlab.kernel.Main CONNECTION_FILE");
      System.exit(2);
    }
    Limits.lower();
    KernelLog log = KernelLog.standard();
    KernelServer server;
    try {
      if (args[0].equals(WARM_UP)) {
        WarmUp.run(log);
        System.exit(0);
      }
      server = new KernelServer(Configuration.of(System.getenv()), log);
      server.bind(ConnectionFile.read(Path.of(args[0])));
    } catch (IOException | InterruptedException | ZMQException e) {
      System.err.println("the kernel cannot start: " + e.getMessage());
      log.error("the kernel cannot start", e);
      System.exit(1);
      return;
    }
    KernelBridge.run(server.kernel());
    exitWithParent();
    // The compiler works on this thread, and climbs down a long chain of calls step by step.
    new Thread(null, server::serve, "kernel-shell", COMPILER_STACK_BYTES).start();
  }

  /** A server that is killed cannot say goodbye; its kernels end with it. */
  private static void exitWithParent() {
    String pid = System.getenv("JPY_PARENT_PID");
    if (pid != null && pid.matches("\\d+")) {
      // On Windows Jupyter writes a handle there, whose number may be that of any process.
      Optional<ProcessHandle> server =
          System.getProperty("os.name").startsWith("Windows")
              ? ProcessHandle.current().parent()
              : ProcessHandle.of(Long.parseLong(pid));
      server.ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    }
  }
}
