package io.transferlab.plot;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.projection.Projection;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A map of words: each written beside its point, none over another; a line leads to the point where
 * a word had to move away from it. Immutable: each method returns a new map.
 *
 * <pre>{@code
 * WordMap.of("Countries", Pca.map(vectors), words).show();
 * }</pre>
 */
public final class WordMap {
  /** More words than this cannot be read on one picture. */
  public static final int MOST_WORDS = 400;

  private final String title;
  private final MapPoints points;
  private final List<String> words;
  private final String how;

  private WordMap(String title, MapPoints points, List<String> words, String how) {
    this.title = title;
    this.points = points;
    this.words = words;
    this.how = how;
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
  public String alternative() {
    return MapWords.of(title, points, how) + " " + WordNeighbours.say(points, words);
  }

  /**
   * Draws the map.
   *
   * @return the figure, with its text alternative
   */
  public Figure figure() {
    WordPainter painter = new WordPainter(title, points, words);
    BufferedImage image = Canvas.blank(painter.width(), painter.height());
    painter.paint(Canvas.pen(image));
    return new Figure(image, alternative(), title);
  }

  /** Shows the figure below the cell; without a notebook prints its words. */
  public void show() {
    figure().show();
  }

  /**
   * Writes the map as SVG, to be zoomed without end. The file appears whole or not at all.
   *
   * @param svg where to write
   * @return the file written
   */
  public Path svg(Path svg) {
    WordPainter painter = new WordPainter(title, points, words);
    String text = Svg.draw(painter.width(), painter.height(), alternative(), painter::paint);
    AtomicFiles.write(svg, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return svg;
  }
}
