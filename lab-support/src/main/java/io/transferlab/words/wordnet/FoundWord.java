package io.transferlab.words.wordnet;

import java.util.Locale;

/**
 * A definition that fits a description.
 *
 * @param rank 1 for the best
 * @param score how well it fits: a cosine, up to 1; by keywords their weight, at least 0
 * @param definition with its words
 */
public record FoundWord(int rank, double score, Definition definition) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%3d. %6.3f  %s", rank, score, definition);
  }
}
