package io.transferlab.features;

import java.util.SortedMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an engine makes of a set, or of a part of it.
 *
 * @param matrix {@code [n, d]} float32, a row a picture or view; without a meaning where n is 0
 * @param pictures of each row the index of its picture in the set, rising
 * @param problems why the other pictures could not be read: key to one line, with the file's name
 */
public record ComputedRows(INDArray matrix, int[] pictures, SortedMap<String, String> problems) {
  /**
   * How many rows there are.
   *
   * @return n, 0 if no picture could be read
   */
  public int size() {
    return pictures.length;
  }
}
