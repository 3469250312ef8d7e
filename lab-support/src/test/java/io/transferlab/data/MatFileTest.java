package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.testing.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MATLAB's files when they lie about themselves; whole ones are in {@link FetchedSetsTest}. */
class MatFileTest {
  private static final int HUGE = 1 << 30;
  private static final long BOUND = 64L << 20;

  @TempDir Path folder;

  private static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(out::putInt);
    return out.array();
  }

  private static byte[] bytes(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] file(byte[] content) {
    byte[] head = new byte[128];
    Arrays.fill(head, 0, 124, (byte) ' ');
    head[125] = 1;
    head[126] = 'I';
    head[127] = 'M';
    return bytes(head, content);
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
      zip.write(content);
    }
    return bytes(ints(15, out.size()), out.toByteArray());
  }

  /** Contents of a variable: kind, sizes, name, and what follows. */
  private static byte[] variable(int kind, int rows, int columns, byte[] rest) {
    byte[] name = "labels\0\0".getBytes(StandardCharsets.US_ASCII);
    return bytes(ints(6, 8, kind, 0), ints(5, 8, rows, columns), ints(1, 8), name, rest);
  }

  private static Map<String, byte[]> liars() {
    byte[] flags = ints(6, 8, 6, 0);
    Map<String, byte[]> liars = new LinkedHashMap<>();
    liars.put("bytes", variable(6, 1, 1 << 27, ints(9, HUGE)));
    liars.put("numbers", variable(6, 1, 1 << 27, bytes(ints(9, 8), new byte[8])));
    liars.put("product", variable(6, 65536, 65537, bytes(ints(9, 8), new byte[8])));
    liars.put("cells", variable(1, 1, 1 << 26, new byte[0]));
    liars.put("all cells", variable(1, 1, Integer.MAX_VALUE, new byte[0]));
    liars.put("fewer than none", variable(6, 1, -5, bytes(ints(9, 8), new byte[8])));
    liars.put("sizes", bytes(flags, ints(5, HUGE), new byte[64]));
    liars.put("name", bytes(flags, ints(5, 8, 1, 1), ints(1, HUGE), new byte[64]));
    liars.put("letters", variable(4, 1, HUGE, bytes(ints(4, 8), new byte[8])));
    return liars;
  }

  private void assertRefusedInBounds(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("list.mat"), content);
    var threads =
        (com.sun.management.ThreadMXBean)
            ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);
    long before = threads.getCurrentThreadAllocatedBytes();
    String message = assertThrows(IOException.class, () -> MatFile.read(file), name).getMessage();
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(message.startsWith(file.toString()), message);
    assertFalse(message.contains("Exception"), message);
    assertTrue(taken < BOUND, name + " takes " + taken);
  }

  @Test
  void lengthsAreNotBelieved() throws IOException {
    for (Map.Entry<String, byte[]> liar : liars().entrySet()) {
      byte[] variable = bytes(ints(14, liar.getValue().length), liar.getValue());
      assertRefusedInBounds(liar.getKey(), file(variable));
      assertRefusedInBounds(liar.getKey() + ", zipped", file(zipped(variable)));
    }
    byte[] bomb = bytes(ints(14, 120 << 20), variable(6, 15 << 20, 1, ints(9, 120 << 20)));
    assertRefusedInBounds("bomb", file(zipped(bytes(bomb, new byte[120 << 20]))));
  }

  @Test
  void variablesInOneAnotherAreNotFollowedForEver() throws IOException {
    int depth = 20_000;
    byte[] one = bytes(ints(6, 8, 1, 0), ints(5, 8, 1, 1), ints(1, 0));
    ByteArrayOutputStream cells = new ByteArrayOutputStream();
    for (int left = depth; left > 0; left--) {
      cells.writeBytes(bytes(ints(14, left * (one.length + 8) - 8), one));
    }
    assertRefusedInBounds("cells", file(cells.toByteArray()));
    assertRefusedInBounds("zipped cells", file(zipped(cells.toByteArray())));
    byte[] zips = zipped(cells.toByteArray());
    for (int i = 0; i < 20; i++) {
      zips = zipped(zips);
    }
    assertRefusedInBounds("zips", file(zips));
  }

  @Test
  void cutFilesAreSaid() throws IOException {
    byte[] packed = Base64.getDecoder().decode(FetchedSetsTest.PACKED);
    for (int length : new int[] {0, 100, 140, packed.length - 20}) {
      assertRefusedInBounds("cut after " + length, Arrays.copyOf(packed, length));
    }
    Path whole = Files.write(folder.resolve("whole.mat"), packed);
    assertEquals(3, MatFile.read(whole).texts("file_list").size());
    String missing =
        assertThrows(IOException.class, () -> MatFile.read(whole).numbers("none")).getMessage();
    assertTrue(missing.contains("none") && missing.contains("labels"), missing);
  }

  @Test
  @Tag("fuzz")
  void damagedFilesAreReadOrNamed() {
    Base64.Decoder decoder = Base64.getDecoder();
    Mutations.of(
            List.of(FetchedSetsTest.PACKED, FetchedSetsTest.PLAIN, FetchedSetsTest.SET_IDS).stream()
                .map(decoder::decode)
                .toArray(byte[][]::new))
        .withName("list.mat")
        .withMemory(BOUND)
        .check(MatFile::read);
  }
}
