package io.transferlab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unfinished goes, whatever ends the process; what another one is writing stays. */
class ScratchTest {
  @TempDir Path parent;

  /** Another process that writes there until it is ended. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      Scratch scratch = Scratch.in(Path.of(args[0]), () -> {});
      Path folder = scratch.folder();
      Files.createDirectories(folder.resolve("_temporary"));
      Files.writeString(folder.resolve("_temporary/part-0"), "half");
      System.out.println(folder);
      System.in.read();
    }
  }

  private Process writer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path folderOf(Process writer) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
    Path folder = Path.of(said.readLine());
    assertTrue(Files.exists(folder.resolve("_temporary/part-0")));
    return folder;
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(parent)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void closingLeavesNothing() throws IOException {
    try (Scratch scratch = Scratch.in(parent, () -> {})) {
      Path folder = Files.createDirectory(scratch.folder());
      Files.writeString(folder.resolve("part-0"), "half");
    }
    assertNothingIsLeft();
  }

  @Test
  void theNextRunRemovesWhatAKilledOneLeftAndNothingOfOneThatLives() throws Exception {
    Process killed = writer();
    Process alive = writer();
    try {
      Path left = folderOf(killed);
      Path written = folderOf(alive);
      killed.destroyForcibly().waitFor();
      // Where something still writes after its driver is gone the folder comes without a lock.
      Path late = left.getParent().resolveSibling(left.getParent().getFileName() + "1");
      Files.createDirectories(late.resolve("features-1"));
      try (Scratch own = Scratch.in(parent, () -> {});
          Scratch second = Scratch.in(parent, () -> {})) {
        assertTrue(Files.notExists(left.getParent()), "the killed one's");
        assertTrue(Files.notExists(late), "that of nobody");
        assertTrue(Files.exists(written.resolve("_temporary/part-0")), "the living one's");
        Files.createDirectory(own.folder());
        Files.createDirectory(second.folder());
      }
      // As Ctrl-C does it.
      alive.destroy();
      alive.waitFor();
      assertNothingIsLeft();
    } finally {
      killed.destroyForcibly();
      alive.destroyForcibly();
    }
  }

  @Test
  void aFolderOfAnotherMachineStays() throws IOException {
    Path other = Files.createDirectory(parent.resolve(".unfinished-elsewhere_1_2"));
    Scratch.in(parent, () -> {}).close();
    assertTrue(Files.exists(other));
  }

  @Test
  void whatIsFinishedMovesToItsPlaceUnlessSomethingIsThere() throws IOException {
    Path place = parent.resolve("features.parquet");
    try (Scratch scratch = Scratch.in(parent, () -> {})) {
      Scratch.move(Files.createDirectory(scratch.folder()), place);
      Path again = Files.createDirectory(scratch.folder());
      LabException e = assertThrows(LabException.class, () -> Scratch.move(again, place));
      assertTrue(e.getMessage().contains("something that came meanwhile"), e.getMessage());
    }
    try (Stream<Path> left = Files.list(parent)) {
      assertEquals(List.of(place), left.toList());
    }
  }
}
