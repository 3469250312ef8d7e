package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExecutionException;

/** Whatever goes wrong, a person is told it in words. */
class ComplaintTest {
  private static String line(Throwable thrown) {
    String line = Complaint.of(new ExecutionException(Main.commandLine(), "x", thrown));
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.contains("Next: "), line);
    return line;
  }

  private static void assertNoClassName(String text) {
    assertFalse(text.matches("(?s).*(Exception|Error)\\b.*"), text);
    assertFalse(text.contains("Unexpected"), text);
  }

  @Test
  void whatAPersonCanCauseIsSaidWithoutClassNames() {
    for (Throwable thrown :
        new Throwable[] {
          new OutOfMemoryError("Java heap space"),
          new IllegalStateException("x", new RuntimeException("Failed to allocate 12 bytes")),
          new UncheckedIOException(new AccessDeniedException("/data/x.png")),
          new UncheckedIOException(new IOException("No space left on device")),
          new AccessDeniedException("/data/x.png"),
          new IOException(),
          new InvalidPathException("a\0b", "Nul character not allowed"),
          LabException.of("a", "b", "c"),
        }) {
      assertNoClassName(line(thrown));
    }
    assertTrue(line(new OutOfMemoryError("Java heap space")).contains("LAB_HEAP"));
    assertTrue(
        line(new AccessDeniedException("/data/x.png")).contains("/data/x.png: access denied"));
    assertTrue(line(new InvalidPathException("a\0b", "x")).contains("\"a?b\""));
  }

  @Test
  void aMistakeOfTheProgramIsNotPutDownToThePerson() {
    String line = line(new IllegalStateException("3 of 4"));
    assertTrue(line.startsWith("A mistake in this program, not in what you typed: "), line);
    assertTrue(line.contains("3 of 4 at io.transferlab.cli.ComplaintTest"), line);
    IllegalStateException bare = new IllegalStateException("3 of 4");
    bare.setStackTrace(new StackTraceElement[0]);
    assertTrue(line(bare).contains("3 of 4. Next: "), "a stack trace may be missing");
  }

  @Test
  void whoStoppedItIsToldSoAndNotThatItFailed() {
    assertEquals(130, Complaint.status(new CancellationException("Stopped. Next: x.")));
    assertEquals("Stopped. Next: x.", line(new CancellationException("Stopped. Next: x.")));
    assertEquals(1, Complaint.status(new IllegalStateException()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no-such-command",
        "fine-tune Sketch_Objects",
        "fine-tune a b --epochs many",
        "fine-tune a b --epoch 3",
        "fine-tune a b --scratch --freeze-to fc1",
        "sketch",
        "transfer a b --arms HOT",
      })
  void wrongUsageIsAShortTextThatBeginsWithWhatIsWrong(String typed) {
    Typed result = lab(typed.isEmpty() ? new String[0] : typed.split(" "));
    assertEquals(2, result.status());
    assertTrue(result.err().lines().count() <= 3, result.err());
    assertFalse(result.err().startsWith("Usage"), result.err());
    assertTrue(result.err().contains("--help shows what can be typed."), result.err());
    assertNoClassName(result.err());
  }

  @Test
  void aMistypedOptionIsAnsweredWithItsLikes() {
    assertTrue(lab("fine-tune", "a", "b", "--epoch", "3").err().contains("--epochs"));
    assertTrue(lab("fine-tun", "a", "b").err().contains("fine-tune"));
    assertTrue(lab("sketch").err().contains("train"), "the commands there are");
  }

  @Test
  void aPathThatNoSystemHasIsWrongUsageInWords() {
    Typed result = lab("fine-tune", "a", "b", "--figure", "a\0b");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("the path of a file or folder"), result.err());
    assertNoClassName(result.err());
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedBeforeTheWork(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    String inFile = file.resolve("in").toString();
    String[] pair = {"Sketch_Objects", "sketch-catsdogs"};
    for (Typed result :
        new Typed[] {
          lab("fine-tune", pair[0], pair[1], "--figure", folder.toString()),
          lab("fine-tune", pair[0], pair[1], "--figure", inFile),
          lab("fine-tune", pair[0], pair[1], "--results", file.toString()),
          lab("fine-tune", pair[0], pair[1], "--checkpoint", inFile),
          lab("sweep", pair[0], pair[1], "--figure", inFile),
          lab("transfer", pair[0], pair[1], "--out", folder.toString()),
          lab("transfer", pair[0], pair[1], "--save", inFile),
          lab("forgetting", pair[0], pair[1], "--out", inFile),
          lab("features", pair[0], pair[1], "--out", inFile + ".npy"),
          lab("l2norm", pair[0], pair[1], "--figure", inFile),
          lab("sketch", "sheets", "--out", inFile),
          lab("sketch", "table", "--out", inFile),
          lab("sketch", "table", "--record", folder.toString()),
          lab("sketch", "train", "Sketch_Objects", "--out", inFile),
        }) {
      assertEquals(1, result.status(), result.out());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains(" --"), "names the option: " + result.err());
      assertEquals("", result.out(), "nothing was begun");
    }
    assertEquals("x", Files.readString(file));
  }
}
