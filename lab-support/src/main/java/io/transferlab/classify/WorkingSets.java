package io.transferlab.classify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains machines of which only few rows reach the margin, each on a working set of its own: the
 * rows that a rough solution puts nearest are solved among themselves in the dual ({@link
 * DualNewton} over their {@link Gram} matrix), then all rows are looked at; those that the machine
 * puts inside its margin join the set, until there are none (the decomposition of Osuna, Freund,
 * Girosi: Training support vector machines, CVPR 1997; the set only grows here). The rows left out
 * have no part in the solution, so it is that of all rows.
 *
 * <p>Where classes are nearly separable, this is where the time of other ways goes. 45,450 rows of
 * 2,080 ternary features, 101 classes, C = 1, two cores that others used as well: 256 s, two or
 * three sets a machine; Newton steps over all rows (50 for a machine, of 90 conjugate gradients)
 * had not ended after 35 minutes, and scikit-learn's {@code LinearSVC} made its 1000 epochs in 6 to
 * 8 s a machine without converging.
 */
final class WorkingSets {
  /** Rows in the first set: rough solutions seldom leave more than a few others out. */
  private static final int FIRST = 1500;

  /** Rows in the largest set: 256 MB of products. */
  private static final int MOST = 8192;

  /** With rows inside the margin those so near to it join: they would be inside the next time. */
  private static final float NEAR = 0.2f;

  /** How far inside the margin a row may stay left out: the tolerance of the dual. */
  private static final float TOLERANCE = 1e-4f;

  private final SvmProblem problem;
  private final int first;
  private final int most;
  private final Gram shared;

  /** For a problem, with a first set and a largest set of so many rows, and products known. */
  WorkingSets(SvmProblem problem, int first, int most, Gram shared) {
    this.problem = problem;
    this.first = first;
    this.most = most;
    this.shared = shared;
  }

  /**
   * For a problem. The sets fit into the free heap, one for each processor; the products of all
   * rows are computed once for all machines where the sets together would hold more.
   */
  static WorkingSets of(SvmProblem problem, int machines) {
    int n = problem.rows();
    double shares = (double) n * n / machines;
    boolean isShared = n <= SvmMemory.mostShared() && shares < (double) FIRST * FIRST;
    Gram gram = isShared ? Gram.of(problem.x()) : Gram.none();
    return new WorkingSets(problem, FIRST, SvmMemory.mostPaired(MOST), gram);
  }

  /**
   * Trains one machine.
   *
   * @param label its class
   * @param rough what a rough solution decides for every row
   * @return {@code [d + 1]}: the weights, the intercept last; none if it takes too many rows
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  float[] train(int label, float[] rough) {
    boolean[] inSet = new boolean[problem.rows()];
    int[] set = new int[0];
    int[] joining = first(label, rough);
    float[] signed = new float[0];
    float[] weights = new float[0];
    Gram gram = Gram.none();
    while (joining.length > 0) {
      if (set.length > 0) {
        // The worst first, and not more than there are: they may push the others out.
        int room = Math.min(set.length, most - set.length);
        joining = Arrays.copyOf(joining, Math.min(joining.length, room));
      }
      if (joining.length == 0 || joining.length > most) {
        return new float[0];
      }
      for (int row : joining) {
        inSet[row] = true;
      }
      set = IntStream.concat(Arrays.stream(set), Arrays.stream(joining)).toArray();
      try (INDArray rows = problem.x().getRows(set)) {
        gram = shared.size() > 0 ? shared.of(set) : gram.grown(rows);
        boolean[] positive = new boolean[set.length];
        for (int i = 0; i < set.length; i++) {
          positive[i] = problem.sign(set[i], label) > 0;
        }
        signed = DualNewton.train(gram, positive, problem.c(), label, signed);
        weights = PairedRows.weights(new float[][] {signed}, rows)[0];
      }
      joining = joining(label, problem.decisions(new float[][] {weights})[0], inSet);
    }
    return weights;
  }

  /** The rows of the class, and of the others those that are inside, the furthest first. */
  private int[] first(int label, float[] rough) {
    int[] own = used().filter(i -> problem.sign(i, label) > 0).toArray();
    int[] others =
        used()
            .filter(i -> problem.sign(i, label) < 0 && rough[i] > -1)
            .boxed()
            .sorted((a, b) -> Float.compare(rough[b], rough[a]))
            .limit(Math.max(own.length, first - own.length))
            .mapToInt(i -> i)
            .toArray();
    return IntStream.concat(Arrays.stream(own), Arrays.stream(others)).toArray();
  }

  /** Rows inside the margin and those near to it, the furthest inside first; none if none is. */
  private int[] joining(int label, float[] decision, boolean[] inSet) {
    float[] margins = new float[problem.rows()];
    used().forEach(i -> margins[i] = problem.sign(i, label) * decision[i]);
    int[] near =
        used()
            .filter(i -> !inSet[i] && margins[i] < 1 + NEAR)
            .boxed()
            .sorted((a, b) -> Float.compare(margins[a], margins[b]))
            .mapToInt(i -> i)
            .toArray();
    return near.length == 0 || margins[near[0]] >= 1 - TOLERANCE ? new int[0] : near;
  }

  private IntStream used() {
    return IntStream.range(0, problem.rows()).filter(i -> problem.used()[i]);
  }
}
