package io.transferlab.present;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedResultsTest {
  @TempDir Path folder;

  @Test
  void keepsTablesOfALabAndWhatItsSlowCellsPrinted() throws Exception {
    Path solutions = Files.createDirectories(folder.resolve("labs/solutions"));
    Files.writeString(
        solutions.resolve("03-lab.ipynb"),
        """
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
          {"cell_type": "code", "id": "slow", "metadata": {}, "source": "FineTuned tuned;\\nfit();",
           "outputs": [{"output_type": "stream", "name": "stdout", "text": ["tuned: 20 epochs\\n"]}]},
          {"cell_type": "code", "id": "quick", "metadata": {}, "source": "x();",
           "outputs": [{"output_type": "stream", "name": "stdout", "text": "quick\\n"},
             {"output_type": "display_data", "data": {"text/html":
               "<table><caption>A &amp; B</caption><tr><th>run</th><th>n</th></tr><tr><td>a</td><td>1</td></tr></table>"}}]}]}
        """);
    Files.writeString(
        solutions.resolve("timings.json"), "{\"03-lab.ipynb\": {\"slow\": 9, \"quick\": 1}}");
    Path runs = Files.createDirectories(folder.resolve("runs/03"));
    Files.writeString(runs.resolve("tuned.json"), "{\"name\": \"t\", \"x\": 0.123456}");
    Path into = folder.resolve("into");
    assertEquals(
        1, PreparedResults.write(folder.resolve("labs"), folder.resolve("runs"), into).size());
    String written = Files.readString(into.resolve("03.json")).replaceAll("\\s+", "");
    assertTrue(written.contains("\"A&B\":{\"columns\":[\"run\",\"n\"],\"rows\":[[\"a\",\"1\"]]}"));
    assertTrue(written.contains("\"slow\":\"tuned:20epochs\""), written);
    assertFalse(written.contains("quick"), written);
    assertTrue(written.contains("\"x\":0.1235"), written);
    // A run that is not there this time stays.
    Files.delete(runs.resolve("tuned.json"));
    PreparedResults.write(folder.resolve("labs"), folder.resolve("runs"), into);
    assertTrue(Files.readString(into.resolve("03.json")).contains("0.1235"));

    Path copies = folder.resolve("copies");
    PreparedResults.copies(folder.resolve("labs"), copies, folder.resolve("runs"));
    assertTrue(Files.readString(copies.resolve("03-lab.ipynb")).contains("tuned.history().save("));
  }
}
