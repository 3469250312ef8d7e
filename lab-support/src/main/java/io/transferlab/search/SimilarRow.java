package io.transferlab.search;

import java.util.Locale;

/**
 * A row that was found.
 *
 * @param row its number
 * @param score cosine of the angle to what was asked for, -1 to 1; 0 for a row of zeros
 */
public record SimilarRow(int row, double score) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "row %d (%.3f)", row, score);
  }
}
