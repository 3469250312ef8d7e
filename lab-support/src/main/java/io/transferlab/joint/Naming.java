package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Names for pictures: how near each picture lies to each name, in a space that has both, and what
 * follows from it. The candidates need not be kinds that were trained, nor be few.
 *
 * <pre>{@code
 * Naming naming = Naming.of(map.apply(test), names);
 * naming.best(0, 5);            // the five names nearest to picture 0
 * naming.accuracy(test);        // zero-shot, if no picture of these kinds was seen
 * }</pre>
 *
 * Immutable.
 */
public final class Naming {
  private final NameVectors names;
  private final INDArray scores;
  private final float[] values;

  private Naming(NameVectors names, INDArray scores) {
    this.names = names;
    this.scores = scores;
    this.values = Matrices.flat(scores);
  }

  /**
   * Compares pictures with names by the cosine.
   *
   * @param pictures where they lie, {@code [n, d]}
   * @param names the candidates, of the same space
   * @return the comparison
   * @throws LabException if the two are not of one space
   */
  public static Naming of(INDArray pictures, NameVectors names) {
    INDArray rows = Matrices.unit(Matrices.checked(pictures, 1));
    if (rows.size(1) != names.matrix().size(1)) {
      throw LabException.of(
          "pictures and names of one space, with " + names.matrix().size(1) + " numbers each",
          "pictures of " + rows.size(1) + " numbers",
          "map the pictures first: LinearMap.fit(pictures, names).apply(pictures)");
    }
    return new Naming(names, rows.mmul(names.matrix().transpose()).dup('c'));
  }

  /**
   * The same with hubs cured.
   *
   * @param cure looks at all of these pictures at once
   * @return a changed copy
   */
  public Naming cured(HubCure cure) {
    return new Naming(names, cure.apply(scores));
  }

  /**
   * How near each picture is to each name.
   *
   * @return {@code [pictures, names]}: cosines, unless they were cured; not to be changed
   */
  public INDArray scores() {
    return scores;
  }

  /**
   * The nearest names of a picture.
   *
   * @param picture its row
   * @param most how many at most, at least 1
   * @return nearest first; of equal ones that which comes first among the candidates
   */
  public List<String> best(int picture, int most) {
    return Arrays.stream(order(picture, most)).mapToObj(j -> names.names().get(j)).toList();
  }

  private int[] order(int picture, int most) {
    int m = names.size();
    if (picture < 0 || picture >= scores.size(0)) {
      throw LabException.of(
          "a picture from 0 to " + (scores.size(0) - 1), String.valueOf(picture), "count from 0");
    }
    if (most < 1) {
      throw LabException.of("at least 1 name", String.valueOf(most), "ask for 5");
    }
    if (most == 1) {
      int best = 0;
      for (int j = 1; j < m; j++) {
        best = values[picture * m + j] > values[picture * m + best] ? j : best;
      }
      return new int[] {best};
    }
    return IntStream.range(0, m)
        .boxed()
        .sorted((a, b) -> Float.compare(values[picture * m + b], values[picture * m + a]))
        .limit(most)
        .mapToInt(j -> j)
        .toArray();
  }

  /**
   * How often the nearest name is right: the mean over the kinds, each counting alike.
   *
   * @param truth the pictures' classes; those of these pictures are candidates
   * @return 0 to 1
   * @throws LabException for another number of pictures, or a class that is no candidate
   */
  public double accuracy(Features truth) {
    return accuracy(truth, 1);
  }

  /**
   * How often the right name is among the nearest: the mean over the kinds, each counting alike.
   *
   * @param truth the pictures' classes; those of these pictures are candidates
   * @param most how many names a picture may give, at least 1
   * @return 0 to 1
   * @throws LabException for another number of pictures, or a class that is no candidate
   */
  public double accuracy(Features truth, int most) {
    int[] right = right(truth);
    double[] hits = new double[truth.classes().size()];
    double[] of = new double[hits.length];
    for (int i = 0; i < right.length; i++) {
      int wanted = right[i];
      int label = truth.labels()[i];
      of[label]++;
      hits[label] += Arrays.stream(order(i, most)).anyMatch(j -> j == wanted) ? 1 : 0;
    }
    return IntStream.range(0, of.length)
        .filter(label -> of[label] > 0)
        .mapToDouble(label -> hits[label] / of[label])
        .average()
        .orElseThrow();
  }

  private int[] right(Features truth) {
    if (truth.size() != scores.size(0)) {
      throw LabException.of(
          "the classes of the " + scores.size(0) + " pictures named",
          truth.size() + " pictures",
          "give the features that were mapped");
    }
    return IntStream.range(0, truth.size()).map(i -> names.row(truth.className(i))).toArray();
  }

  /**
   * How near to the truth the wrong answers are, as words: a car called truck is less wrong than a
   * car called owl.
   *
   * @param truth the pictures' classes; those of these pictures are candidates
   * @return the mean cosine of the wrong name with the right one; NaN if none is wrong
   */
  public double nearnessOfWrong(Features truth) {
    int[] right = right(truth);
    return IntStream.range(0, right.length)
        .filter(i -> order(i, 1)[0] != right[i])
        .mapToDouble(
            i ->
                names
                    .matrix()
                    .getRow(order(i, 1)[0])
                    .mul(names.matrix().getRow(right[i]))
                    .sumNumber()
                    .doubleValue())
        .average()
        .orElse(Double.NaN);
  }

  /**
   * For how many pictures each name is among the nearest. A name that is so for very many is a hub.
   *
   * @param nearest how many names of each picture count, at least 1
   * @return a number for each candidate
   */
  public int[] occurrences(int nearest) {
    int[] count = new int[names.size()];
    for (int i = 0; i < scores.size(0); i++) {
      for (int j : order(i, nearest)) {
        count[j]++;
      }
    }
    return count;
  }

  /**
   * How much hubs there are: the skewness of {@link #occurrences} (Radovanović et al. 2010). 0 if
   * names are found about as often above the mean as below; the larger, the more a few names are
   * found by all.
   *
   * @param nearest how many names of each picture count, at least 1
   * @return 0 if all are found equally often
   */
  public double hubness(int nearest) {
    int[] count = occurrences(nearest);
    double mean = Arrays.stream(count).average().orElseThrow();
    double second =
        Arrays.stream(count).mapToDouble(c -> Math.pow(c - mean, 2)).average().orElse(0);
    double third = Arrays.stream(count).mapToDouble(c -> Math.pow(c - mean, 3)).average().orElse(0);
    return second == 0 ? 0 : third / Math.pow(second, 1.5);
  }

  /**
   * The candidates.
   *
   * @return in the order of the columns
   */
  public NameVectors names() {
    return names;
  }
}
