package io.transferlab.transfer;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link TransferCurve} as JSON: in a file, or among those that come with the course. */
final class CurveFile {
  /** Target to file of the runs that come with the course. */
  private static final Map<String, String> REFERENCES =
      Map.of("Sketch_Objects", "transfer-sketch-objects.json");

  private static final String WRITE_ONE =
      "write one with environment/lab transfer SOURCE TARGET --save FILE.json";

  private record Content(
      String source,
      String target,
      int classes,
      Map<String, Integer> cuts,
      List<TransferCell> cells,
      Map<String, String> provenance) {
    boolean isWhole() {
      return Stream.of(source, target, cuts, cells, provenance).allMatch(Objects::nonNull)
          && classes >= 2
          && !cuts.containsValue(null)
          && cells.stream().allMatch(c -> c != null && c.layer() != null);
    }
  }

  private CurveFile() {}

  static TransferCurve reference(String target) {
    String name = REFERENCES.get(target);
    if (name == null) {
      throw Names.unknown("a target with a reference run", target, REFERENCES.keySet());
    }
    try (InputStream in = CurveFile.class.getResourceAsStream(name)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw LabException.reading(name, e, "install the course anew");
    }
  }

  static TransferCurve read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw LabException.reading(file, e, WRITE_ONE);
    }
  }

  static void write(TransferCurve curve, Path file) {
    Content content =
        new Content(
            curve.source(),
            curve.target(),
            curve.classes(),
            curve.cuts(),
            curve.cells(),
            curve.provenance().facts());
    AtomicFiles.writeText(file, Json.text(content) + "\n");
  }

  private static TransferCurve parse(String text, String name) {
    Content content;
    try {
      content = Json.read(text, Content.class);
    } catch (JsonException e) {
      throw notACurve(name, String.valueOf(e.getMessage()), e);
    }
    if (content == null || !content.isWhole()) {
      throw notACurve(name, "other contents", null);
    }
    return new TransferCurve(
        content.source(),
        content.target(),
        content.classes(),
        content.cuts(),
        content.cells(),
        new Provenance(content.provenance()));
  }

  private static LabException notACurve(String name, String found, @Nullable Exception cause) {
    return LabException.of("a layer transfer in " + name, found, WRITE_ONE, cause);
  }
}
