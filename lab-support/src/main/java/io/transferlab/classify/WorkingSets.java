package io.transferlab.classify;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Trains machines of which only few rows reach the margin, each on a working set of its own: the
 * rows that a rough solution puts nearest are solved among themselves in the dual ({@link
 * DualNewton} over their {@link Gram} matrix), then all rows are looked at; those that the machine
 * puts inside its margin join the set, until there are none (the decomposition of Osuna, Freund,
 * Girosi: Training support vector machines, CVPR 1997; rows without a part leave only when the set
 * is full). The rows left out have no part in the solution, so it is that of all rows.
 *
 * <p>Where classes are nearly separable, this is where the time of other ways goes. 45,450 rows of
 * 2,080 ternary features, 101 classes, C = 1, two cores that others used as well: 256 s, two or
 * three sets a machine; Newton steps over all rows (50 for a machine, of 90 conjugate gradients)
 * had not ended after 35 minutes, and scikit-learn's {@code LinearSVC} made its 1000 epochs in 6 to
 * 8 s a machine without converging.
 */
final class WorkingSets {
  /** Rows in the first set, if there are fewer features: the rough solution knows most of them. */
  private static final int FIRST = 1500;

  /** Rows in the largest set: 256 MB of products. */
  private static final int MOST = 8192;

  /** Newton steps on a set before all rows are looked at again: others may be missing. */
  private static final int STEPS = 2;

  /** So often all rows are looked at; it took at most a dozen looks. */
  private static final int MOST_LOOKS = 100;

  /** With rows inside the margin those so near to it join: they would be inside the next time. */
  private static final float NEAR = 0.2f;

  /** How far inside the margin a row may stay left out: the tolerance of the dual. */
  private static final float TOLERANCE = 1e-4f;

  private final SvmProblem problem;
  private final int first;
  private final int most;
  private final int atOnce;
  private final Gram shared;

  /** For a problem, with a first set and a largest set of so many rows, and products known. */
  WorkingSets(SvmProblem problem, int first, int most, Gram shared) {
    this(problem, first, most, 1, shared);
  }

  private WorkingSets(SvmProblem problem, int first, int most, int atOnce, Gram shared) {
    this.problem = problem;
    this.first = first;
    this.most = most;
    this.atOnce = atOnce;
    this.shared = shared;
  }

  /**
   * For a problem. The sets of as many machines as may be trained at a time fit into the free heap;
   * the products of all rows are computed once for all machines where the sets together would hold
   * more.
   */
  static WorkingSets of(SvmProblem problem, int machines) {
    int n = problem.rows();
    double shares = (double) n * n / machines;
    boolean isShared = n <= SvmMemory.mostShared() && shares < (double) FIRST * FIRST;
    Gram gram = isShared ? Gram.of(problem.x()) : Gram.ofAtMost(0);
    // About as many rows as features are inside the margin where equations are hardest.
    int first = Math.min(MOST / 2, Math.max(FIRST, problem.columns()));
    SvmMemory.Sets sets = SvmMemory.Sets.fitting(2 * first, MOST);
    return new WorkingSets(problem, Math.min(first, sets.rows()), sets.rows(), sets.atOnce(), gram);
  }

  /** How many machines may be trained at a time. */
  int atOnce() {
    return atOnce;
  }

  /**
   * Trains one machine.
   *
   * @param label its class
   * @param rough what a rough solution decides for every row
   * @return {@code [d + 1]}: the weights, the intercept last; none if it takes too many rows, or if
   *     the rough solution has none inside the margin
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  float[] train(int label, float[] rough) {
    int[] joining = first(label, rough);
    if (joining.length == 0) {
      return new float[0];
    }
    try (WorkingSet set = new WorkingSet(problem, label, most, shared)) {
      set.add(joining);
      for (int look = 0; look < MOST_LOOKS; look++) {
        float[] weights = set.solve(STEPS);
        int[] near = near(label, problem.decisions(new float[][] {weights})[0], set);
        if (near.length == 0 && set.isSolved()) {
          return weights;
        }
        // Not more than there are: they may push the others out.
        int wanted = Math.min(near.length, set.size());
        if (wanted > most - set.size()) {
          set.shrink();
        }
        if (near.length > 0 && set.size() == most) {
          break;
        }
        // The worst first.
        int room = Math.min(set.size(), most - set.size());
        set.add(Arrays.copyOf(near, Math.min(near.length, room)));
      }
    }
    return new float[0];
  }

  /** Rows inside the margin, the furthest first: of the class, and at least as many others. */
  private int[] first(int label, float[] rough) {
    float[] margins = margins(label, rough);
    int[] own = nearest(i -> problem.sign(i, label) > 0 && margins[i] < 1, margins, most / 2);
    int others = Math.min(most - own.length, Math.max(own.length, first - own.length));
    return IntStream.concat(
            Arrays.stream(own),
            Arrays.stream(
                nearest(i -> problem.sign(i, label) < 0 && margins[i] < 1, margins, others)))
        .toArray();
  }

  /** Rows inside the margin and those near to it, the furthest inside first; none if none is. */
  private int[] near(int label, float[] decision, WorkingSet set) {
    float[] margins = margins(label, decision);
    int[] near = nearest(i -> !set.has(i) && margins[i] < 1 + NEAR, margins, most);
    return near.length == 0 || margins[near[0]] >= 1 - TOLERANCE ? new int[0] : near;
  }

  private float[] margins(int label, float[] decision) {
    float[] margins = new float[decision.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = problem.sign(i, label) * decision[i];
    }
    return margins;
  }

  /** Of some of the rows that count those with the least margin, the least first. */
  private int[] nearest(IntPredicate which, float[] margins, int atMost) {
    return IntStream.range(0, problem.rows())
        .filter(i -> problem.used()[i] && which.test(i))
        .boxed()
        .sorted((a, b) -> Float.compare(margins[a], margins[b]))
        .limit(atMost)
        .mapToInt(i -> i)
        .toArray();
  }
}
