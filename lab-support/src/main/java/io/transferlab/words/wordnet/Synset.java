package io.transferlab.words.wordnet;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of synonyms: one meaning, the words that have it, and what it is. Two are equal only if
 * they are the same.
 */
public final class Synset {
  /** A pointer to another meaning. */
  record Link(Relation relation, int key) {}

  private final WordClass wordClass;
  private final String letter;
  private final int offset;
  private final List<String> words;
  private final Gloss gloss;
  private final List<Link> links;
  private int sense = Integer.MAX_VALUE;
  private int count;

  private Synset(
      WordClass wordClass,
      String letter,
      int offset,
      List<String> words,
      Gloss gloss,
      List<Link> links) {
    this.wordClass = wordClass;
    this.letter = letter;
    this.offset = offset;
    this.words = words;
    this.gloss = gloss;
    this.links = links;
  }

  /**
   * Reads a line of a data file (wndb(5): offset, file of origin, class, words, pointers, for verbs
   * frames, then the gloss behind a bar).
   */
  static Synset parse(Fields fields, WordClass wordClass) {
    int offset = fields.number("a number of 8 digits", 10, 99_999_999);
    fields.number("the number of a lexicographer's file", 10, 99);
    String letter = fields.next("the class of the words");
    if (!letter.equals(wordClass.letter())
        && !(letter.equals("s") && wordClass == WordClass.ADJECTIVE)) {
      throw fields.wrong("the class " + wordClass.letter(), "\"" + Fields.shortened(letter) + "\"");
    }
    int count = fields.number("how many words there are, in hexadecimal", 16, 255);
    if (count == 0) {
      throw fields.wrong("at least one word", "00 words");
    }
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      words.add(plain(fields.next("a word")));
      fields.number("the word's number, in hexadecimal", 16, 255);
    }
    int pointers = fields.number("how many pointers there are", 10, 999);
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < pointers; i++) {
      String symbol = fields.next("a pointer's symbol");
      int target = fields.number("a pointer's number of 8 digits", 10, 99_999_999);
      int key = WordNet.key(WordNet.wordClass(fields), target);
      fields.number("a pointer's source and target, in hexadecimal", 16, 0xFFFF);
      Relation.of(symbol).ifPresent(relation -> links.add(new Link(relation, key)));
    }
    String rest = fields.rest();
    int bar = rest.indexOf('|');
    if (bar < 0) {
      throw fields.wrong("a definition behind a bar |", "none");
    }
    Gloss gloss = Gloss.of(rest.substring(bar + 1));
    return new Synset(wordClass, letter, offset, List.copyOf(words), gloss, List.copyOf(links));
  }

  /** Without where an adjective may stand: (p), (a) or (ip). */
  private static String plain(String word) {
    int bracket = word.endsWith(")") ? word.lastIndexOf('(') : -1;
    return (bracket > 0 ? word.substring(0, bracket) : word).replace('_', ' ');
  }

  /** Notes that a word has this meaning as its so-manieth. */
  void isSense(String lemma, int number) {
    if (words.get(0).equalsIgnoreCase(lemma)) {
      sense = number;
    }
  }

  void addCount(int more) {
    count += more;
  }

  int key() {
    return WordNet.key(wordClass, offset);
  }

  List<Link> links() {
    return links;
  }

  /** The number of this meaning among those of its first word; the most usual meaning is 1. */
  int sense() {
    return sense;
  }

  /**
   * Its name, as NLTK has it: first word, class ({@code s} for an adjective that stands by a more
   * usual one), number of the meaning among those of that word.
   *
   * @return for instance {@code elephant.n.01}
   */
  public String name() {
    String first = words.get(0).toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
    return first + "." + letter + "." + (sense < 10 ? "0" : "") + sense;
  }

  /**
   * What kind of words it has.
   *
   * @return the class
   */
  public WordClass wordClass() {
    return wordClass;
  }

  /**
   * The words with this meaning.
   *
   * @return at least one; several words in one have spaces between them
   */
  public List<String> words() {
    return words;
  }

  /**
   * What it means.
   *
   * @return the gloss without its examples; in rare cases empty
   */
  public String definition() {
    return gloss.definition();
  }

  /**
   * How it is used.
   *
   * @return the examples of the gloss
   */
  public List<String> examples() {
    return gloss.examples();
  }

  /**
   * How often this meaning was met in the texts that WordNet's authors tagged by hand.
   *
   * @return the sum over its words; 0 for most meanings
   */
  public int count() {
    return count;
  }

  @Override
  public String toString() {
    return String.join(", ", words) + " (" + wordClass + "): " + gloss.definition();
  }
}
