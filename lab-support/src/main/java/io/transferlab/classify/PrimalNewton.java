package io.transferlab.classify;

import io.transferlab.core.BlasThreads;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains linear support vector machines with squared hinge loss in their primal, all classes at
 * once, by Newton steps whose equations conjugate gradients solve roughly (Keerthi, DeCoste: A
 * modified finite Newton method for fast solution of large scale linear SVMs, JMLR 6, 2005): the
 * problem of scikit-learn's {@code LinearSVC}, the intercept being the weight of a constant 1.
 *
 * <p>What it costs grows with the rows, not with their square. A step of the conjugate gradients is
 * two products of the features with a matrix of one row a class, for which the features are read
 * once, in blocks; beside them there are three numbers for each row and class. Between the places
 * where rows reach their margin the objective is quadratic, so the best length of a Newton step is
 * found without looking at the features again.
 *
 * <p>Classes that are nearly separable make hard equations (90 steps each) and short Newton steps
 * (50 and more of them), for few rows: those machines are left to {@link WorkingSets}.
 */
final class PrimalNewton {
  private static final int BLOCK = SvmProblem.BLOCK;

  /**
   * The objective is 1-strongly convex: where the gradient is so small beside the weights, these
   * are at most so far, relatively, from the best.
   */
  private static final double TOLERANCE = 5e-4;

  /**
   * How far the conjugate gradients reduce the residual of each Newton equation: with less (0.1)
   * rows that hardly touch their margin keep the steps short, and a hundred do not suffice.
   */
  private static final double FORCING = 0.01;

  private static final int MOST_STEPS = 100;
  private static final int MOST_INNER = 250;

  /** Steps whose equations need not be solved well: afterwards most rows are on their side. */
  private static final int ROUGH = 2;

  /** An equation that takes more steps of the conjugate gradients is a hard one. */
  private static final int EASY = 30;

  /** So many rows inside its margin let a machine with hard equations be finished on them alone, */
  private static final int FEW = 6000;

  /**
   * if they are one of so many at most, or as few as features: of overlapping classes most stay.
   */
  private static final int ONE_OF = 8;

  private static final int MOST_TRIALS = 40;

  private final SvmProblem problem;
  private final int n;
  private final int d;
  private final boolean[] used;
  private final double c;

  /** A class on its way. */
  private final class Machine {
    final int label;
    float[] weights = new float[d + 1];
    float[] decision = new float[n];
    float[] gradient = new float[0];
    int inside;
    boolean isHard;
    boolean isWide;

    Machine(int label) {
      this.label = label;
    }

    int sign(int row) {
      return problem.sign(row, label);
    }

    boolean isInside(int row) {
      return used[row] && sign(row) * decision[row] < 1;
    }

    boolean isDone() {
      return norm(gradient) <= TOLERANCE * norm(weights);
    }
  }

  /** A machine's Newton equation on its way to the step. */
  private final class Equation {
    final Machine machine;
    final float[] step = new float[d + 1];
    final float[] change = new float[n];
    final float[] residual;
    final float[] direction;
    final double enough;
    double squared;

    Equation(Machine machine) {
      this.machine = machine;
      this.residual = new float[d + 1];
      for (int j = 0; j <= d; j++) {
        residual[j] = -machine.gradient[j];
      }
      this.direction = residual.clone();
      this.squared = dot(residual, residual);
      this.enough = FORCING * FORCING * squared;
    }

    /** One step of conjugate gradients; false if it is close enough. */
    boolean advance(float[] along, float[] curved) {
      double length = squared / dot(direction, curved);
      add(step, direction, length);
      add(change, along, length);
      add(residual, curved, -length);
      double next = dot(residual, residual);
      double kept = next / squared;
      squared = next;
      for (int j = 0; j <= d; j++) {
        direction[j] = (float) (residual[j] + kept * direction[j]);
      }
      return squared > enough;
    }

    /** Moves the machine along the step to where its objective is lowest. */
    void take() {
      double length = best();
      add(machine.weights, step, length);
      add(machine.decision, change, length);
    }

