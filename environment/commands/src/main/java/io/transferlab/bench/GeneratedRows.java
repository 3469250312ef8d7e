package io.transferlab.bench;

import io.transferlab.core.LabException;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows like the deep features of pictures, made for measurements: each class in three kinds, each
 * kind spread out in eight directions, with noise, negative values cut off as by a ReLU.
 *
 * @param rows float {@code [n, d]}
 * @param labels the class of each row
 */
public record GeneratedRows(INDArray rows, int[] labels) {
  private static final int KINDS = 3;
  private static final int DIRECTIONS = 8;

  /**
   * Takes a copy of the labels.
   *
   * @param rows float {@code [n, d]}
   * @param labels the class of each row
   */
  public GeneratedRows {
    labels = labels.clone();
  }

  /**
   * Makes rows.
   *
   * @param n how many, at least 1
   * @param d their length, at least 1
   * @param classes how many classes, at least 1
   * @param seed decides everything
   * @return the same rows for the same numbers, with any number of cores
   */
  public static GeneratedRows of(int n, int d, int classes, long seed) {
    if (n < 1 || d < 1 || classes < 1) {
      throw LabException.of(
          "at least 1 row, column and class", n + ", " + d + ", " + classes, "ask for more");
    }
    float[][][] kinds = kinds(d, classes, seed);
    INDArray rows = Nd4j.createUninitialized(DataType.FLOAT, n, d);
    FloatIndexer all = (FloatIndexer) rows.data().indexer();
    int[] labels = new int[n];
    ThreadLocal<float[]> place = ThreadLocal.withInitial(() -> new float[d]);
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              Random dice = new Random(seed * 1_000_003 + i);
              dice.nextInt(); // the first number of neighbouring seeds is nearly the same
              labels[i] = i % classes;
              float[] row = place.get();
              row(kinds[labels[i] * KINDS + dice.nextInt(KINDS)], dice, row);
              all.put((long) i * d, row);
            });
    return new GeneratedRows(rows, labels);
  }

  /** For each kind its directions, and last its middle. */
  private static float[][][] kinds(int d, int classes, long seed) {
    Random dice = new Random(seed);
    float[][][] kinds = new float[classes * KINDS][DIRECTIONS + 1][d];
    for (int kind = 0; kind < kinds.length; kind++) {
      for (float[] direction : kinds[kind]) {
        for (int j = 0; j < d; j++) {
          direction[j] = (float) dice.nextGaussian();
        }
      }
      if (kind % KINDS > 0) {
        // The kinds of a class lie nearer each other than classes do.
        float[] first = kinds[kind - kind % KINDS][DIRECTIONS];
        float[] middle = kinds[kind][DIRECTIONS];
        for (int j = 0; j < d; j++) {
          middle[j] = first[j] + 0.7f * middle[j];
        }
      }
    }
    return kinds;
  }

  private static void row(float[][] kind, Random dice, float[] row) {
    int d = kind[0].length;
    for (int j = 0; j < d; j++) {
      row[j] = 1.5f * kind[DIRECTIONS][j] + 0.2f * (float) dice.nextGaussian();
    }
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      float length = 0.5f * (float) dice.nextGaussian();
      for (int j = 0; j < d; j++) {
        row[j] += length * kind[direction][j];
      }
    }
    for (int j = 0; j < d; j++) {
      row[j] = Math.max(0, row[j]);
    }
  }

  /**
   * The labels.
   *
   * @return a copy, one a row
   */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public String toString() {
    return "generated rows " + java.util.Arrays.toString(rows.shape());
  }
}
