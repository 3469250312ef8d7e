package io.transferlab.words.train;

import io.transferlab.core.LabException;
import it.unimi.dsi.fastutil.longs.Long2DoubleOpenHashMap;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How often words stand near each other: the matrix X of GloVe (Pennington, Socher, Manning 2014,
 * section 3). Two words d places apart in a line add 1/d to both X[a][b] and X[b][a]; words more
 * than a window apart add nothing.
 *
 * <p>Only what is not zero is kept, sorted by row and column.
 */
public final class Cooccurrence {
  private final List<String> words;
  private final int[] rows;
  private final int[] columns;
  private final double[] values;

  private Cooccurrence(List<String> words, int[] rows, int[] columns, double[] values) {
    this.words = words;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Counts.
   *
   * @param corpus the text
   * @param window how many places apart two words may be, at least 1
   * @return the counts
   */
  public static Cooccurrence count(Corpus corpus, int window) {
    if (window < 1) {
      throw LabException.of(
          "a window of at least 1 word", String.valueOf(window), "take the usual 10");
    }
    Long2DoubleOpenHashMap sums = new Long2DoubleOpenHashMap();
    for (int[] line : corpus.lines()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while counting");
      }
      for (int i = 0; i < line.length; i++) {
        for (int j = Math.max(0, i - window); j < i; j++) {
          // The matrix is symmetric: one half is enough. A word near itself counts from both ends.
          double near = (line[i] == line[j] ? 2.0 : 1.0) / (i - j);
          sums.addTo(key(Math.min(line[i], line[j]), Math.max(line[i], line[j])), near);
        }
      }
    }
    long[] keys = bothHalves(sums.keySet().toLongArray());
    int[] rows = new int[keys.length];
    int[] columns = new int[keys.length];
    double[] values = new double[keys.length];
    for (int k = 0; k < keys.length; k++) {
      rows[k] = (int) (keys[k] >>> 32);
      columns[k] = (int) keys[k];
      values[k] = sums.get(key(Math.min(rows[k], columns[k]), Math.max(rows[k], columns[k])));
    }
    return new Cooccurrence(corpus.words(), rows, columns, values);
  }

  private static long[] bothHalves(long[] upper) {
    return Arrays.stream(upper)
        .flatMap(k -> k >>> 32 == (int) k ? LongStream.of(k) : LongStream.of(k, k << 32 | k >>> 32))
        .sorted()
        .toArray();
  }

  private static long key(int row, int column) {
    return (long) row << 32 | column;
  }

  /**
   * The vocabulary.
   *
   * @return the words of the rows, which are those of the columns
   */
  public List<String> words() {
    return words;
  }

  /**
   * How much of the matrix is not zero.
   *
   * @return the number of cells
   */
  public int size() {
    return values.length;
  }

  /**
   * One cell by the names of its words.
   *
   * @param row a word
   * @param column another, or the same
   * @return the sum of 1/distance over all times they stood near each other; 0 for never, or for
   *     words that are not in the vocabulary
   */
  public double get(String row, String column) {
    long wanted = key(words.indexOf(row), words.indexOf(column));
    int low = 0;
    int high = values.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = key(rows[middle], columns[middle]);
      if (found == wanted) {
        return values[middle];
      }
      if (found < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return 0;
  }

  /**
   * A part of the matrix.
   *
   * @param some the words of its rows
   * @param others the words of its columns
   * @return {@code [rows, columns]}, each as {@link #get} has it
   */
  public double[][] part(List<String> some, List<String> others) {
    return some.stream()
        .map(row -> others.stream().mapToDouble(column -> get(row, column)).toArray())
        .toArray(double[][]::new);
  }

  /**
   * The logarithms of a part of the matrix, for a picture: one large number does not hide the
   * smaller ones.
   *
   * @param some the words of its rows
   * @param others the words of its columns
   * @return {@code [rows, columns]}, log(1 + weight)
   */
  public double[][] logPart(List<String> some, List<String> others) {
    double[][] part = part(some, others);
    for (double[] row : part) {
      Arrays.setAll(row, j -> Math.log1p(row[j]));
    }
    return part;
  }

  /**
   * A part of the matrix as a table.
   *
   * @param some the words of its rows
   * @param others the words of its columns, each once
   * @return a column {@code word} and one for each word; weights with one decimal
   */
  public Table table(List<String> some, List<String> others) {
    double[][] part = part(some, others);
    Table table =
        Table.create("Co-occurrence, weighted by 1/distance", StringColumn.create("word", some));
    for (int j = 0; j < others.size(); j++) {
      int column = j;
      table.addColumns(
          DoubleColumn.create(
              others.get(j),
              Arrays.stream(part).mapToDouble(row -> Math.round(10 * row[column]) / 10.0)));
    }
    return table;
  }

  int row(int cell) {
    return rows[cell];
  }

  int column(int cell) {
    return columns[cell];
  }

  double value(int cell) {
    return values[cell];
  }
}
