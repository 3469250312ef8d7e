package io.transferlab.words;

import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/**
 * Words and their vectors, read only: a matrix {@code [words, dimension]} and the word of each row.
 * Safe to share between threads.
 */
public final class WordVectors {
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
    return VectorLoader.defaults().load(file, Integer.MAX_VALUE);
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
    return VectorLoader.defaults().load(file, atLeastOne(limit));
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
   * One-hot vectors: all zeros but a one at the word's own place.
   *
   * @param words the words, each once
   * @return as many numbers a word as there are words
   * @throws LabException for no word, or one that comes twice
   */
  public static WordVectors oneHot(List<String> words) {
    int n = words.size();
    float[] block = new float[n * n];
    for (int i = 0; i < n; i++) {
      block[i * n + i] = 1;
    }
    return of(words, block, n).named("one-hot vectors");
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
    return rows.row(Objects.checkIndex(index, size()));
  }

  /** The rows, for the other classes of the room. */
  VectorRows rows() {
    return rows;
  }

  /** The Euclidean length of each row (perhaps of some more rows). */
  float[] norms() {
    return norms;
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
      throw LabException.of("at least 1 word", String.valueOf(k), "ask for 1 or more");
    }
    return k;
  }

  List<Neighbour> named(List<NearestSearch.Hit> hits) {
    return hits.stream().map(h -> new Neighbour(vocabulary.word(h.row()), h.score())).toList();
  }

  /**
   * How alike two words are.
   *
   * @param a a word
   * @param b another
   * @return the cosine of their vectors, -1 to 1
   * @throws LabException for an unknown word
   */
  public double similarity(String a, String b) {
    return similarity(a, b, Measure.COSINE);
  }

  /**
   * Compares two words.
   *
   * @param a a word
   * @param b another
   * @param measure how
   * @return the similarity or distance
   * @throws LabException for an unknown word
   */
  public double similarity(String a, String b, Measure measure) {
    return measure.of(vector(a), vector(b));
  }

  /**
   * The words most like a word, by cosine, without itself.
   *
   * @param word the word
   * @param k how many, at least 1
   * @return the nearest first
   * @throws LabException for an unknown word
   */
  public List<Neighbour> nearest(String word, int k) {
    return nearest(word, k, Measure.COSINE);
  }

  /**
   * The words nearest to a word by some measure, without itself.
   *
   * @param word the word
   * @param k how many, at least 1
   * @param measure how to compare
   * @return the nearest first
   * @throws LabException for an unknown word
   */
  public List<Neighbour> nearest(String word, int k, Measure measure) {
    int index = index(word);
    return named(search().nearest(vector(index), atLeastOne(k), measure, Set.of(index)));
  }

  /**
   * The words nearest to a vector by cosine.
   *
   * @param vector {@code [dimension]}
   * @param k how many, at least 1
   * @return the nearest first
   */
  public List<Neighbour> nearest(float[] vector, int k) {
    return nearest(vector, k, Measure.COSINE);
  }

  /**
   * The words nearest to a vector by some measure.
   *
   * @param vector {@code [dimension]}
   * @param k how many, at least 1
   * @param measure how to compare
   * @return the nearest first
   */
  public List<Neighbour> nearest(float[] vector, int k, Measure measure) {
    if (vector.length != dimension()) {
      throw LabException.of(
          "a vector of " + dimension() + " numbers, as those of " + name,
          String.valueOf(vector.length),
          "take or compute it from these vectors");
    }
    return named(search().nearest(vector, atLeastOne(k), measure, Set.of()));
  }

  /**
   * The neighbours of many words at once, by cosine: faster than one after the other.
   *
   * @param words the words
   * @param k how many of each, at least 1
   * @return for each word its nearest, without itself
   * @throws LabException for an unknown word
   */
  public List<List<Neighbour>> nearestOfEach(List<String> words, int k) {
    List<Integer> indices = words.stream().map(this::index).toList();
    return search()
        .best(
            indices.stream().map(i -> Scoring.cosine(vector((int) i))).toList(),
            atLeastOne(k),
            indices.stream().map(Set::of).toList())
        .stream()
        .map(this::named)
        .toList();
  }

  /**
   * Solves an analogy by 3CosAdd, the question's words excluded; {@link Analogy} knows other ways.
   *
   * @param a the first word of the known pair
   * @param b its partner
   * @param c the word whose partner is wanted
   * @param k how many answers, at least 1
   * @return the best first
   * @throws LabException for an unknown word
   */
  public List<Neighbour> analogy(String a, String b, String c, int k) {
    return Analogy.of(a, b, c).solve(this, k);
  }

  /**
   * The vectors of some words as a matrix, for clusters and maps.
   *
   * @param words the words
   * @return float {@code [words, dimension]}, a copy
   * @throws LabException for an unknown word
   */
  public INDArray matrix(List<String> words) {
    return WordLists.matrix(this, words, false);
  }

  /**
   * The vectors of some words, each divided by its length: Euclidean distances between the rows
   * then order pairs as the cosine does.
   *
   * @param words the words
   * @return float {@code [words, dimension]}, a copy
   * @throws LabException for an unknown word
   */
  public INDArray unitMatrix(List<String> words) {
    return WordLists.matrix(this, words, true);
  }

  /**
   * Compares every word of a list with every other.
   *
   * @param words the words
   * @param measure how to compare
   * @return a table with a column {@code word} and one for each word
   * @throws LabException for an unknown word
   */
  public Table pairwise(List<String> words, Measure measure) {
    return WordLists.pairwise(this, words, measure);
  }

  /**
   * The word that does not go with the others: the one least like the mean of all (of their vectors
   * of length 1), by cosine.
   *
   * @param words at least three words
   * @return one of them
   * @throws LabException for an unknown word
   */
  public String oddOneOut(List<String> words) {
    return WordLists.oddOneOut(this, words);
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
