package io.transferlab.projection;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.features.Features;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A map as a table: a row for each point, to be taken elsewhere. */
public final class MapTable {
  private MapTable() {}

  /**
   * A table of a map of features.
   *
   * @param map a point for each row
   * @param features what was mapped
   * @return columns {@code key}, {@code class}, {@code x}, {@code y}
   */
  public static Table of(Projection map, Features features) {
    return of(map, features.keys(), features.labels(), features.classes());
  }

  /**
   * A table of a map.
   *
   * @param map {@code [n, 2]}
   * @param keys what each point is, for instance the name of a picture; n of them
   * @param labels the class of each point, or none
   * @param classes names of the classes, or none
   * @return columns {@code key}, {@code class} (if there are labels), {@code x}, {@code y}
   */
  public static Table of(Projection map, List<String> keys, int[] labels, List<String> classes) {
    if (keys.size() != map.size() || labels.length != 0 && labels.length != map.size()) {
      throw LabException.of(
          "a key and a label for each of " + map.size() + " points",
          keys.size() + " keys and " + labels.length + " labels",
          "take those of the same rows");
    }
    Table table = Table.create(map.method(), StringColumn.create("key", keys));
    if (labels.length > 0) {
      table.addColumns(
          StringColumn.create("class", IntStream.of(labels).mapToObj(classes::get).toList()));
    }
    return table.addColumns(DoubleColumn.create("x", map.x()), DoubleColumn.create("y", map.y()));
  }

  /**
   * Writes a table as CSV. The file appears whole or not at all.
   *
   * @param table a table of a map
   * @param csv where to write
   * @return the file written
   */
  public static Path csv(Table table, Path csv) {
    AtomicFiles.write(
        csv,
        out -> {
          OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          try {
            table.write().csv(text);
          } catch (RuntimeException e) {
            throw new IOException(e);
          }
          text.flush();
        });
    return csv;
  }
}
