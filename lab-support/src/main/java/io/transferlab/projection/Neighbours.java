package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The k nearest other rows of each row, by Euclidean distance, nearest first; of equal distances
 * the lower row number first.
 */
public final class Neighbours {
  private final int k;
  private final int[] indices;
  private final float[] squares;

  Neighbours(int k, int[] indices, float[] squares) {
    this.k = k;
    this.indices = indices;
    this.squares = squares;
  }

  /**
   * Finds them exactly, by products of matrices. Time grows with n squared, memory with n.
   *
   * @param rows {@code [n, d]}, finite
   * @param k how many, from 1 to n - 1
   * @return the neighbours
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
   */
  public static Neighbours exact(INDArray rows, int k) {
    INDArray floats = checked(rows, k);
    try (Workers workers = Workers.all()) {
      return ExactNeighbours.find(floats, k, workers);
    }
  }

  /**
   * Finds most of them by a navigable graph (HNSW, Malkov and Yashunin 2020), faster than the exact
   * way from some 100,000 rows on.
   *
   * @param rows {@code [n, d]}, finite
   * @param k how many, from 1 to n - 1
   * @return the neighbours found; on usual data more than 95 of 100 are the nearest
   */
  public static Neighbours approximate(INDArray rows, int k) {
    return ApproximateNeighbours.find(checked(rows, k), k);
  }

  private static INDArray checked(INDArray rows, int k) {
    INDArray floats = Matrices.checked(rows, 2);
    if (k < 1 || k > floats.size(0) - 1) {
      throw LabException.of(
          "1 to " + (floats.size(0) - 1) + " neighbours of " + floats.size(0) + " rows",
          String.valueOf(k),
          "ask for " + (k < 1 ? 1 : floats.size(0) - 1) + ", say");
    }
    return floats;
  }

  /**
   * Finds the nearest points on a map.
   *
   * @param map the map
   * @param k how many, from 1 to n - 1
   * @return the neighbours
   */
  public static Neighbours exact(Projection map, int k) {
    return exact(map.points(), k);
  }

  /**
   * How many of the neighbours are the same elsewhere, say on another map of the same rows.
   *
   * @param other neighbours of as many rows, as many of each
   * @return the mean part of a row's neighbours that it has there too, 0 to 1
   */
  public double shared(Neighbours other) {
    if (other.size() != size() || other.k != k) {
      throw LabException.of(
          k + " neighbours of each of " + size() + " rows",
          other.k + " of each of " + other.size(),
          "look for as many neighbours of the same rows");
    }
    long kept = 0;
    for (int row = 0; row < size(); row++) {
      for (int neighbour : of(row)) {
        kept += Arrays.stream(other.of(row)).anyMatch(i -> i == neighbour) ? 1 : 0;
      }
    }
    return (double) kept / indices.length;
  }

  /**
   * How many each row has.
   *
   * @return k
   */
  public int k() {
    return k;
  }

  /**
   * How many rows there are.
   *
   * @return n
   */
  public int size() {
    return indices.length / k;
  }

  /**
   * The neighbours of a row.
   *
   * @param row its number
   * @return k row numbers, nearest first
   */
  public int[] of(int row) {
    return Arrays.copyOfRange(indices, row * k, (row + 1) * k);
  }

  /**
   * One neighbour.
   *
   * @param row a row
   * @param rank 0 for the nearest
   * @return its row number
   */
  public int at(int row, int rank) {
    return indices[row * k + rank];
  }

  /**
   * The squared distance of one neighbour.
   *
   * @param row a row
   * @param rank 0 for the nearest
   * @return at least 0
   */
  public float squaredDistance(int row, int rank) {
    return squares[row * k + rank];
  }
}
