package io.transferlab.words;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /**
   * The words alone, for a line of text.
   *
   * @param neighbours in the order to be told
   * @return for instance {@code truck, bus, taxi}
   */
  public static String words(List<Neighbour> neighbours) {
    return neighbours.stream().map(Neighbour::word).collect(Collectors.joining(", "));
  }
}
