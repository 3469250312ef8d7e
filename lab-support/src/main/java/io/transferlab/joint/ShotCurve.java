package io.transferlab.joint;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Spread;
import io.transferlab.features.Features;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/**
 * Names against examples: how many labelled pictures a class a linear classifier on the same
 * vectors needs until it is as good as the names alone. A. Radford et al. 2021, figure 6.
 *
 * @param zeroShot mean per-class accuracy by names, 0 to 1
 * @param points of the linear classifier, fewest pictures first
 */
public record ShotCurve(double zeroShot, List<Point> points) {
  /** What figures usually show. */
  public static final List<Integer> USUAL = List.of(1, 2, 4, 8, 16);

  /**
   * A number of examples.
   *
   * @param shots pictures of each class at most
   * @param all whether these are all there are
   * @param accuracy mean per-class accuracy over the draws, 0 to 1
   */
  public record Point(int shots, boolean all, Spread accuracy) {}

  /**
   * Copies what it is given.
   *
   * @param zeroShot mean per-class accuracy by names, 0 to 1
   * @param points of the linear classifier, fewest pictures first
   */
  public ShotCurve {
    points = List.copyOf(points);
  }

  /**
   * Measures.
   *
   * @param names the classifier by names
   * @param train examples, in the model's space
   * @param test pictures to classify, of the same classes
   * @param shots numbers of examples of each class; numbers that no class has are left out, and all
   *     examples come last
   * @param seeds each draws examples anew
   * @return the curve
   * @throws LabException for no seed, a number below 1, or pictures of classes without a name
   */
  public static ShotCurve of(
      ZeroShot names, Features train, Features test, List<Integer> shots, List<Long> seeds) {
    if (seeds.isEmpty() || shots.stream().anyMatch(k -> k < 1)) {
      throw LabException.of(
          "at least one seed, and at least 1 picture of each class",
          seeds.size() + " seeds and " + shots + " pictures",
          "take 3 seeds and 1, 2, 4, 8, 16 pictures");
    }
    double zeroShot = names.answers(test).meanPerClassAccuracy(1);
    int most = byClass(train).values().stream().mapToInt(List::size).max().orElseThrow();
    List<Point> points = new ArrayList<>();
    for (int k : shots.stream().distinct().sorted().filter(k -> k < most).toList()) {
      double[] accuracies =
          seeds.stream().mapToDouble(seed -> accuracy(draw(train, k, seed), test)).toArray();
      points.add(new Point(k, false, Spread.of(accuracies)));
    }
    points.add(new Point(most, true, Spread.of(accuracy(train, test))));
    return new ShotCurve(zeroShot, points);
  }

  private static double accuracy(Features train, Features test) {
    return LinearSvm.train(train).evaluate(test).meanPerClassAccuracy();
  }

  private static TreeMap<Integer, List<Integer>> byClass(Features features) {
    TreeMap<Integer, List<Integer>> rows = new TreeMap<>();
    int[] labels = features.labels();
    for (int i = 0; i < labels.length; i++) {
      rows.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(i);
    }
    return rows;
  }

  private static Features draw(Features train, int shots, long seed) {
    Random random = new Random(seed);
    List<Integer> drawn = new ArrayList<>();
    for (List<Integer> rows : byClass(train).values()) {
      Collections.shuffle(rows, random);
      drawn.addAll(rows.subList(0, Math.min(shots, rows.size())));
    }
    return train.rows(drawn.stream().mapToInt(i -> i).toArray());
  }

  /**
   * How many pictures a class are worth the name.
   *
   * @return the fewest measured with which the linear classifier is at least as good; empty if it
   *     never is
   */
  public OptionalInt worth() {
    return points.stream()
        .filter(p -> p.accuracy().mean() >= zeroShot)
        .mapToInt(Point::shots)
        .findFirst();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("names alone " + Sizes.percent(zeroShot));
    for (Point p : points) {
      text.append(
          "; %s %s".formatted(p.all() ? "all" : p.shots() + " a class", p.accuracy().percent()));
    }
    return text.toString();
  }
}
