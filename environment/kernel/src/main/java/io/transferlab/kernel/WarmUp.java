package io.transferlab.kernel;

import io.transferlab.kernel.connection.ConnectionFile;
import io.transferlab.kernel.display.DisplayMessages;
import io.transferlab.kernel.protocol.KernelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/**
 * Runs a few cells without a front end, so that the classes of an ordinary start are loaded: what
 * an archive of classes (AppCDS) is made from.
 */
final class WarmUp {
  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int a = 1;\nfor (int i = 0; i < 3; i++) { a += i; }\nSystem.out.println(\"a \" + a);",
          "record Point(int x, int y) {}\nnew Point(1, 2)",
          "List.of(1, 2).stream().map(i -> i + 1).toList()",
          "display(\"<b>x</b>\", \"text/html\");",
          "class Base {}\nclass Derived extends Base {}\nnew Derived().hashCode()",
          "int undefined = missing;",
          "throw new IllegalStateException(\"x\");",
          "new java.awt.image.BufferedImage(2, 2, 1)",
          // The course's arrays; an error like others where the course is not on the class path.
          "org.nd4j.linalg.factory.Nd4j.rand(4, 4).mean()");

  private WarmUp() {}

  static void run(KernelLog log) throws IOException, InterruptedException {
    int[] ports = new int[5];
    for (int i = 0; i < ports.length; i++) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports[i] = free.getLocalPort();
      }
    }
    ConnectionFile file =
        new ConnectionFile("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "key");
    KernelServer server = new KernelServer(Configuration.of(Map.of()), log);
    server.bind(file);
    Kernel kernel = server.kernel();
    KernelBridge.run(kernel);
    Thread serving = new Thread(server::serve, "kernel-shell");
    serving.setDaemon(true);
    serving.start();
    for (int i = 0; i < CELLS.size(); i++) {
      Kernel.Result result = kernel.run(CELLS.get(i), i + 1);
      if (result.data() != null) {
        DisplayMessages.of(result.data(), null);
      }
      if (result.failure() != null) {
        result.failure().toJson();
      }
    }
    kernel.session().shell().sourceCodeAnalysis().completionSuggestions("List.o", 6, new int[1]);
    // Java 25 crashes where a lambda is linked for the first time while it writes the archive.
    kernel.rest();
  }
}
