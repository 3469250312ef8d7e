package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: killed in the middle, two at once, on a disk that ends. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FetchProcessTest {
  private static final int SIZE = 600_000;
  private static final byte[] CONTENT = Bench.bytes(SIZE);

  @TempDir Path home;
  private FaultyServer server;
  private Bench bench;

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer();
    bench = new Bench(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }

  @Test
  void aKilledFetchGoesOnWhereItWas() throws Exception {
    int sent = 200_000;
    CountDownLatch never = new CountDownLatch(1);
    String url =
        server.serve("/f", CONTENT, FaultyServer.silentAfter(sent, never), FaultyServer.whole());
    Entry entry = Bench.entry("x", CONTENT, "md5", null, url);
    Process process = FetchProcess.start("", home, url, SIZE);
    Path part = bench.places().downloads(entry).resolve("file.bin.part");
    while (!Files.exists(part) || Files.size(part) < sent) {
      assertTrue(process.isAlive(), "it ended early");
      Thread.sleep(10); // until what was sent is on disk
    }
    process.destroyForcibly().waitFor();
    assertEquals(List.of(), bench.finalFiles(entry));
    Fetcher.Result result = bench.fetch(entry);
    assertFalse(result.wasThere());
    assertArrayEquals(CONTENT, Files.readAllBytes(result.folder().resolve("file.bin")));
    assertEquals(List.of("/f", "/f bytes=200000-"), server.requests());
    never.countDown();
  }

  @Test
  void twoProcessesFetchTheSameEntryOnce() throws Exception {
    CountDownLatch bothThere = new CountDownLatch(1);
    String url =
        server.serve(
            "/f",
            CONTENT,
            (exchange, content) -> {
              try {
                bothThere.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              FaultyServer.whole().to(exchange, content);
            });
    Process process = FetchProcess.start("", home, url, SIZE);
    while (server.requests().isEmpty()) {
      assertTrue(process.isAlive(), "it ended early");
      Thread.sleep(10); // until the other one holds the lock
    }
    Entry entry = Bench.entry("x", CONTENT, "md5", null, url);
    Thread release =
        new Thread(
            () -> {
              while (bench.steps.stream().noneMatch(s -> s.text().contains("another process"))) {
                Thread.onSpinWait();
              }
              bothThere.countDown();
            });
    release.setDaemon(true);
    release.start();
    assertTrue(bench.fetch(entry).wasThere());
    assertEquals("fetched", output(process));
    assertEquals(List.of("/f"), server.requests());
  }

  @Test
  void aDiskThatEndsIsSaidAndWhatCameIsKept() throws Exception {
    String url = server.serve("/f", CONTENT);
    // No file over 256 kB: to a program the same as a full disk or a quota.
    Process process = FetchProcess.start("ulimit -f 256; ", home, url, SIZE);
    String out = output(process);
    assertTrue(out.contains("Expected to write") && out.contains("free some space"), out);
    Entry entry = Bench.entry("x", CONTENT, "md5", null, url);
    assertEquals(List.of(), bench.finalFiles(entry));
    assertEquals(1, server.requests().size(), "not tried again");
    assertFalse(bench.fetch(entry).wasThere());
    assertTrue(server.requests().get(1).startsWith("/f bytes="), "it goes on with what came");
  }
}
