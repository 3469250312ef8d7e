package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.show.Browser;
import io.transferlab.show.ShowServer;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab show NETWORK}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Opens a page in the browser that shows what a network says to a picture: "
            + "drop one on it, paste one, or take one with the camera. The page is on this "
            + "machine only (127.0.0.1), its address has a secret part, and no picture "
            + "leaves the machine. Ctrl-C ends it.")
final class ShowCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65535;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NETWORK", description = Networks.HELP)
  private String network;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "where the page is (default: a port that is free)")
  private int port;

  @Option(names = "--no-browser", description = "only print the address of the page")
  private boolean noBrowser;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > LAST_PORT) {
      throw LabException.of(
          "a port up to " + LAST_PORT, "--port " + port, "leave it out, and a free one is taken");
    }
    return Interrupts.told(spec, this::show);
  }

  private int show() {
    Lab.start();
    PictureClassifier classifier = Networks.load(network);
    try (ShowServer server = ShowServer.start(classifier, port)) {
      System.out.println(server.address());
      if (noBrowser) {
        System.out.println("Open this address in a browser on this machine.");
      } else {
        Browser.open(server.address(), System.getenv(), System.getProperty("os.name"));
        System.out.println("It opens in your browser; if it does not, open this address there.");
      }
      System.out.println("No picture leaves this machine. Ctrl-C ends the page.");
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      throw new CancellationException("The page is closed; no picture was kept.");
    }
  }
}
