package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabExceptionTest {
  @Test
  void aReasonIsSaidInWordsWithoutTheNameOfAClass() {
    Map<Throwable, String> reasons =
        Map.of(
            new AccessDeniedException("/a"), "access denied",
            new NoSuchFileException("/a/b"), "there is no /a/b",
            new EOFException(), "it ends too early",
            new MalformedInputException(1), "it is not text in UTF-8",
            new FileSystemException("/a", null, "No space left on device"),
                "no space left on device",
            new UncheckedIOException(new AccessDeniedException("/a")), "access denied",
            new IOException("Stream Closed."), "stream Closed",
            new IOException("GIF without a frame"), "GIF without a frame",
            new IOException(), "it failed without a reason");
    reasons.forEach((cause, words) -> assertEquals(words, LabException.reason(cause)));
  }

  @Test
  void readingAndWritingSayWhatWhyAndWhatNext() {
    assertEquals(
        "Could not read a.png: access denied. Next: ask its owner for the right to read it, or"
            + " name a copy of your own.",
        LabException.reading(Path.of("a.png"), new AccessDeniedException("a.png")).getMessage());
    assertEquals(
        "Could not write out: no space left on device. Next: make room on the disk, or name"
            + " another place.",
        LabException.writing("out", new FileSystemException("x", null, "No space left on device"))
            .getMessage());
  }

  @Test
  void aFileInThePlaceOfAFolderIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "a file");
    for (Path inside : List.of(file.resolve("a.zip"), file.resolve("networks").resolve("a.zip"))) {
      LabException e =
          assertThrows(LabException.class, () -> AtomicFiles.write(inside, out -> out.write(1)));
      assertTrue(
          e.getMessage()
              .endsWith("Next: " + file + " is a file: name another place, or move it away."),
          e.getMessage());
    }
    assertEquals("a file", Files.readString(file));
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "as it was");
    LabException e =
        assertThrows(
            LabException.class,
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("The plug was pulled");
                    }));
    assertEquals(
        "Could not write "
            + file
            + ": the plug was pulled. Next: make room on the disk, or name"
            + " another place.",
        e.getMessage());
    assertEquals("as it was", Files.readString(file));
    try (var all = Files.list(folder)) {
      assertEquals(1, all.count());
    }
  }
}