    private double best() {
      double linear = dot(machine.weights, step);
      double quadratic = dot(step, step);
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      double t = 1;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        double slope = linear + t * quadratic;
        double curvature = quadratic;
        for (int i = 0; i < n; i++) {
          int y = machine.sign(i);
          double left = 1 - y * (machine.decision[i] + t * change[i]);
          if (used[i] && left > 0) {
            slope -= 2 * c * left * y * change[i];
            curvature += 2 * c * change[i] * (double) change[i];
          }
        }
        if (slope < 0) {
          low = t;
        } else {
          high = t;
        }
        double next = t - slope / curvature;
        if (!(next > low && next < high)) {
          next = high == Double.POSITIVE_INFINITY ? 2 * t : (low + high) / 2;
        }
        if (Math.abs(next - t) <= 1e-6 * t) {
          return next;
        }
        t = next;
      }
      return t;
    }
  }

  private PrimalNewton(SvmProblem problem) {
    this.problem = problem;
    this.n = problem.rows();
    this.d = problem.columns();
    this.used = problem.used();
    this.c = problem.c();
  }

  /**
   * Trains a machine for each class against all others.
   *
   * @param x {@code [n, d]}; only read, and not copied if it is in C order
   * @param labels class of each row
   * @param classes how many classes
   * @param used which rows count
   * @param c weight of the losses, above 0
   * @param start {@code [classes][d + 1]}: weights to begin with; empty for zeros
   * @return {@code [classes][d + 1]}: the weights, the intercept last
   * @throws CancellationException if the thread is interrupted
   */
  static float[][] train(
      INDArray x, int[] labels, int classes, boolean[] used, double c, float[][] start) {
    return new PrimalNewton(SvmProblem.of(x, labels, used, c)).train(classes, start);
  }

  private float[][] train(int classes, float[][] start) {
    List<Machine> all = IntStream.range(0, classes).mapToObj(Machine::new).toList();
    if (start.length > 0) {
      float[][] decisions = problem.decisions(start);
      for (int a = 0; a < start.length; a++) {
        all.get(a).weights = start[a].clone();
        all.get(a).decision = decisions[a];
      }
    }
    try (Progress signs = Progress.of("linear SVM", "classes", classes)) {
      List<Machine> open = all;
      for (int step = 0; step < MOST_STEPS && !open.isEmpty(); step++) {
        gradients(open);
        int before = open.size();
        open = open.stream().filter(m -> !m.isDone()).toList();
        signs.done(before - open.size());
        open = finishNarrow(open, signs);
        List<Equation> equations = open.stream().map(Equation::new).toList();
        List<Equation> moving = equations;
        int most = step < ROUGH ? EASY : MOST_INNER;
        for (int inner = 0; inner < most && !moving.isEmpty(); inner++) {
          moving = advance(moving);
          if (inner == EASY - 1) {
            moving.forEach(equation -> equation.machine.isHard = true);
          }
        }
        equations.parallelStream().forEach(Equation::take);
      }
      signs.done(open.size());
    }
    return all.stream().map(m -> m.weights).toArray(float[][]::new);
  }

  /** Finishes machines with hard equations and few rows inside the margin; those that remain. */
  private List<Machine> finishNarrow(List<Machine> open, Progress signs) {
    int few = Math.min(FEW, Math.max(d, n / ONE_OF));
    List<Machine> narrow =
        open.stream().filter(m -> m.isHard && !m.isWide && m.inside <= few).toList();
    if (narrow.isEmpty()) {
      return open;
    }
    WorkingSets sets = WorkingSets.of(problem, narrow.size());
    int atOnce = Math.min(sets.atOnce(), narrow.size());
    List<float[]> found =
        BlasThreads.shared(
            atOnce,
            () ->
                OneVersusRest.each(
                    narrow.size(),
                    atOnce,
                    a -> sets.train(narrow.get(a).label, narrow.get(a).decision),
                    weights -> signs.done(weights.length > 0 ? 1 : 0)));
    List<Machine> left = new ArrayList<>(open);
    for (int a = 0; a < found.size(); a++) {
      Machine m = narrow.get(a);
      if (found.get(a).length == 0) {
        m.isWide = true;
      } else {
        m.weights = found.get(a);
        left.remove(m);
      }
    }
    return left;
  }

  /** The gradient of each machine's objective at its weights. */
  private void gradients(List<Machine> machines) {
    try (Sums sums = new Sums(machines.size())) {
      for (int from = 0; from < n; from += BLOCK) {
        int rows = Math.min(BLOCK, n - from);
        float[] pulls = new float[machines.size() * rows];
        int first = from;
        IntStream.range(0, machines.size())
            .parallel()
            .forEach(
                a -> {
                  Machine m = machines.get(a);
                  m.inside = first == 0 ? 0 : m.inside;
                  for (int i = 0; i < rows; i++) {
                    if (m.isInside(first + i)) {
                      m.inside++;
                      int y = m.sign(first + i);
                      pulls[a * rows + i] = (float) (2 * c * (m.decision[first + i] * y - 1) * y);
                    }
                  }
                });
        sums.add(pulls, problem.block(from, rows));
      }
      for (int a = 0; a < machines.size(); a++) {
        Machine m = machines.get(a);
        m.gradient = sums.row(a);
        add(m.gradient, m.weights, 1);
      }
    }
  }

  /** One step of conjugate gradients for each equation; those that are not close enough yet. */
  private List<Equation> advance(List<Equation> equations) {
    int count = equations.size();
    float[] directions = new float[count * d];
    for (int a = 0; a < count; a++) {
      System.arraycopy(equations.get(a).direction, 0, directions, a * d, d);
    }
    float[][] along = new float[count][n];
    try (Sums sums = new Sums(count);
        INDArray p = Nd4j.create(directions, new long[] {count, d}, 'c')) {
      for (int from = 0; from < n; from += BLOCK) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while training a support vector machine");
        }
        int rows = Math.min(BLOCK, n - from);
        INDArray some = problem.block(from, rows);
        float[] values = Matrices.products(p, some);
        int first = from;
        IntStream.range(0, count)
            .parallel()
            .forEach(a -> masked(equations.get(a), values, a * rows, first, rows, along[a]));
        sums.add(values, some);
      }
      boolean[] goesOn = new boolean[count];
      IntStream.range(0, count)
          .parallel()
          .forEach(
              a -> {
                float[] curved = sums.row(a);
                add(curved, equations.get(a).direction, 1);
                goesOn[a] = equations.get(a).advance(along[a], curved);
              });
      List<Equation> left = new ArrayList<>();
      for (int a = 0; a < count; a++) {
        if (goesOn[a]) {
          left.add(equations.get(a));
        }
      }
      return left;
    }
  }

  /** Completes the products by the intercept, keeps them, and weighs those inside the margin. */
  private void masked(
      Equation equation, float[] values, int at, int first, int rows, float[] along) {
    float intercept = equation.direction[d];
    for (int i = 0; i < rows; i++) {
      float value = values[at + i] + intercept;
      along[first + i] = value;
      values[at + i] = equation.machine.isInside(first + i) ? (float) (2 * c * value) : 0;
    }
  }

  /** Sums of rows of the features, one a machine, with the sum of their factors behind. */
  private final class Sums implements AutoCloseable {
    private final int count;
    private final INDArray sums;
    private final double[] factors;

    Sums(int count) {
      this.count = count;
      this.sums = Nd4j.zeros(count, d);
      this.factors = new double[count];
    }

    /** Adds {@code factors [count][rows]} times the rows. */
    void add(float[] some, INDArray rows) {
      int width = rows.rows();
      try (INDArray matrix = Nd4j.create(some, new long[] {count, width}, 'c')) {
        Nd4j.gemm(matrix, rows, sums, false, false, 1, 1);
      }
      for (int a = 0; a < count; a++) {
        for (int i = 0; i < width; i++) {
          factors[a] += some[a * width + i];
        }
      }
    }

    float[] row(int a) {
      float[] out = Arrays.copyOf(Matrices.flat(sums, a, a + 1), d + 1);
      out[d] = (float) factors[a];
      return out;
    }

    @Override
    public void close() {
      sums.close();
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (double) a[j] * b[j];
    }
    return sum;
  }

  private static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void add(float[] to, float[] what, double times) {
    for (int j = 0; j < to.length; j++) {
      to[j] = (float) (to[j] + times * what[j]);
    }
  }
}
