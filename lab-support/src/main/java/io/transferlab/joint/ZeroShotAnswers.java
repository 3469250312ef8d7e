package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.features.Features;
import io.transferlab.network.ClassProbability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What pictures are said to be by the names of classes: of each the most probable ones, so that ten
 * thousand classes take no more room than ten.
 */
public final class ZeroShotAnswers {
  /** How many classes of a picture are kept. */
  public static final int KEPT = 10;

  private static final int BLOCK = 256;

  private final Features pictures;
  private final List<String> classes;
  private final int[][] best;
  private final double[][] probabilities;

  private ZeroShotAnswers(
      Features pictures, List<String> classes, int[][] best, double[][] probabilities) {
    this.pictures = pictures;
    this.classes = classes;
    this.best = best;
    this.probabilities = probabilities;
  }

  static ZeroShotAnswers of(
      Features pictures, INDArray vectors, List<String> classes, double logitScale) {
    int n = pictures.size();
    int m = classes.size();
    int kept = Math.min(KEPT, m);
    int[][] best = new int[n][];
    double[][] probabilities = new double[n][];
    for (int from = 0; from < n; from += BLOCK) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while comparing pictures with classes");
      }
      int to = Math.min(n, from + BLOCK);
      float[] cosines =
          Matrices.products(
              Matrices.rows(pictures.matrix(), IntStream.range(from, to).toArray()), vectors);
      for (int i = from; i < to; i++) {
        int first = (i - from) * m;
        best[i] = best(cosines, first, m, kept);
        double largest = cosines[first + best[i][0]];
        double sum = 0;
        for (int j = 0; j < m; j++) {
          sum += Math.exp(logitScale * (cosines[first + j] - largest));
        }
        double total = sum;
        probabilities[i] =
            Arrays.stream(best[i])
                .mapToDouble(j -> Math.exp(logitScale * (cosines[first + j] - largest)) / total)
                .toArray();
      }
    }
    return new ZeroShotAnswers(pictures, classes, best, probabilities);
  }

  /** The largest in falling order, of equal ones the first. */
  private static int[] best(float[] values, int first, int count, int kept) {
    int[] best = new int[kept];
    int size = 0;
    for (int j = 0; j < count; j++) {
      if (size == kept && values[first + j] <= values[first + best[kept - 1]]) {
        continue;
      }
      int at = size < kept ? size++ : kept - 1;
      while (at > 0 && values[first + best[at - 1]] < values[first + j]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = j;
    }
    return best;
  }

  /**
   * The pictures that could be read.
   *
   * @return their keys, in order
   */
  public List<String> keys() {
    return pictures.keys();
  }

  /**
   * The pictures that could not.
   *
   * @return the reasons, each with a file's name
   */
  public List<String> problems() {
    return pictures.problems();
  }

  /**
   * What a picture is said to be.
   *
   * @param picture its row
   * @return at most {@link #KEPT} classes, most probable first; the probabilities are among all
   *     classes
   */
  public List<ClassProbability> predictions(int picture) {
    List<ClassProbability> all = new ArrayList<>();
    for (int k = 0; k < best[picture].length; k++) {
      all.add(new ClassProbability(classes.get(best[picture][k]), probabilities[picture][k]));
    }
    return all;
  }

  /**
   * Whether the pictures' own classes are among those that were asked for, so that right and wrong
   * can be told apart.
   *
   * @return true if all are
   */
  public boolean isLabelled() {
    return !Arrays.stream(truth()).anyMatch(t -> t < 0);
  }

  /** The true class of each picture among those asked for; below 0 if it is not there. */
  private int[] truth() {
    Map<String, Integer> index = new HashMap<>();
    for (int j = 0; j < classes.size(); j++) {
      index.put(ZeroShot.words(classes.get(j)), j);
    }
    return IntStream.range(0, pictures.size())
        .map(i -> index.getOrDefault(ZeroShot.words(pictures.className(i)), -1))
        .toArray();
  }

  private int[] required() {
    int[] truth = truth();
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0) {
        throw LabException.of(
            "the pictures' own classes among those asked for",
            "no \"" + pictures.className(i) + "\"",
            "name it too, or leave the pictures of that class out");
      }
    }
    return truth;
  }

  /**
   * How often the right class is among the most probable: the mean over classes, each counting
   * alike.
   *
   * @param k how many classes a picture may be said to be, 1 to {@link #KEPT}
   * @return 0 to 1
   * @throws LabException if a picture's class was not asked for
   */
  public double meanPerClassAccuracy(int k) {
    int[] truth = required();
    Map<Integer, int[]> counts = new HashMap<>();
    for (int i = 0; i < truth.length; i++) {
      int wanted = truth[i];
      int[] count = counts.computeIfAbsent(wanted, t -> new int[2]);
      count[0]++;
      count[1] += Arrays.stream(best[i]).limit(k).anyMatch(j -> j == wanted) ? 1 : 0;
    }
    return counts.values().stream().mapToDouble(c -> (double) c[1] / c[0]).average().orElseThrow();
  }

  /**
   * How often the most probable class is the right one.
   *
   * @return 0 to 1
   * @throws LabException if a picture's class was not asked for
   */
  public double accuracy() {
    int[] truth = required();
    long right = IntStream.range(0, truth.length).filter(i -> best[i][0] == truth[i]).count();
    return (double) right / truth.length;
  }

  /**
   * What is right by class, and which are mixed up; for up to about a thousand classes.
   *
   * @return the evaluation, by the classes asked for
   * @throws LabException if a picture's class was not asked for
   */
  public Evaluation evaluation() {
    return Evaluation.of(
        classes, required(), Arrays.stream(best).mapToInt(row -> row[0]).toArray());
  }

  @Override
  public String toString() {
    return isLabelled()
        ? evaluation().toString()
        : "%,d pictures, %,d classes".formatted(pictures.size(), classes.size());
  }
}
