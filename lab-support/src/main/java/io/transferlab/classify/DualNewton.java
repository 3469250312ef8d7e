package io.transferlab.classify;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Trains one two-class linear support vector machine with squared hinge loss in its dual, where
 * {@link DualDescent} would take many hundred epochs: a few sweeps of coordinate descent find which
 * rows matter, then a Newton step solves the problem of those alone, by Cholesky, and goes as far
 * towards their solution as pays (sweeps that find a face and steps within it: Moré, Toraldo: On
 * the solution of large quadratic programming problems with bound constraints, SIAM J. Optim. 1,
 * 1991). As soon as the right rows are found one step ends it.
 */
final class DualNewton {
  private static final int SWEEPS = 10;
  private static final int MOST_HALVINGS = 8;

  /**
   * The objective is 1-strongly convex: with a gap between primal and dual of half its square times
   * the weights' the weights are at most so far, relatively, from the best.
   */
  private static final double TOLERANCE = 1e-3;

  /**
   * What a training reached.
   *
   * @param signed {@code yᵢ αᵢ}: the weight vector is the sum of these times the rows
   * @param isDone whether it is the solution, within the tolerance
   */
  record Solution(float[] signed, boolean isDone) {}

  private final Gram gram;
  private final boolean[] positive;
  private final double c;
  private final double diagonal;
  private final double[] alpha;
  private final float[] decision;

  private DualNewton(Gram gram, boolean[] positive, double c) {
    this.gram = gram;
    this.positive = positive;
    this.c = c;
    this.diagonal = 0.5 / c;
    this.alpha = new double[gram.size()];
    this.decision = new float[gram.size()];
  }

  /**
   * Trains.
   *
   * @param gram products of the rows
   * @param positive whether each row is of the class
   * @param c weight of the losses, above 0
   * @param seed order of the coordinates
   * @param start {@code yᵢ αᵢ} of the first rows to begin with; empty for zeros
   * @param rounds Newton steps at most
   * @return how far it came
   * @throws CancellationException if the thread is interrupted
   */
  static Solution train(
      Gram gram, boolean[] positive, double c, long seed, float[] start, int rounds) {
    DualNewton machine = new DualNewton(gram, positive, c);
    for (int i = 0; i < start.length; i++) {
      machine.alpha[i] = Math.abs(start[i]);
      add(machine.decision, gram.row(i), start[i]);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, gram.size()).toArray();
    for (int round = 0; round < rounds && !machine.isDone(); round++) {
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while training a support vector machine");
        }
        machine.sweep(order, random);
      }
      machine.step();
    }
    float[] signed = new float[gram.size()];
    for (int i = 0; i < signed.length; i++) {
      signed[i] = (float) (machine.sign(i) * machine.alpha[i]);
    }
    return new Solution(signed, machine.isDone());
  }

  private int sign(int i) {
    return positive[i] ? 1 : -1;
  }

  /** The dual's slope at a coordinate; negative where it should grow. */
  private double gradient(int i) {
    return sign(i) * decision[i] - 1 + diagonal * alpha[i];
  }

  private boolean isDone() {
    double squared = 0;
    double losses = 0;
    double linear = 0;
    for (int i = 0; i < alpha.length; i++) {
      double left = Math.max(0, 1 - sign(i) * decision[i]);
      squared += sign(i) * alpha[i] * decision[i];
      losses += c * left * left;
      linear += alpha[i] - diagonal * alpha[i] * alpha[i] / 2;
    }
    double gap = squared + losses - linear;
    return linear > 0 && 2 * gap <= TOLERANCE * TOLERANCE * squared;
  }

  private void sweep(int[] order, SplittableRandom random) {
    DualDescent.shuffle(order, order.length, random);
    for (int i : order) {
      double gradient = gradient(i);
      if (alpha[i] > 0 || gradient < 0) {
        float[] row = gram.row(i);
        double old = alpha[i];
        alpha[i] = Math.max(old - gradient / (row[i] + diagonal), 0);
        if (alpha[i] != old) {
          add(decision, row, (float) ((alpha[i] - old) * sign(i)));
        }
      }
    }
  }

  /** Solves the rows that have a part, the others left at zero, and goes there if it pays. */
  private void step() {
    int[] free = IntStream.range(0, alpha.length).filter(i -> alpha[i] > 0).toArray();
    double[] towards = solve(free);
    double length = 1;
    for (int trial = 0; trial < MOST_HALVINGS; trial++) {
      double[] change = new double[free.length];
      float[] moved = new float[alpha.length];
      for (int a = 0; a < free.length; a++) {
        int i = free[a];
        change[a] = Math.max(alpha[i] + length * towards[a], 0) - alpha[i];
        add(moved, gram.row(i), (float) (change[a] * sign(i)));
      }
      double gain = 0;
      for (int a = 0; a < free.length; a++) {
        int i = free[a];
        double curved = sign(i) * moved[i] + diagonal * change[a];
        gain -= change[a] * (gradient(i) + curved / 2);
      }
      if (gain > 0) {
        for (int a = 0; a < free.length; a++) {
          alpha[free[a]] += change[a];
        }
        add(decision, moved, 1);
        return;
      }
      length /= 2;
    }
  }

  /** The change of the given coordinates that would make their slopes zero. */
  private double[] solve(int[] free) {
    int m = free.length;
    double[] right = new double[m];
    if (m == 0) {
      return right;
    }
    // Outside of the heap, where nobody has to copy it for LAPACK or to wait for the collector.
    try (FloatPointer factor = new FloatPointer((long) m * m)) {
      float[] lower = new float[m];
      for (int a = 0; a < m; a++) {
        int i = free[a];
        float[] row = gram.row(i);
        for (int b = 0; b <= a; b++) {
          lower[b] = row[free[b]];
        }
        lower[a] += (float) diagonal;
        right[a] = -gradient(i) * sign(i);
        factor.position((long) a * m).put(lower, 0, a + 1);
      }
      factor.position(0);
      // Row after row of the lower triangle is column after column of the upper one.
      int failed = openblas.LAPACKE_spotrf(openblas.LAPACK_COL_MAJOR, (byte) 'U', m, factor, m);
      if (failed != 0) { // not positive definite within the precision of floats: sweeps go on
        return new double[m];
      }
      for (int a = 0; a < m; a++) {
        factor.position((long) a * m).get(lower, 0, a + 1);
        double sum = right[a];
        for (int b = 0; b < a; b++) {
          sum -= lower[b] * right[b];
        }
        right[a] = sum / lower[a];
      }
      for (int a = m - 1; a >= 0; a--) {
        factor.position((long) a * m).get(lower, 0, a + 1);
        right[a] /= lower[a];
        for (int b = 0; b < a; b++) {
          right[b] -= lower[b] * right[a];
        }
      }
    }
    for (int a = 0; a < m; a++) {
      right[a] *= sign(free[a]);
    }
    return right;
  }

  private static void add(float[] to, float[] row, float times) {
    if (times != 0) {
      for (int j = 0; j < to.length; j++) {
        to[j] += times * row[j];
      }
    }
  }
}
