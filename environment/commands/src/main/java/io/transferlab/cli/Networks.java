package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.TypedPath;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Sources;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The networks that commands have made: files, or names of those kept in the data folder. */
final class Networks {
  /** What the parameter is called wherever a command takes a network. */
  static final String HELP =
      "a file that --save wrote, the name of a network kept in LAB_DATA/networks"
          + " (sketch-objects-sketch-catsdogs), or a source that has classes: Sketch_Objects, a"
          + " file.onnx";

  private static final String ENDING = ".zip";

  private Networks() {}

  /** Where networks are kept by name. */
  static Path folder() {
    return Lab.home().resolve("networks");
  }

  /** The file of a name. */
  static Path file(String name) {
    return folder().resolve(name + ENDING);
  }

  /** The names there are, sorted. */
  static List<String> names() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(ENDING) && !n.startsWith("."))
          .map(n -> n.substring(0, n.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw LabException.reading(folder(), e);
    }
  }

  /**
   * Loads a network.
   *
   * @param typed a file, a kept network's name with or without its ending, or a source's name
   * @return the classifier
   * @throws LabException if there is no such thing (offers the nearest name), or its file is
   *     damaged
   */
  static PictureClassifier load(String typed) {
    if (Sources.isOnnx(typed)) {
      return PictureClassifier.of(Pretrained.frozen(typed));
    }
    Path path = TypedPath.of(typed);
    if (Files.exists(path)) {
      return PictureClassifier.load(path);
    }
    String name =
        typed.endsWith(ENDING) ? typed.substring(0, typed.length() - ENDING.length()) : typed;
    boolean isName = !typed.contains("/") && !typed.startsWith("~");
    if (isName && names().contains(name)) {
      return PictureClassifier.load(file(name));
    }
    if (isName && Pretrained.ids().stream().anyMatch(id -> id.equalsIgnoreCase(typed))) {
      return PictureClassifier.of(Pretrained.named(typed).load());
    }
    throw unknown(typed, isName);
  }

  private static LabException unknown(String typed, boolean isName) {
    List<String> kept = names();
    if (isName && !typed.endsWith(ENDING) && !kept.isEmpty()) {
      return Names.unknown("a file, or a network kept in " + folder(), typed, kept);
    }
    return LabException.of(
        "a network in a file, or one kept in " + folder(),
        (isName ? "nothing called " : "nothing at ") + typed,
        kept.isEmpty()
            ? "environment/lab fine-tune SOURCE TARGET makes one and keeps it"
            : "name one of " + String.join(", ", kept));
  }
}
