package io.transferlab.words;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Words and their vectors, read only: a matrix {@code [words, dimension]} and the word of each row.
 * Safe to share between threads.
 */
public final class WordVectors {
  private final String name;
  private final Vocabulary vocabulary;
  private final Rows rows;
  private final float[] norms;
  private final LoadReport report;

  WordVectors(String name, Vocabulary vocabulary, Rows rows, float[] norms, LoadReport report) {
    this.name = name;
    this.vocabulary = vocabulary;
    this.rows = rows;
    this.norms = norms;
    this.report = report;
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
    if (dimension < 1 || block.length != (long) words.size() * dimension || words.isEmpty()) {
      throw LabException.of(
          "at least one word, and a block of words x dimension numbers",
          words.size() + " words, dimension " + dimension + ", " + block.length + " numbers",
          "give each word its numbers");
    }
    Vocabulary vocabulary = Vocabulary.empty();
    for (String word : words) {
      if (!vocabulary.add(word)) {
        throw LabException.of("each word once", "\"" + word + "\" twice", "drop one of them");
      }
    }
    for (int i = 0; i < block.length; i++) {
      if (!Float.isFinite(block[i])) {
        throw LabException.of(
            "finite numbers",
            block[i] + " in the vector of \"" + words.get(i / dimension) + "\"",
            "look at how it was computed");
      }
    }
    vocabulary.trim();
    Rows rows = Rows.of(block, dimension);
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
  Rows rows() {
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
    if (n < 1) {
      throw LabException.of("a limit of at least 1 word", String.valueOf(n), "ask for more words");
    }
    return n >= size()
        ? this
        : new WordVectors(name, vocabulary, rows.first(n), norms, report.limited(n));
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
          "a vector of " + dimension() + " numbers", String.valueOf(vector.length), "use another");
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
        .nearest(
            indices.stream().map(this::vector).toList(),
            atLeastOne(k),
            indices.stream().map(Set::of).toList())
        .stream()
        .map(this::named)
        .toList();
  }

  static int atLeastOne(int k) {
    if (k < 1) {
      throw LabException.of("at least 1 neighbour", String.valueOf(k), "ask for more");
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
   * @param file where to; replaced if it is there
   * @throws LabException if it cannot be written
   */
  public void save(Path file) {
    AtomicFiles.write(file, this::write);
  }

  private void write(OutputStream plain) throws IOException {
    OutputStream out = new BufferedOutputStream(plain, 1 << 16);
    float[] row = new float[dimension()];
    StringBuilder line = new StringBuilder().append(size()).append(' ').append(dimension());
    for (int i = 0; ; i++) {
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      if (i == size()) {
        out.flush();
        return;
      }
      rows.row(i, row);
      line.setLength(0);
      line.append(vocabulary.word(i));
      for (float value : row) {
        line.append(' ').append(value);
      }
    }
  }

  @Override
  public String toString() {
    return name + ": " + report;
  }
}
