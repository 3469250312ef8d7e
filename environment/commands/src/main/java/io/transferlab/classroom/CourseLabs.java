package io.transferlab.classroom;

import com.google.gson.JsonElement;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.LabNames;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The labs of the course, and which of them a notebook is.
 *
 * @param labs the sources, or the students' copies where there are no sources
 */
record CourseLabs(List<NotebookFile> labs) {
  /** So many cells of a lab make a notebook one of it, whatever it is called. */
  private static final int ENOUGH = 5;

  /** The sources in a folder of labs. */
  static CourseLabs sources(Path notebooks) {
    CourseLabs labs = in(notebooks.resolve("solutions"));
    if (labs.labs().isEmpty()) {
      throw LabException.of(
          "the labs with their solutions in " + notebooks.resolve("solutions"),
          "none",
          "use the instructor's copy of the course: what students get has no solutions");
    }
    return labs;
  }

  /** The notebooks of a folder that are named as labs are. */
  static CourseLabs in(Path folder) {
    return new CourseLabs(
        NotebookFile.in(folder).stream()
            .filter(file -> file.getFileName().toString().matches("\\d\\d-.*"))
            .map(NotebookFile::load)
            .toList());
  }

  /** The lab that somebody names by its number or a part of its name. */
  NotebookFile named(String word) {
    Path meant = LabNames.find(word, labs.stream().map(NotebookFile::path).toList());
    return labs.stream().filter(lab -> lab.path().equals(meant)).findFirst().orElseThrow();
  }

  String stem(NotebookFile lab) {
    return lab.name().replace(".ipynb", "");
  }

  /** The lab that a notebook is a copy of: it says so, or it has the lab's cells. */
  Optional<NotebookFile> of(NotebookFile notebook, String fileName) {
    JsonElement marker = notebook.json().get("metadata");
    String from = "";
    if (marker != null && marker.isJsonObject()) {
      JsonElement own = marker.getAsJsonObject().get("transferlab");
      JsonElement source =
          own != null && own.isJsonObject() ? own.getAsJsonObject().get("source") : null;
      from = source != null && source.isJsonPrimitive() ? source.getAsString() : "";
    }
    String stated = from.replace("solutions/", "");
    Optional<NotebookFile> said =
        labs.stream().filter(lab -> lab.name().equals(stated)).findFirst();
    Set<String> ids = notebook.cells().stream().map(Cell::id).collect(Collectors.toSet());
    return said.or(
            () ->
                labs.stream()
                    .filter(lab -> common(lab, ids) >= ENOUGH)
                    .max(Comparator.comparingLong(lab -> common(lab, ids))))
        .or(() -> labs.stream().filter(lab -> fileName.contains(stem(lab))).findFirst());
  }

  private static long common(NotebookFile lab, Set<String> ids) {
    return lab.cells().stream()
        .map(Cell::id)
        .filter(id -> !id.isEmpty() && ids.contains(id))
        .count();
  }
}
