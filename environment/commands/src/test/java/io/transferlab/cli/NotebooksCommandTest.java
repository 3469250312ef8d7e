package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NotebooksCommandTest {
  private static final String LAB =
      """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "java"}}, "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {"slideshow": {"slide_type": "slide"}},
         "source": "# L\\n## Objectives\\n## Time"}
      ]}
      """;

  @TempDir Path folder;

  private record Run(int status, String out, String err) {}

  private Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new NotebooksCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private String dir() {
    return "--dir=" + folder;
  }

  private void lab(String text) throws IOException {
    Files.createDirectories(folder.resolve("solutions"));
    Files.writeString(folder.resolve("solutions/01-lab.ipynb"), text);
  }

  @Test
  void buildsThenKeepsAllRules() throws IOException {
    lab(LAB);
    Run build = run("build", dir());
    assertEquals(0, build.status());
    assertEquals("written   " + folder.resolve("01-lab.ipynb"), build.out().strip());
    assertTrue(run("build", dir()).out().startsWith("unchanged"));
    Run check = run("check", dir());
    assertEquals(new Run(0, "The notebooks in " + folder + " keep all rules.\n", ""), check);
  }

  @Test
  void givesCellsASlideTypeAndKeepsThoseThatHaveOne() throws IOException {
    String plain = LAB.replace("\"slideshow\": {\"slide_type\": \"slide\"}", "");
    lab(plain);
    run("build", dir());
    assertTrue(run("check", dir()).out().contains("it has no slide type; run: "));
    assertTrue(run("slides", dir()).out().startsWith("written"));
    assertTrue(run("slides", dir()).out().startsWith("unchanged"));
    run("build", dir());
    assertEquals(0, run("check", dir()).status());
    lab(LAB.replace("\"slide\"", "\"skip\""));
    assertTrue(run("slides", dir()).out().startsWith("unchanged"));
  }

  @Test
  void failsWithOneLineForEachProblem() throws IOException {
    lab(LAB.replace("# L\\n", ""));
    run("build", dir());
    Run check = run("check", dir());
    assertEquals(1, check.status());
    assertEquals(
        folder.resolve("solutions/01-lab.ipynb")
            + ": it has no title; begin with one heading '# ...'",
        check.out().lines().findFirst().get());
  }

  @Test
  void printsOneJsonObjectAlone() throws IOException {
    lab(LAB.replace("java", "other"));
    JsonObject built =
        JsonParser.parseString(run("build", dir(), "--json").out()).getAsJsonObject();
    assertTrue(built.getAsJsonArray("notebooks").get(0).toString().contains("\"changed\":true"));
    Run check = run("check", dir(), "--json");
    assertEquals(1, check.status());
    JsonObject problem =
        JsonParser.parseString(check.out())
            .getAsJsonObject()
            .getAsJsonArray("problems")
            .get(0)
            .getAsJsonObject();
    assertEquals("its kernel is 'other', not 'java'", problem.get("problem").getAsString());
  }

  @Test
  void saysWhatItMisses() {
    Run build = run("build", dir());
    assertEquals(1, build.status());
    assertEquals(1, build.err().lines().count());
    assertTrue(build.err().contains("--dir"), build.err());
    assertEquals(1, run("check", dir()).status());
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertEquals(2, run().status());
    assertEquals(2, run("built").status());
    assertEquals(2, run("check", "--no-such-option").status());
  }
}
