package io.transferlab.check;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The predictions of one lab as they lie on disk: JSON, whole or not there. */
final class PredictionFile {
  /** Some hundred predictions; whatever is larger was not written here. */
  private static final long MOST_BYTES = 1 << 20;

  /** What the file holds; a part that is missing is null. */
  private record Content(@Nullable Integer lab, @Nullable List<Prediction> predictions) {}

  private PredictionFile() {}

  /** The file of a lab in a folder of predictions. */
  static Path in(Path folder, int lab) {
    return folder.resolve(String.format(Locale.ROOT, "%02d.json", lab));
  }

  /**
   * Reads a file.
   *
   * @throws LabException if it is not there, cannot be read, or holds something else
   */
  static Predictions read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw damaged(file, "a file of " + Sizes.text(Files.size(file)), null);
      }
      return checked(file, content(file, Files.readString(file)));
    } catch (CharacterCodingException e) {
      throw damaged(file, "something that is not text", e);
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  private static @Nullable Content content(Path file, String text) {
    try {
      return Json.read(text, Content.class);
    } catch (JsonException | LabException e) {
      // Ours is of a label or a number that cannot be.
      throw damaged(file, "something else", e);
    }
  }

  private static Predictions checked(Path file, @Nullable Content content) {
    if (content == null || content.lab() == null || content.predictions() == null) {
      throw damaged(file, "JSON without a lab and its predictions", null);
    }
    Set<String> labels = new HashSet<>();
    for (Prediction prediction : content.predictions()) {
      if (prediction == null
          || Prediction.lab(prediction.label()) != content.lab()
          || !labels.add(prediction.label())) {
        throw damaged(file, "a prediction that is empty, twice there or another lab's", null);
      }
    }
    return new Predictions(content.lab(), content.predictions());
  }

  private static LabException damaged(Path file, String found, @Nullable Throwable cause) {
    return LabException.of(
        "predictions of a lab in " + file, found, "move the file away, or restore it", cause);
  }

  /**
   * Writes a file.
   *
   * @throws LabException if it cannot be written
   */
  static void write(Path file, Predictions predictions) {
    AtomicFiles.writeText(
        file, Json.text(new Content(predictions.lab(), predictions.all())) + "\n");
  }

  /** Moves a file that cannot be read to a name that is free, so that nothing in it is lost. */
  static Path setAside(Path file) throws IOException {
    String name = file.getFileName() + ".damaged";
    Path aside = file.resolveSibling(name);
    for (int number = 2; Files.exists(aside); number++) {
      aside = file.resolveSibling(name + "-" + number);
    }
    return Files.move(file, aside);
  }
}
