package io.transferlab.words;

import java.util.Locale;

/**
 * A word and how near it is.
 *
 * @param word the word
 * @param similarity by the measure asked for: cosine from -1 to 1, a dot product, or a Euclidean
 *     distance (then small is near)
 */
public record Neighbour(String word, double similarity) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.3f", word, similarity);
  }
}
