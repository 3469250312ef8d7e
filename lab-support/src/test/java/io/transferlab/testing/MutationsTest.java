package io.transferlab.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationsTest {
  private static final byte[] WHOLE = new byte[500];
  private final Mutations mutations = Mutations.of(WHOLE, new byte[100]).withName("a.bin");

  @Test
  void theSameSeedGivesTheSameCopiesAndTheyDiffer() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      assertArrayEquals(mutations.bytes(i), mutations.bytes(i));
      seen.add(Arrays.toString(mutations.bytes(i)));
    }
    assertTrue(seen.size() > 80, seen.size() + " different copies");
  }

  @Test
  void resultsAndRefusalsThatNameTheFileAreFine() {
    Mutations.Report report =
        mutations.check(
            file -> {
              if (Files.size(file) < 500) {
                throw LabException.of("a whole " + file, "a part", "get it anew");
              }
            });
    assertEquals(Set.of("read", "refused"), report.counts().keySet());
  }

  @Test
  void everythingElseIsFound() {
    assertFails("ArrayIndexOutOfBounds", file -> Files.readAllBytes(file)[5000]++);
    assertFails(
        "OutOfMemoryError",
        file -> {
          throw new OutOfMemoryError("Java heap space");
        });
    assertFails(
        "does not name the file",
        file -> {
          throw new IOException("it is damaged");
        });
    assertFails(
        "names a class",
        file -> {
          throw new IOException(file + ": java.io.EOFException");
        });
    assertFails("took 1 MiB", file -> Files.write(file, new byte[1 << 20]));
  }

  @Test
  void whatHangsIsStoppedAndNamed() {
    Mutations quick = mutations.withLimit(Duration.ofMillis(50));
    AssertionError e =
        assertThrows(AssertionError.class, () -> quick.check(file -> Thread.sleep(60_000)));
    assertTrue(e.getMessage().contains("copy 0 of a.bin hangs"), e.getMessage());
  }

  private void assertFails(String part, Mutations.Reader reader) {
    AssertionError e =
        assertThrows(AssertionError.class, () -> mutations.withMemory(1 << 20).check(reader));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
