package io.transferlab.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A notebook as it lies on disk, in Jupyter's format 4 (nbformat 4.5: every cell has an id).
 *
 * @param path where it lies
 * @param json its content
 */
public record NotebookFile(Path path, JsonObject json) {
  private static final String CURE = "open it in Jupyter and save it again, or restore it from git";

  /**
   * Reads a notebook.
   *
   * @param path where it lies
   * @return its content
   * @throws LabException if it cannot be read, or is no notebook
   */
  public static NotebookFile load(Path path) {
    try {
      JsonElement json = JsonParser.parseString(Files.readString(path));
      if (!json.isJsonObject() || !json.getAsJsonObject().has("cells")) {
        throw LabException.of("a notebook in " + path, "JSON without cells", CURE);
      }
      return new NotebookFile(path, json.getAsJsonObject());
    } catch (JsonParseException e) {
      throw LabException.of("a notebook in " + path, "a file that is not JSON", CURE, e);
    } catch (IOException e) {
      throw LabException.reading(path, e);
    }
  }

  /** A notebook, if it is there and can be read. */
  static Optional<NotebookFile> readable(Path path) {
    try {
      return Files.exists(path) ? Optional.of(load(path)) : Optional.empty();
    } catch (LabException e) {
      return Optional.empty();
    }
  }

  /**
   * The notebooks of a folder.
   *
   * @param folder where they lie
   * @return by name; none if there is no such folder
   * @throws LabException if the folder cannot be read
   */
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw LabException.reading(folder, e);
    }
  }

  /** The notebooks of a folder and of all folders in it, but for Jupyter's hidden copies. */
  static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .filter(file -> !folder.relativize(file).toString().contains(".ipynb_checkpoints"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw LabException.reading(folder, e);
    }
  }

  /**
   * Its cells.
   *
   * @return from the first to the last
   */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    JsonElement array = json.get("cells");
    if (array.isJsonArray()) {
      for (JsonElement cell : array.getAsJsonArray()) {
        if (cell.isJsonObject()) {
          cells.add(new Cell(cells.size() + 1, cell.getAsJsonObject()));
        }
      }
    }
    return cells;
  }

  /**
   * The notebook's own metadata.
   *
   * @return as in the file; empty if there are none
   */
  public JsonObject metadata() {
    JsonElement metadata = json.get("metadata");
    return metadata != null && metadata.isJsonObject()
        ? metadata.getAsJsonObject()
        : new JsonObject();
  }

  /**
   * The file's name.
   *
   * @return {@code NN-name.ipynb}
   */
  public String name() {
    return path.getFileName().toString();
  }

  /**
   * What students get of an author's notebook.
   *
   * @return without outputs, solutions and the cells for authors and instructors
   * @throws LabException if its solution markers are unpaired
   */
  public NotebookFile student() {
    return new NotebookFile(path, JsonParser.parseString(StudentCopy.of(this)).getAsJsonObject());
  }
}
