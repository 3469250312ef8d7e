package io.transferlab.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Measurements, kept in a JSON file of one line each. The file is replaced as a whole after every
 * measurement, so that a run which is killed goes on where it was.
 */
public final class TransferRecord {
  private static final int VERSION = 1;
  private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();

  private record Content(int version, List<Measurement> cells) {}

  private final Path file;
  private final Map<TransferQuestion, Measurement> cells = new LinkedHashMap<>();

  private TransferRecord(Path file) {
    this.file = file;
  }

  /**
   * Opens a record.
   *
   * @param file where it is kept; need not be there yet
   * @return the record
   * @throws LabException if the file is damaged or something else
   */
  public static TransferRecord open(Path file) {
    TransferRecord record = new TransferRecord(file);
    if (!Files.exists(file)) {
      return record;
    }
    try {
      Content content = LINE.fromJson(Files.readString(file), Content.class);
      if (content.version() != VERSION) {
        throw new IllegalArgumentException("version " + content.version());
      }
      for (Measurement cell : content.cells()) {
        Objects.requireNonNull(cell, "an empty measurement");
        record.cells.put(cell.question(), cell);
      }
      return record;
    } catch (IOException | RuntimeException e) { // whatever damaged JSON leads to
      Throwable first = e;
      while (first.getCause() != null) {
        first = first.getCause();
      }
      throw LabException.of(
          "a record of measurements in " + file,
          String.valueOf(first.getMessage()).lines().findFirst().orElse("other content"),
          "move that file away to measure anew, or name another with --record",
          e);
    }
  }

  /**
   * The answer to a question, if it was measured.
   *
   * @param question what is asked
   * @return the measurement
   */
  public Optional<Measurement> find(TransferQuestion question) {
    return Optional.ofNullable(cells.get(question));
  }

  /**
   * Adds measurements and writes the file.
   *
   * @param measured new ones; of a question already answered they take the place
   * @throws LabException if the file cannot be written
   */
  public void add(Collection<Measurement> measured) {
    measured.forEach(cell -> cells.put(cell.question(), cell));
    write(file, cells.values());
  }

  /**
   * All measurements.
   *
   * @return in the order in which they were made
   */
  public List<Measurement> cells() {
    return List.copyOf(cells.values());
  }

  /**
   * Writes measurements as a record of their own.
   *
   * @param file where to; replaced in one step
   * @param cells what to write
   * @throws LabException if it cannot be written
   */
  public static void write(Path file, Collection<Measurement> cells) {
    List<String> lines = new ArrayList<>();
    cells.forEach(cell -> lines.add("    " + LINE.toJson(cell)));
    String text =
        "{\n  \"version\": "
            + VERSION
            + ",\n  \"cells\": [\n"
            + String.join(",\n", lines)
            + "\n  ]\n}\n";
    AtomicFiles.writeText(file, text);
  }
}
