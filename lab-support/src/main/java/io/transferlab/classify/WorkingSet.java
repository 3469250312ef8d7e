package io.transferlab.classify;

import io.transferlab.core.Matrices;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The rows that a machine looks at, with the products of all their pairs and how far their problem
 * is solved. It grows and shrinks in place, so that a row that stays is neither copied nor
 * multiplied anew.
 */
final class WorkingSet implements AutoCloseable {
  private static final int BLOCK = 64;

  private final SvmProblem problem;
  private final int label;
  private final Gram shared;
  private final boolean[] isIn;
  private final INDArray features;
  private final Gram gram;
  private int[] rows = new int[0];
  private float[] signed = new float[0];
  private boolean isSolved;

  /**
   * An empty one.
   *
   * @param label the machine's class
   * @param most how many rows it can hold
   * @param shared the products of all rows, or of none: then they are computed
   */
  WorkingSet(SvmProblem problem, int label, int most, Gram shared) {
    this.problem = problem;
    this.label = label;
    this.shared = shared;
    this.isIn = new boolean[problem.rows()];
    this.gram = Gram.ofAtMost(most);
    this.features =
        shared.size() > 0 ? Nd4j.empty() : Nd4j.createUninitialized(most, problem.columns());
  }

  int size() {
    return rows.length;
  }

  boolean has(int row) {
    return isIn[row];
  }

  /** Whether the solution of these rows was reached. */
  boolean isSolved() {
    return isSolved;
  }

  /** Takes more rows in, at most as many as there is room for. */
  void add(int[] more) {
    for (int row : more) {
      isIn[row] = true;
    }
    int from = rows.length;
    rows = IntStream.concat(Arrays.stream(rows), Arrays.stream(more)).toArray();
    if (shared.size() > 0) {
      gram.grow(shared, rows);
      return;
    }
    copy(problem.x(), more, from);
    gram.grow(features.get(NDArrayIndex.interval(0, rows.length), NDArrayIndex.all()));
  }

  /** Lets go of the rows that have no part in the solution. */
  void shrink() {
    int[] kept = IntStream.range(0, rows.length).filter(i -> signed[i] != 0).toArray();
    gram.keep(kept);
    if (shared.size() == 0) {
      copy(features, kept, 0);
    }
    Arrays.fill(isIn, false);
    float[] parts = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      rows[i] = rows[kept[i]];
      parts[i] = signed[kept[i]];
      isIn[rows[i]] = true;
    }
    rows = Arrays.copyOf(rows, kept.length);
    signed = parts;
  }

  /**
   * Comes nearer to the solution of its rows.
   *
   * @param steps Newton steps at most
   * @return {@code [d + 1]}: the weights, the intercept last
   */
  float[] solve(int steps) {
    boolean[] positive = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      positive[i] = problem.sign(rows[i], label) > 0;
    }
    DualNewton.Solution solution =
        DualNewton.train(gram, positive, problem.c(), label, signed, steps);
    signed = solution.signed();
    isSolved = solution.isDone();
    return problem.sum(rows, signed);
  }

  /** Copies rows of a matrix to a place of the features; it may be these, if they only move up. */
  private void copy(INDArray from, int[] which, int at) {
    for (int i = 0; i < which.length; i += BLOCK) {
      int to = Math.min(which.length, i + BLOCK);
      try (INDArray some = Matrices.rows(from, Arrays.copyOfRange(which, i, to))) {
        features.get(NDArrayIndex.interval(at + i, at + to), NDArrayIndex.all()).assign(some);
      }
    }
  }

  @Override
  public void close() {
    features.close();
  }
}
