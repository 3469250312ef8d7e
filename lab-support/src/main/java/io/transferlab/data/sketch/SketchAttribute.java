package io.transferlab.data.sketch;

import java.util.List;
import java.util.stream.Stream;

/** What a caption may say of a drawing ({@link SketchCaptions}). */
public enum SketchAttribute {
  /** What is drawn: the 28 objects and the 10 animals. */
  KIND("kind", Stream.concat(kinds(true), kinds(false)).sorted().toArray(String[]::new)),
  /** The colour of the thing. */
  COLOUR("colour", NamedColour.words()),
  /** How large the thing is. */
  SIZE("size", "small", "large"),
  /** Where the thing is. */
  PLACE("place", "left", "right", "top", "bottom", "middle"),
  /** The colour of what is behind it; never that of the thing. */
  GROUND("ground", NamedColour.words()),
  /** The pattern of what is behind it. */
  PATTERN("pattern", "plain", "striped", "spotted", "checked");

  private final String title;
  private final List<String> words;

  SketchAttribute(String title, String... words) {
    this.title = title;
    this.words = List.of(words);
  }

  private static Stream<String> kinds(boolean things) {
    return (things ? SketchKinds.things() : SketchKinds.beasts()).keySet().stream();
  }

  /**
   * Its name in tables.
   *
   * @return for instance {@code colour}
   */
  public String title() {
    return title;
  }

  /**
   * What it may be; captions have synonyms for some.
   *
   * @return the words, at least two
   */
  public List<String> words() {
    return words;
  }
}
