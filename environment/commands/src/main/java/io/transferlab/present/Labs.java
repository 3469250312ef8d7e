package io.transferlab.present;

import com.google.gson.JsonElement;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.LabNames;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The labs that an instructor may name. */
public final class Labs {
  private Labs() {}

  /**
   * Opens a lab.
   *
   * @param name its number, its name or a part of it, or a notebook's file
   * @param folder the folder of the labs, with the sources in its {@code solutions}
   * @return the source of the lab, or the file
   * @throws LabException if no lab, or more than one, is meant
   */
  public static NotebookFile named(String name, Path folder) {
    if (name.endsWith(".ipynb")) {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw LabException.of(
            "a notebook " + name, "no such file", "name a file that is there, or a lab: 3");
      }
      return NotebookFile.load(file);
    }
    return NotebookFile.load(LabNames.find(name, NotebookFile.in(folder.resolve("solutions"))));
  }

  /**
   * Gives a lab the outputs of a copy of it that was executed.
   *
   * @param lab a lab
   * @param executed the copy; its cells are found by their ids
   * @return the lab with those outputs
   * @throws LabException if no cell of the copy is one of the lab
   */
  public static NotebookFile withOutputs(NotebookFile lab, Path executed) {
    Map<String, JsonElement> outputs = new HashMap<>();
    for (Cell cell : NotebookFile.load(executed).cells()) {
      if (cell.isCode()) {
        outputs.put(cell.id(), cell.json().get("outputs"));
      }
    }
    NotebookFile copy = new NotebookFile(lab.path(), lab.json().deepCopy());
    int taken = 0;
    for (Cell cell : copy.cells()) {
      if (cell.isCode() && outputs.containsKey(cell.id())) {
        cell.json().add("outputs", outputs.get(cell.id()));
        taken++;
      }
    }
    if (taken == 0) {
      throw LabException.of(
          executed + " to be an executed copy of " + lab.name(),
          "none of its cells",
          "run it first: environment/lab run " + lab.path());
    }
    return copy;
  }
}
