package io.transferlab.words.corpus;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The things of the small world, read from a resource: one table for each kind.
 *
 * @param tables by name
 */
record World(Map<String, WorldTable> tables) {
  static World load() {
    Map<String, WorldTable> tables = new LinkedHashMap<>();
    WorldTable current = null;
    for (String line : lines("world.txt")) {
      if (line.startsWith("== ")) {
        current = WorldTable.headed(line.substring(3));
        tables.put(current.name(), current);
      } else if (current != null) {
        current.add(line);
      }
    }
    return new World(tables);
  }

  /** The lines of a resource of this course, without comments and blank lines. */
  static List<String> lines(String resource) {
    try (InputStream in = World.class.getResourceAsStream("/io/transferlab/words/" + resource)) {
      if (in == null) {
        throw LabException.of(resource + " in the course's jar", "none", "build the course again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WorldTable table(String name) {
    WorldTable found = tables.get(name);
    if (found == null) {
      throw Names.unknown("a table of the small world", name, tables.keySet());
    }
    return found;
  }

  /** The words at the end of a path such as {@code plural} or {@code group.words}. */
  List<String> words(WorldTable table, WorldTable.Row row, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return table.words(row, path);
    }
    String column = path.substring(0, dot);
    WorldTable other = table(column);
    return table
        .word(row, column)
        .flatMap(other::row)
        .map(r -> words(other, r, path.substring(dot + 1)))
        .orElse(List.of());
  }

  /** Whether a row has this value in a column by which rows are chosen, or points to one. */
  boolean matches(WorldTable table, WorldTable.Row row, String value) {
    for (String column : table.filters()) {
      if (table.words(row, column).contains(value)) {
        return true;
      }
      WorldTable other = tables.get(column);
      if (other != null
          && table.word(row, column).flatMap(other::row).stream()
              .anyMatch(r -> matches(other, r, value))) {
        return true;
      }
    }
    return false;
  }
}
