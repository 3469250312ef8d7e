package io.transferlab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterTest {
  @Test
  void readsWhatIsTyped() {
    assertEquals(new Master("local[1]", 1), Master.of("local"));
    assertEquals(new Master("local[12]", 12), Master.of("local[12]"));
    assertEquals(Runtime.getRuntime().availableProcessors(), Master.of("local[*]").slots());
    assertEquals(new Master("spark://h:7077", 0), Master.of("spark://h:7077"));
    assertTrue(Master.of("spark://127.0.0.1:7077").isLoopback());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "local[0]", "local[x]", "http://h:1", "spark://", "mesos", "yarn-client"})
  void refusesAnythingElse(String typed) {
    LabException e = assertThrows(LabException.class, () -> Master.of(typed));
    assertTrue(e.getMessage().contains("local[2]"), e.getMessage());
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Master master = Master.of("spark://127.0.0.1:" + port);
    LabException e = assertThrows(LabException.class, () -> master.requireThere(Map.of()));
    assertTrue(e.getMessage().contains("where no program listens at that port"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://no-such-host.invalid:7077", "spark://h:x", "spark://h:99999"})
  void saysThatThereIsNoSuchHostOrPort(String typed) {
    LabException e =
        assertThrows(LabException.class, () -> Master.of(typed).requireThere(Map.of()));
    assertTrue(
        e.getMessage().contains("no host of that name")
            || e.getMessage().contains("a host and a port"),
        e.getMessage());
  }

  @Test
  void yarnNeedsItsConfiguration(@TempDir Path folder) throws IOException {
    Master yarn = Master.of("yarn");
    Map<String, String> set = Map.of("HADOOP_CONF_DIR", folder.toString());
    for (Map<String, String> environment : java.util.List.of(Map.<String, String>of(), set)) {
      LabException e = assertThrows(LabException.class, () -> yarn.requireThere(environment));
      assertTrue(e.getMessage().contains("yarn-site.xml"), e.getMessage());
    }
    Files.createFile(folder.resolve("yarn-site.xml"));
    yarn.requireThere(set);
  }
}
