package io.transferlab.features;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which columns of a feature matrix come from a layer.
 *
 * @param from the first
 * @param to the one behind the last
 */
public record Columns(int from, int to) {
  /**
   * How many there are.
   *
   * @return at least 1
   */
  public int count() {
    return to - from;
  }

  /** The columns of layers of given widths, one behind the other. */
  static Map<String, Columns> of(Map<String, Integer> widths) {
    Map<String, Columns> columns = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<String, Integer> layer : widths.entrySet()) {
      columns.put(layer.getKey(), new Columns(from, from + layer.getValue()));
      from += layer.getValue();
    }
    return columns;
  }
}
