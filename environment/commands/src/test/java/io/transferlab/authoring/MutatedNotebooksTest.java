package io.transferlab.authoring;

import io.transferlab.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged notebooks are read or named. */
@Tag("fuzz")
class MutatedNotebooksTest {
  private static final String WHOLE =
      """
      {
       "cells": [
        {"cell_type": "markdown", "id": "a1", "metadata": {}, "source": ["# Lab 1\\n", "Text."]},
        {"cell_type": "code", "execution_count": 1, "id": "a2", "metadata": {"tags": ["instructor"]},
         "outputs": [{"name": "stdout", "output_type": "stream", "text": ["1\\n"]}],
         "source": ["int answer() {\\n", "    // BEGIN SOLUTION\\n", "    // STUB: return 0;\\n",
          "    return 42;\\n", "    // END SOLUTION\\n", "}"]}
       ],
       "metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}},
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @Test
  void damagedNotebooksAreReadOrNamed() {
    Mutations.of(WHOLE.getBytes(StandardCharsets.UTF_8))
        .withName("01-a-lab.ipynb")
        .check(MutatedNotebooksTest::read);
  }

  private static void read(Path file) throws IOException {
    NotebookFile notebook = NotebookFile.load(file);
    notebook.cells().forEach(Cell::source);
  }
}
