package io.transferlab.words.wordnet;

/** The four kinds of words that WordNet has, each with files of its own. */
public enum WordClass {
  /** Things. */
  NOUN("noun", "n"),
  /** Doings. */
  VERB("verb", "v"),
  /** Properties; WordNet's satellites among them. */
  ADJECTIVE("adj", "a"),
  /** Manners, places, times. */
  ADVERB("adv", "r");

  private final String ending;
  private final String letter;

  WordClass(String ending, String letter) {
    this.ending = ending;
    this.letter = letter;
  }

  /** How the names of its files end. */
  String ending() {
    return ending;
  }

  /** As pointers and names of senses have it; {@code s}, a satellite, is an adjective. */
  String letter() {
    return letter;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
