package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferRecordTest {
  @TempDir Path folder;

  static Measurement cell(String source, long sourceSeed, String method, long seed, double value) {
    TransferQuestion question =
        new TransferQuestion(source, sourceSeed, "ab", "sketch-rooms", method, seed, "C 1.0");
    return new Measurement(question, value, method.equals("all") ? .5 : null, 1.5, "2026-01-02");
  }

  @Test
  void whatWasAddedIsThereAgain() throws IOException {
    Path file = folder.resolve("deep/record.json");
    TransferRecord record = TransferRecord.open(file);
    Measurement first = cell("Sketch_Objects", 1, "fne", 1, .7);
    Measurement second = cell("Sketch_Objects", 1, "all", 1, .8);
    record.add(List.of(first));
    record.add(List.of(second));
    TransferRecord again = TransferRecord.open(file);
    assertEquals(List.of(first, second), again.cells());
    assertEquals(first, again.find(first.question()).orElseThrow());
    again.add(List.of(cell("Sketch_Objects", 1, "fne", 1, .6)));
    assertEquals(2, TransferRecord.open(file).cells().size());
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void anotherNetworkOrSettingIsAnotherQuestion() {
    TransferRecord record = TransferRecord.open(folder.resolve("record.json"));
    Measurement cell = cell("Sketch_Objects", 1, "fne", 1, .7);
    record.add(List.of(cell));
    TransferQuestion q = cell.question();
    for (TransferQuestion other :
        List.of(
            new TransferQuestion(q.source(), 1, "cd", q.target(), "fne", 1, "C 1.0"),
            new TransferQuestion(q.source(), 1, "ab", q.target(), "fne", 1, "C 10.0"),
            new TransferQuestion(q.source(), 1, "ab", q.target(), "fne", 2, "C 1.0"))) {
      assertTrue(record.find(other).isEmpty(), other.toString());
    }
  }

  @Test
  void aDamagedFileIsNamedAndStays() throws IOException {
    Path file = folder.resolve("record.json");
    TransferRecord.write(file, List.of(cell("a", 1, "fne", 1, .7)));
    String good = Files.readString(file);
    for (String bad :
        List.of(
            "",
            "<html>",
            good.substring(0, good.length() / 2),
            good.replace("\"version\": 1", "\"version\": 9"),
            good.replace("0.7", "7"),
            good.replace("\"target\":\"sketch-rooms\",", ""),
            good.replace("    {", "    null, {"))) {
      Files.writeString(file, bad);
      LabException e = assertThrows(LabException.class, () -> TransferRecord.open(file), bad);
      assertTrue(e.getMessage().contains("record.json"), e.getMessage());
      assertTrue(e.getMessage().contains("Next: "), e.getMessage());
      assertEquals(bad, Files.readString(file));
    }
  }
}
