package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code environment/lab show} as somebody types it wrongly; the browser's test shows it at work.
 */
class ShowCommandTest {
  @TempDir Path folder;

  private void assertFails(int status, String words, Typed typed) {
    assertEquals(status, typed.status(), typed.err());
    assertTrue(typed.err().contains(words), typed.err());
    assertEquals("", typed.out());
  }

  @Test
  void whatIsNoNetworkIsNamed() throws Exception {
    assertFails(2, "NETWORK", lab("show"));
    assertFails(1, "nowhere.zip", lab("show", folder.resolve("nowhere.zip").toString()));
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    assertFails(1, "text.zip", lab("show", text.toString(), "--no-browser"));
  }

  @Test
  void aPortThatCannotBeHadIsNamedWithTheCure() throws Exception {
    assertFails(1, "--port 70000", lab("show", "x.zip", "--port", "70000"));
    assertFails(1, "--port -1", lab("show", "x.zip", "--port=-1"));
    assertFails(2, "eight", lab("show", "x.zip", "--port", "eight"));
    Path network = folder.resolve("network.zip");
    Backbone.random(
            "small",
            new VggShape(32, List.of(2, 2, 2, 2, 2), 2),
            Preprocessing.SKETCH,
            List.of("cat", "dög"),
            1)
        .save(network);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      assertFails(
          1,
          "found port " + port + " in use by another program. Next: leave --port out",
          lab("show", network.toString(), "--port", port, "--no-browser"));
    }
  }
}
