package io.transferlab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {
  private static final String SCRATCH = "3.2 accuracy from scratch";
  private static final String EPOCHS = "3.4 epochs";

  @TempDir Path folder;

  /** As after a start of the kernel. */
  private PredictionBook book() {
    return new PredictionBook(folder, () -> false);
  }

  private Path file() {
    return folder.resolve("03.json");
  }

  private static String line(Runnable code) {
    List<String> lines = Captured.lines(code);
    assertEquals(1, lines.size(), "one line: " + lines);
    return lines.get(0);
  }

  private Prediction kept(String label) {
    return Predictions.read(file()).labelled(label);
  }

  @Test
  void outlivesTheKernelAndIsCompared() {
    assertEquals(
        "✓ 3.2 accuracy from scratch: you expect 60.0 %", line(() -> book().guess(SCRATCH, 0.6)));
    assertEquals(
        "3.2 accuracy from scratch: predicted 60.0 %, observed 72.5 %,"
            + " predicted - observed = -12.5 points",
        line(() -> book().observe(SCRATCH, 0.725)));
    Prediction kept = kept(SCRATCH);
    assertEquals(0.6, kept.guess());
    assertEquals(0.725, kept.observed());
  }

  @Test
  void secondGuessReplacesTheFirstWhichIsKept() {
    Captured.text(
        () -> {
          book().guess(SCRATCH, 0.6);
          book().guess(SCRATCH, 0.6);
          book().guess(SCRATCH, 0.7);
        });
    assertEquals(0.7, kept(SCRATCH).guess());
    assertEquals(
        List.of(new Prediction.Guess(0.6, false), new Prediction.Guess(0.7, false)),
        kept(SCRATCH).guesses());
  }

  @Test
  void guessAfterTheResultIsMarkedAndDoesNotCount() {
    Captured.text(
        () -> {
          book().guess(SCRATCH, 0.6);
          book().observe(SCRATCH, 0.725);
        });
    assertTrue(line(() -> book().guess(SCRATCH, 0.72)).endsWith("(the result was there already)"));
    assertEquals(0.6, kept(SCRATCH).guess());
    String shown = Captured.text(() -> Predictions.read(file()).show());
    assertTrue(shown.contains("Changed after the result was there"), shown);
    // Who never guessed before is taken at the late word.
    Captured.text(
        () -> {
          book().guess(EPOCHS, Double.NaN);
          book().observe(EPOCHS, 20);
          book().guess(EPOCHS, 19);
        });
    assertEquals(19, kept(EPOCHS).guess());
  }

  @Test
  void noGuessIsNamedAndStopsNothing() {
    assertEquals(
        "○ 3.2 accuracy from scratch: no guess yet; write a number in the place of Double.NaN",
        line(() -> book().guess(SCRATCH, Double.NaN)));
    assertEquals("", Captured.text(() -> book().observe(SCRATCH, 0.7)));
    Captured.text(() -> book().guess(EPOCHS, 12));
    String shown = Captured.text(() -> Predictions.read(file()).show());
    assertTrue(shown.contains("Not guessed this time: 3.2 accuracy from scratch."), shown);
    assertTrue(shown.contains("No result yet (run the cells above): 3.4 epochs."), shown);
    assertTrue(Captured.text(() -> Predictions.none(3).show()).startsWith("No predictions of lab"));
  }

  @Test
  void resultThatNobodyWasAskedAboutIsNotKept() {
    // As when a cell is run by itself, for a test or a mark.
    assertEquals("", Captured.text(() -> book().observe(SCRATCH, 0.7)));
    assertFalse(Files.exists(file()));
    Captured.text(() -> book().guess(SCRATCH, 0.6));
    assertEquals("", Captured.text(() -> book().observe(SCRATCH, Double.NaN)));
    assertTrue(Double.isNaN(kept(SCRATCH).observed()));
  }

  @Test
  void takenBackGuessStays() {
    Captured.text(() -> book().guess(SCRATCH, 0.6));
    assertEquals(
        "○ 3.2 accuracy from scratch: your earlier guess stays, 60.0 %",
        line(() -> book().guess(SCRATCH, Double.NaN)));
    assertEquals(0.6, kept(SCRATCH).guess());
  }

  @Test
  void perCentIsToldKindlyAndNotKept() {
    assertEquals(
        "✗ 3.2 accuracy from scratch: expected a fraction from 0 to 1, found 60:"
            + " did you mean 0.6?",
        line(() -> book().guess(SCRATCH, 60)));
    assertEquals(
        "✗ 3.2 accuracy from scratch: expected a fraction from 0 to 1, found -1",
        line(() -> book().guess(SCRATCH, -1)));
    assertTrue(
        line(() -> book().guess(EPOCHS, Double.POSITIVE_INFINITY)).contains("expected a number"));
    assertTrue(line(() -> book().guess(EPOCHS, 1e200)).contains("15 digits at most"));
    assertFalse(Files.exists(file()));
    assertEquals("✓ 3.4 epochs: you expect 60", line(() -> book().guess(EPOCHS, 60)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "accuracy", "3 accuracy", "3.2", "103.2 accuracy", "3.2accuracy"})
  void labelWithoutItsNumbersIsTold(String label) {
    String said = line(() -> book().guess(label, 0.5));
    assertTrue(said.startsWith("✗ Expected a label that begins with the lab"), said);
    assertTrue(said.contains("leave the text in quotes as the lab has it"), said);
  }

  @Test
  void strictChecksThrow() {
    PredictionBook strict = new PredictionBook(folder, () -> true);
    Captured.text(
        () -> {
          assertThrows(LabException.class, () -> strict.guess(SCRATCH, 60));
          assertThrows(LabException.class, () -> strict.observe("accuracy", 0.5));
          strict.guess(SCRATCH, Double.NaN);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"lab\": 3}",
        "{\"lab\": 3, \"predictions\": [null]}",
        "{\"lab\": 3, \"predictions\": [{\"label\": \"4.2 another lab\"}]}",
        "{\"lab\": 3, \"predictions\": [{\"label\": \"3.2 twice\"}, {\"label\": \"3.2 twice\"}]}",
        "{\"lab\": 3, \"predictions\": [{\"label\": \"3.2 x\", \"guesses\": [null]}]}",
        "{\"lab\": 3, \"predictions\": [{\"label\": \"3.2 x\", \"result\": \"many\"}]}"
      })
  void damagedFileIsSetAside(String content) throws IOException {
    Files.writeString(file(), content);
    assertThrows(LabException.class, () -> Predictions.read(file()));
    List<String> said = Captured.lines(() -> book().guess(SCRATCH, 0.6));
    assertTrue(said.get(0).startsWith("Your predictions begin anew. "), said.toString());
    assertTrue(said.get(0).contains("03.json.damaged"), said.toString());
    assertEquals(0.6, kept(SCRATCH).guess());
    assertEquals(content, Files.readString(folder.resolve("03.json.damaged")));
    Files.writeString(file(), content);
    Captured.text(() -> book().guess(SCRATCH, 0.7));
    assertTrue(Files.exists(folder.resolve("03.json.damaged-2")));
  }

  @Test
  void binaryFileIsSetAsideToo() throws IOException {
    Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertTrue(
        Captured.text(() -> book().guess(SCRATCH, 0.6)).contains("something that is not text"));
    assertEquals(0.6, kept(SCRATCH).guess());
  }

  @Test
  void folderThatCannotBeWrittenIsSaidOnce() throws IOException {
    // A file where the folder should be: refused to everybody, root included.
    Path blocked = Files.writeString(folder.resolve("blocked"), "");
    PredictionBook book = new PredictionBook(blocked, () -> false);
    List<String> said = Captured.lines(() -> book.guess(SCRATCH, 0.6));
    assertTrue(
        said.get(0).startsWith("Your predictions are kept until the kernel stops. Could not"));
    assertEquals("✓ 3.2 accuracy from scratch: you expect 60.0 %", said.get(1));
    assertEquals("✓ 3.4 epochs: you expect 12", line(() -> book.guess(EPOCHS, 12)));
    Captured.text(() -> book.observe(SCRATCH, 0.7));
    assertEquals(0.6, book.current(3).labelled(SCRATCH).guess());
    assertEquals(0.7, book.current(3).labelled(SCRATCH).observed());
  }

  @Test
  void leavesNoTemporaryFile() throws IOException {
    Captured.text(() -> book().guess(SCRATCH, 0.6));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of("03.json"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void classIsReadWhateverSomeFilesHold() throws IOException {
    Path[] files = new Path[6];
    double[] guesses = {0.5, 0.6, 0.9, Double.NaN};
    for (int i = 0; i < guesses.length; i++) {
      Path own = folder.resolve("student-" + i);
      double guess = guesses[i];
      double result = 0.70 + i / 100.0;
      Captured.text(
          () -> {
            PredictionBook book = new PredictionBook(own, () -> false);
            book.guess(EPOCHS, 10);
            book.guess(SCRATCH, guess);
            book.observe(SCRATCH, result);
          });
      files[i] = own.resolve("03.json");
    }
    files[4] = Files.writeString(folder.resolve("broken.json"), "{");
    files[5] = folder.resolve("missing.json");
    ClassPredictions all = ClassPredictions.of(List.of(files));
    assertEquals(3, all.lab());
    assertEquals(
        List.of(SCRATCH, EPOCHS),
        all.questions().stream().map(q -> q.prediction().label()).toList());
    ClassPredictions.Question scratch = all.questions().get(0);
    assertEquals(List.of(0.5, 0.6, 0.9), scratch.guesses());
    assertEquals(0.55, scratch.guess(0.25), 1e-12);
    assertEquals(0.6, scratch.guess(0.5), 1e-12);
    assertEquals(0.715, scratch.observed(), 1e-12);
    assertEquals(2, all.unread().size());
    assertTrue(all.table().print().contains("50.0 % to 90.0 %"), all.table().print());
    assertThrows(LabException.class, () -> ClassPredictions.of(List.of(files[4])));
    assertThrows(LabException.class, () -> ClassPredictions.of(List.of()));
  }
}
