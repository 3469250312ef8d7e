package io.transferlab.authoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small notebooks for tests. */
final class Lab {
  static final String PROSE = "# Lab\n## Objectives\nLearn.\n## Time\nTwo minutes.";

  private final JsonObject json =
      JsonParser.parseString(
              """
              {"nbformat": 4, "nbformat_minor": 5, "cells": [],
               "metadata": {"kernelspec": {"name": "java", "language": "java", "display_name": "J"},
                            "language_info": {"name": "Java", "version": "17.0.1"}}}
              """)
          .getAsJsonObject();

  /** A notebook with a title and the sections that every lab has. */
  static Lab proper() {
    return new Lab().markdown(PROSE);
  }

  JsonObject json() {
    return json;
  }

  Lab markdown(String source) {
    return cell("markdown", source, "");
  }

  Lab code(String source, String... tags) {
    return cell("code", source, "\"" + String.join("\", \"", tags) + "\"");
  }

  /** Adds an output to the last cell, and what running it leaves. */
  Lab output(String output) {
    JsonObject cell = lastCell();
    cell.addProperty("execution_count", 7);
    cell.getAsJsonArray("outputs").add(JsonParser.parseString(output));
    cell.getAsJsonObject("metadata").add("execution", new JsonObject());
    return this;
  }

  JsonObject lastCell() {
    JsonArray cells = json.getAsJsonArray("cells");
    return cells.get(cells.size() - 1).getAsJsonObject();
  }

  private Lab cell(String type, String source, String tags) {
    JsonArray cells = json.getAsJsonArray("cells");
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", type);
    cell.addProperty("id", "cell-" + (cells.size() + 1));
    cell.add(
        "metadata",
        JsonParser.parseString("{\"tags\": [" + (tags.equals("\"\"") ? "" : tags) + "]}"));
    cell.addProperty("source", source);
    boolean forAuthors = tags.contains("instructor") || tags.contains("solution-only");
    SlideTypes.put(
        new Cell(cells.size() + 1, cell), forAuthors ? "notes" : cells.isEmpty() ? "slide" : "-");
    if (type.equals("code")) {
      cell.add("outputs", new JsonArray());
      cell.add("execution_count", com.google.gson.JsonNull.INSTANCE);
    }
    cells.add(cell);
    return this;
  }

  Path writeTo(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NotebookFile notebook() {
    return new NotebookFile(Path.of("solutions", "01-lab.ipynb"), json);
  }
}
