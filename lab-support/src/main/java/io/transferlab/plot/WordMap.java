package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.projection.Projection;
import java.util.List;

/**
 * A map of words: each written beside its point, none over another; a line leads to the point where
 * a word had to move away from it. Immutable: each method returns a new map.
 *
 * <pre>{@code
 * WordMap.of("Countries", Pca.map(vectors), words).show();
 * }</pre>
 */
public final class WordMap extends PaintedMap {
  /** More words than this cannot be read on one picture. */
  public static final int MOST_WORDS = 400;

  private final List<String> words;

  private WordMap(String title, MapPoints points, List<String> words, String how) {
    super(title, points, how);
    this.words = words;
  }

  /**
   * A map of words.
   *
   * @param title what was mapped
   * @param map {@code [n, 2]}
   * @param words the word of each point, at most {@value #MOST_WORDS}
   * @return the map
   */
  public static WordMap of(String title, Projection map, List<String> words) {
    if (words.size() != map.size() || words.size() > MOST_WORDS) {
      throw LabException.of(
          "a word for each of " + map.size() + " points, and at most " + MOST_WORDS,
          words.size() + " words",
          "map fewer words, or draw a ScatterMap");
    }
    return new WordMap(title, MapPoints.of(map), List.copyOf(words), map.method());
  }

  /**
   * The map with groups of words, each in its colour and with its mark.
   *
   * @param labels the group of each word
   * @param groups names of the groups
   * @return a new map
   */
  public WordMap groups(int[] labels, List<String> groups) {
    return new WordMap(title, points.with(labels, groups), words, how);
  }

  /**
   * Says which words lie near each other.
   *
   * @return a few sentences
   */
  @Override
  public String alternative() {
    return MapWords.of(title, points, how) + " " + WordNeighbours.say(points, words);
  }

  @Override
  MapPainter painter() {
    return new WordPainter(title, points, words);
  }
}
