package io.transferlab.data.fetch;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fetch leaves beside the data, so that it can be checked later: where each file came from,
 * and a list of all files with their hashes ({@code sha256sum -c} reads it too).
 *
 * @param entry the entry's name
 * @param licence its licence
 * @param researchOnly whether it may be used for research only
 * @param sources where the files came from
 */
record Receipt(String entry, String licence, boolean researchOnly, List<Source> sources) {
  private static final String FOLDER = ".transferlab";
  private static final String RECEIPT = "receipt.json";
  private static final String LIST = "files.sha256";

  /**
   * A file as it was fetched.
   *
   * @param name its name
   * @param from its address
   * @param bytes its size
   * @param sha256 its hash
   * @param checked how it was known to be right: the published hash, or trust on first use
   */
  record Source(String name, String from, long bytes, String sha256, String checked) {}

  /**
   * A file that must be there.
   *
   * @param path relative to the entry's folder
   * @param sha256 its hash
   */
  record Line(String path, String sha256) {}

  void write(Path folder, List<Archives.Unpacked> files) {
    Path place = folder.resolve(FOLDER);
    StringBuilder list = new StringBuilder();
    for (Archives.Unpacked file : files) {
      String path =
          folder
              .toAbsolutePath()
              .relativize(file.path().toAbsolutePath())
              .toString()
              .replace('\\', '/');
      list.append(file.sha256()).append("  ").append(path).append('\n');
    }
    write(place.resolve(LIST), list.toString());
    write(place.resolve(RECEIPT), Json.text(this) + "\n");
  }

  private static void write(Path file, String text) {
    AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The receipt of a folder; nothing if it was not fetched by this program. */
  static Optional<Receipt> read(Path folder) {
    Path file = folder.resolve(FOLDER).resolve(RECEIPT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Json.read(Files.readString(file), Receipt.class));
    } catch (IOException | JsonException e) {
      throw LabException.reading(file, e, "fetch the entry again with --again");
    }
  }

  /** The files that must be there. */
  static List<Line> files(Path folder) {
    Path file = folder.resolve(FOLDER).resolve(LIST);
    List<Line> lines = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("  ", 2);
        if (parts.length != 2) {
          throw new IOException("a line of another form: \"" + line + "\"");
        }
        lines.add(new Line(parts[1], parts[0]));
      }
    } catch (IOException e) {
      throw LabException.reading(file, e, "fetch the entry again with --again");
    }
    return lines;
  }
}
