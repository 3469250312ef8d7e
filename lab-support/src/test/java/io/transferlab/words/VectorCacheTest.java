package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cache beside a file: equal to the file, or not there. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class VectorCacheTest {
  private static final WordVectors VECTORS = WordVectorsTest.random(500, 20, 3);

  @TempDir Path folder;
  private Path file;
  private Path cache;
  private Path home;

  @BeforeEach
  void write() {
    file = folder.resolve("x.vec");
    cache = folder.resolve("x.vec.cache");
    home = folder.resolve("home");
    VECTORS.save(file);
  }

  private WordVectors load() {
    return new VectorLoader(home, 0, 1 << 12, 2).load(file, Integer.MAX_VALUE);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Puts a word that is not in the file into the cache's text, so that one can tell them apart. */
  private void changeFileKeepingItsState() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] = (byte) (bytes[bytes.length - 2] == '1' ? '2' : '1');
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  @Test
  void theCacheEqualsTheTextBitForBit() throws IOException {
    WordVectors first = load();
    VectorFilesTest.same(VECTORS, first);
    assertEquals(List.of("x.vec", "x.vec.cache"), names(folder));
    changeFileKeepingItsState(); // what comes now cannot come from the text
    WordVectors second = load();
    VectorFilesTest.same(VECTORS, second);
    assertEquals(first.report(), second.report());
    assertEquals(first.nearest("w7", 20), second.nearest("w7", 20));
    assertEquals(VECTORS.nearest("w7", 20), second.nearest("w7", 20));
    VectorFilesTest.same(VECTORS.limit(9), new VectorLoader(home, 0, 1 << 12, 2).load(file, 9));
  }

  @Test
  void aChangedFileIsReadAgain() throws IOException {
    load();
    Files.writeString(file, "2 1\na 1\nb 2\n");
    assertEquals(List.of("a", "b"), load().words());
    assertEquals(List.of("a", "b"), load().words());
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    Files.writeString(file, "2 1\na 1\nc 2\n");
    assertEquals(List.of("a", "c"), load().words());
  }

  @Test
  void aDamagedCacheIsMadeAgain() throws IOException {
    load();
    byte[] good = Files.readAllBytes(cache);
    int numbers = 500 * 20 * 4;
    for (int at : new int[] {0, 9, 17, 30, VectorCache.HEADER + numbers + 5}) {
      byte[] bad = good.clone();
      bad[at] ^= 0x55;
      Files.write(cache, bad);
      VectorFilesTest.same(VECTORS, load());
      assertArrayEquals(good, Files.readAllBytes(cache));
    }
    for (int length : new int[] {0, 10, 100, 5000, good.length - 1}) {
      Files.write(cache, java.util.Arrays.copyOf(good, length));
      VectorFilesTest.same(VECTORS, load());
      assertArrayEquals(good, Files.readAllBytes(cache));
    }
    byte[] zeros = good.clone(); // as after a loss of power
    java.util.Arrays.fill(zeros, VectorCache.HEADER, VectorCache.HEADER + numbers, (byte) 0);
    Files.write(cache, zeros);
    VectorFilesTest.same(VECTORS, load());
  }

  @Test
  void smallFilesGetNoCache() throws IOException {
    new VectorLoader(home, 1 << 20, 1 << 12, 2).load(file, Integer.MAX_VALUE);
    assertEquals(List.of("x.vec"), names(folder));
  }

  @Test
  void whereNothingCanBeWrittenTheCacheGoesHomeAndFailingThatToMemory() throws IOException {
    // A folder under the cache's name cannot be replaced by a file, not even by root.
    Files.createDirectories(cache.resolve("in-the-way"));
    VectorFilesTest.same(VECTORS, load());
    assertEquals(List.of("x.vec", "x.vec.cache"), names(folder));
    Files.writeString(home, "not a folder");
    VectorFilesTest.same(VECTORS, load());
  }

  @Test
  void aKilledWriterLeavesNoCacheAndItsRestsAreClearedAway() throws Exception {
    Path packed = folder.resolve("big.txt.gz");
    byte[] line = ("word" + " 0.125".repeat(50) + "\n").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      for (int i = 0; i < 150_000; i++) {
        out.write((i + "").getBytes(StandardCharsets.UTF_8));
        out.write(line);
      }
    }
    Process process = LoadProcess.start("", packed, home);
    while (names(folder).stream().noneMatch(n -> n.endsWith(".part"))) {
      assertTrue(process.isAlive(), "it ended early");
      Thread.sleep(5); // until it is writing
    }
    process.destroyForcibly().waitFor();
    assertFalse(names(folder).contains("big.txt.gz.cache"));
    assertEquals(1, names(folder).stream().filter(n -> n.endsWith(".part")).count());
    // The next one reads the file again, leaves a whole cache and nothing else.
    WordVectors vectors = new VectorLoader(home, 0, 1 << 16, 2).load(packed, Integer.MAX_VALUE);
    assertEquals(150_000, vectors.size());
    List<String> names = names(folder);
    assertTrue(names.contains("big.txt.gz.cache"), names.toString());
    assertEquals(List.of("big.txt.gz", "big.txt.gz.cache", "x.vec"), names);
  }

  @Test
  void twoProcessesAtOnce() throws Exception {
    Process one = LoadProcess.start("", file, home);
    Process two = LoadProcess.start("", file, home);
    WordVectors here = load();
    String first = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String second = new String(two.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(first, second);
    assertTrue(first.startsWith("500 "), first);
    VectorFilesTest.same(VECTORS, here);
    VectorFilesTest.same(VECTORS, load());
    assertEquals(List.of("x.vec", "x.vec.cache"), names(folder));
  }

  @Test
  void aFullDiskCostsTheCacheOnly() throws Exception {
    // No file over 8 kB: to a program the same as a full disk or a quota.
    Process process = LoadProcess.start("ulimit -f 8; ", file, home);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(out.startsWith("500 "), out);
    assertEquals(List.of(), names(home));
    assertEquals(List.of("home", "x.vec"), names(folder));
  }

  @Test
  void anInterruptStopsAndLeavesNothing() throws Exception {
    Thread.currentThread().interrupt();
    try {
      load();
      throw new AssertionError("it went on");
    } catch (io.transferlab.core.LabException e) {
      assertTrue(Thread.interrupted(), "the interrupt is kept");
    }
    assertEquals(List.of("x.vec"), names(folder));
    VectorFilesTest.same(VECTORS, load());
  }
}
