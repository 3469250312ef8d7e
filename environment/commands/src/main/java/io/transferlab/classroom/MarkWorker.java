package io.transferlab.classroom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.Util;

/** The program in which a student's code runs: it does what the marking program sends. */
public final class MarkWorker {
  /** The word by which the marking program knows its own worker has this many bytes. */
  static final int SECRET = 32;

  private MarkWorker() {}

  /**
   * Connects to the marking program and serves it until it is ended.
   *
   * @param args the port on this machine; the word to say there comes on standard input
   * @throws IOException if there is nobody at the port
   */
  public static void main(String[] args) throws IOException {
    // Whatever it is busy with: nobody waits for it any more.
    ProcessHandle.current()
        .parent()
        .ifPresent(marking -> marking.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    byte[] secret = System.in.readNBytes(SECRET);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
      OutputStream out = socket.getOutputStream();
      out.write(secret);
      out.flush();
      Map<String, Consumer<OutputStream>> outputs = new HashMap<>();
      outputs.put("out", stream -> System.setOut(printer(stream)));
      outputs.put("err", stream -> System.setErr(printer(stream)));
      Map<String, Consumer<InputStream>> inputs = Map.of("in", System::setIn);
      Util.forwardExecutionControlAndIO(
          new DirectExecutionControl(), socket.getInputStream(), out, outputs, inputs);
    }
    // Threads that a student's code has left behind end here.
    Runtime.getRuntime().halt(0);
  }

  private static PrintStream printer(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
