package io.transferlab.features;

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
}
