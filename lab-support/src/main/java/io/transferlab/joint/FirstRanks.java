package io.transferlab.joint;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** At which rank each of those who asked found the first right answer. */
public final class FirstRanks {
  private final int[] sorted;
  private final int among;

  private FirstRanks(int[] sorted, int among) {
    this.sorted = sorted;
    this.among = among;
  }

  /** The similarity of who asks and who may answer. */
  @FunctionalInterface
  interface Similarity {
    float of(int asking, int answer);
  }

  /** Ranks every answer for everybody who asks. */
  static FirstRanks of(int asking, int answers, Similarity similarity, Pairing pairing) {
    int[] ranks =
        IntStream.range(0, asking)
            .map(i -> rank(i, answers, similarity, pairing))
            .filter(rank -> rank > 0)
            .sorted()
            .toArray();
    if (ranks.length == 0) {
      throw LabException.of(
          "at least one text that is true of a picture",
          "none that is",
          "take captions of these pictures");
    }
    return new FirstRanks(ranks, answers);
  }

  /** 1 for the first; 0 if none is right. */
  private static int rank(int asking, int answers, Similarity similarity, Pairing pairing) {
    boolean[] right = new boolean[answers];
    float best = Float.NEGATIVE_INFINITY;
    boolean any = false;
    for (int j = 0; j < answers; j++) {
      right[j] = pairing.fits(asking, j);
      if (right[j]) {
        any = true;
        best = Math.max(best, similarity.of(asking, j));
      }
    }
    if (!any) {
      return 0;
    }
    int rank = 1;
    for (int j = 0; j < answers; j++) {
      rank += !right[j] && similarity.of(asking, j) >= best ? 1 : 0;
    }
    return rank;
  }

  /**
   * How many of those who asked found a right answer among the first.
   *
   * @param k how many answers are looked at, at least 1
   * @return 0 to 1
   */
  public double recall(int k) {
    return Arrays.stream(sorted).filter(rank -> rank <= k).count() / (double) sorted.length;
  }

  /**
   * The mean of one over the rank: it moves with every rank, and so chooses more finely than
   * recall.
   *
   * @return above 0, at most 1
   */
  public double meanReciprocal() {
    return Arrays.stream(sorted).mapToDouble(rank -> 1.0 / rank).average().orElseThrow();
  }

  /**
   * The rank in the middle.
   *
   * @return at least 1; between two whole numbers where an even number asked
   */
  public double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  /**
   * How many asked.
   *
   * @return at least 1
   */
  public int asked() {
    return sorted.length;
  }

  /**
   * How many answers each had to choose from.
   *
   * @return at least 1
   */
  public int among() {
    return among;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "recall@1 %.1f %%, @5 %.1f %%, @10 %.1f %%, median rank %.1f of %d",
        100 * recall(1),
        100 * recall(5),
        100 * recall(10),
        median(),
        among);
  }
}
