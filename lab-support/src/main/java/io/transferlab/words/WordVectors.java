package io.transferlab.words;

import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.List;

/**
 * Words and their vectors, read only: a matrix {@code [words, dimension]} and the word of each row.
 * Safe to share between threads.
 */
public final class WordVectors extends WordQuestions {
  private final String name;
  private final Vocabulary vocabulary;
  private final VectorRows rows;
  private final float[] norms;
  private final LoadReport report;

  WordVectors(
      String name, Vocabulary vocabulary, VectorRows rows, float[] norms, LoadReport report) {
    this.name = name;
    this.vocabulary = vocabulary;
    this.rows = rows;
    this.norms = norms;
    this.report = report;
  }

  /**
   * Opens a file of word vectors: GloVe text, word2vec text or binary, fastText {@code .vec};
   * plain, {@code .gz}, or in a {@code .zip} ({@code glove.6B.zip!glove.6B.50d.txt} names one of
   * several). The first time a large file is read a cache is left beside it, or below {@code
   * LAB_DATA} where its folder cannot be written to; from then on the file opens at once.
   *
   * @param file the file
   * @return its vectors; {@link #report} tells what was odd about it
   * @throws LabException if it is not there, not a file of word vectors, or damaged
   */
  public static WordVectors load(Path file) {
    return VectorLoader.usual().load(file, Integer.MAX_VALUE);
  }

  /**
   * The vectors that come with the course, for a small world of a thousand words.
   *
   * @return the same at each call
   */
  public static WordVectors embedded() {
    return VectorLoader.embedded();
  }

  /**
   * Opens the first words of a file; the rest is not read.
   *
   * @param file the file
   * @param limit how many words, at least 1
   * @return its first vectors
   * @throws LabException if it is not there, not a file of word vectors, or damaged
   */
  public static WordVectors load(Path file, int limit) {
    return VectorLoader.usual().load(file, atLeastOne(limit));
  }

  /**
   * Vectors from memory.
   *
   * @param words the words, each once
   * @param block their numbers, {@code [words, dimension]}, row after row; copied
   * @param dimension numbers of each word, at least 1
   * @return the vectors
   * @throws LabException if the sizes do not agree, a word comes twice, or a number is not finite
   */
  public static WordVectors of(List<String> words, float[] block, int dimension) {
    Vocabulary vocabulary = WordLists.checked(words, block, dimension);
    vocabulary.trim();
    VectorRows rows = VectorRows.of(block, dimension);
    return new WordVectors(
        "vectors",
        vocabulary,
        rows,
        rows.norms(),
        LoadReport.of("from memory", words.size(), dimension));
  }

  /**
   * The same vectors under another name.
   *
   * @param other the name that tables and figures show
   * @return the renamed vectors
   */
  public WordVectors named(String other) {
    return new WordVectors(other, vocabulary, rows, norms, report);
  }

  /**
   * What tables and figures call these vectors.
   *
   * @return for instance the file's name
   */
  public String name() {
    return name;
  }

  /**
   * What was found in the file.
   *
   * @return format, sizes and oddities
   */
  public LoadReport report() {
    return report;
  }

  /**
   * How many words there are.
   *
   * @return at least 1
   */
  public int size() {
    return rows.count();
  }

  /**
   * The numbers of each word.
   *
   * @return at least 1
   */
  public int dimension() {
    return rows.dimension();
  }

  /**
   * The words, in the order of the file (usually the most frequent first).
   *
   * @return a view, decoded when asked for
   */
  public List<String> words() {
    return vocabulary.words(size());
  }

  /**
   * Whether a word is there, in exactly this spelling.
   *
   * @param word the word
   * @return true if it has a vector
   */
  public boolean contains(String word) {
    return find(word) >= 0;
  }

  /** The row of a word, or -1. */
  int find(String word) {
    int index = vocabulary.index(word);
    return index < size() ? index : -1;
  }

  /**
   * The row of a word.
   *
   * @param word the word
   * @return from 0
   * @throws LabException for an unknown word; offers the nearest spellings
   */
  public int index(String word) {
    int index = find(word);
    if (index < 0) {
      throw Spelling.unknown(word, this);
    }
    return index;
  }

  /**
   * The word of a row.
   *
   * @param index from 0
   * @return the word
   */
  public String word(int index) {
    return words().get(index);
  }

  /**
   * The vector of a word.
   *
   * @param word the word
   * @return {@code [dimension]}, a copy
   * @throws LabException for an unknown word; offers the nearest spellings
   */
  public float[] vector(String word) {
    return rows.row(index(word));
  }

  /**
   * The vector of a row.
   *
   * @param index from 0
   * @return {@code [dimension]}, a copy
   */
  public float[] vector(int index) {
    return rows.row(java.util.Objects.checkIndex(index, size()));
  }

  /** The rows, for the other classes of the room. */
  VectorRows rows() {
    return rows;
  }

  /** The Euclidean length of each row (perhaps of some more rows). */
  float[] norms() {
    return norms;
  }

  @Override
  WordVectors self() {
    return this;
  }

  NearestSearch search() {
    return new NearestSearch(rows, norms);
  }

  /**
   * The first words alone; the numbers are shared, not copied.
   *
   * @param n how many, at least 1; more than there are gives all
   * @return the shorter vectors
   */
  public WordVectors limit(int n) {
    return atLeastOne(n) >= size()
        ? this
        : new WordVectors(name, vocabulary, rows.first(n), norms, report.limited(n));
  }

  static int atLeastOne(int k) {
    if (k < 1) {
      throw LabException.of("at least 1 word", String.valueOf(k), "ask for more");
    }
    return k;
  }

  List<Neighbour> named(List<NearestSearch.Hit> hits) {
    return hits.stream().map(h -> new Neighbour(vocabulary.word(h.row()), h.score())).toList();
  }

  /**
   * Writes the vectors as word2vec text: a header line, then a line for each word. The file appears
   * whole or not at all. Numbers are written so that reading gives the same bits.
   *
   * @param file where to; replaced if it is there; packed if its name ends in {@code .gz}
   * @throws LabException if it cannot be written
   */
  public void save(Path file) {
    WordLists.save(this, file);
  }

  @Override
  public String toString() {
    return name + ": " + report;
  }
}
