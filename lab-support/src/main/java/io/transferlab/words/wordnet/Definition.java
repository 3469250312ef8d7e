package io.transferlab.words.wordnet;

import java.util.List;

/**
 * An entry of a dictionary.
 *
 * @param name its name, unique in its dictionary, for instance {@code elephant.n.01}
 * @param words the words with this meaning, at least one
 * @param kind what kind of words they are, for instance {@code noun}
 * @param text what they mean
 */
public record Definition(String name, List<String> words, String kind, String text) {
  /**
   * Copies the list.
   *
   * @param name its name, unique in its dictionary
   * @param words the words with this meaning, at least one
   * @param kind what kind of words they are
   * @param text what they mean
   */
  public Definition {
    words = List.copyOf(words);
  }

  @Override
  public String toString() {
    return String.join(", ", words) + " (" + kind + "): " + text;
  }
}
