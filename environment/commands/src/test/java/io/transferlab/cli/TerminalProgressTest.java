package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.fetch.ProgressLines;
import io.transferlab.data.fetch.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private static Step step(String entry, long done) {
    return new Step(entry, Step.Phase.DOWNLOADING, "f", done, 1000, 0);
  }

  @Test
  void oneLineIsWrittenOverUntilAnEntryIsDone() {
    StringWriter text = new StringWriter();
    TerminalProgress progress = new TerminalProgress(new PrintWriter(text));
    progress.at(step("a", 500));
    assertEquals("\ra: f 50 %, 500 bytes of 1.0 kB", text.toString());
    progress.at(step("b", 100));
    assertTrue(text.toString().contains("\ra 50 % | b 10 %"), text.toString());
    progress.at(new Step("a", Step.Phase.DONE, "all there", 0, 0, 0));
    assertTrue(text.toString().stripTrailing().endsWith("\ra: all there"), text.toString());
    progress.at(step("b", 200));
    assertTrue(text.toString().endsWith("\rb: f 20 %, 200 bytes of 1.0 kB"), text.toString());
    progress.end();
    assertTrue(text.toString().endsWith(" \r"), "a clear line");
  }

  @Test
  void aLogGetsALineEveryTenth() {
    List<String> lines = new ArrayList<>();
    ProgressLines progress = new ProgressLines(lines::add);
    for (int i = 0; i <= 1000; i++) {
      progress.at(step("a", i));
    }
    assertEquals(11, lines.size(), lines.toString());
  }
}
