package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentCommandTest {
  private static final String LAB =
      """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "java"}}, "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A lab"},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "a();", "outputs": [],
         "execution_count": null}]}
      """;

  @TempDir Path folder;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void lab() throws IOException {
    Files.createDirectories(folder.resolve("labs/solutions"));
    Files.writeString(folder.resolve("labs/solutions/03-lab.ipynb"), LAB);
    Files.writeString(folder.resolve("labs/solutions/13-lab.ipynb"), LAB);
  }

  private Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("present"));
    all.addAll(List.of(arguments));
    all.add("--dir=" + folder.resolve("labs"));
    all.add("--out=" + folder.resolve("out"));
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }

  @Test
  void preparesSlidesOfALabByItsNumber() throws IOException {
    Run run = run("3");
    Path made = folder.resolve("out/03-lab.slides.ipynb");
    assertEquals(new Run(0, made + System.lineSeparator(), ""), run);
    assertTrue(Files.readString(made).contains("\"slide_type\": \"slide\""));
  }

  @Test
  void aCopyThatWasTypedIntoIsNeverReplaced() throws IOException {
    assertEquals(0, run("3", "--blank").status());
    assertEquals(0, run("3", "--blank").status());
    assertTrue(Files.exists(folder.resolve("out/03-lab.script.html")));
    Path copy = folder.resolve("out/03-lab.blank.ipynb");
    Files.writeString(copy, Files.readString(copy) + " ");
    Run again = run("3", "--blank");
    assertEquals(1, again.status());
    assertTrue(again.err().contains("a copy that was changed since"), again.err());
    assertEquals(0, run("3", "--clean").status());
  }

  @Test
  void saysWhichLabsThereAre() {
    assertTrue(run("4").err().contains("03-lab, 13-lab"), run("4").err());
    assertTrue(run("lab").err().contains("more than one"));
    assertTrue(run("no/such.ipynb").err().contains("no such file"));
    assertEquals(2, run("3", "--clean", "--teach").status());
    assertTrue(run("3", "--serve").err().contains("environment/lab present"));
  }

  @Test
  void takesTheOutputsOfAnExecutedCopy() throws IOException {
    Path executed = folder.resolve("03-lab.ipynb");
    Files.writeString(
        executed,
        LAB.replace(
            "\"outputs\": []",
            "\"outputs\": [{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\":"
                + " \"new\"}]"));
    assertEquals(0, run("3", "--outputs=" + executed).status());
    assertTrue(Files.readString(folder.resolve("out/03-lab.slides.ipynb")).contains("\"new\\n\""));
    Files.writeString(executed, LAB.replace("\"b\"", "\"other\""));
    assertTrue(run("3", "--outputs=" + executed).err().contains("none of its cells"));
  }
}
