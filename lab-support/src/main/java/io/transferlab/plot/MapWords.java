package io.transferlab.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in words what is near what on a map. */
final class MapWords {
  private static final int NEIGHBOURS = 10;

  /** So many points are asked for their neighbours at most. */
  private static final int ASKED = 2000;

  private static final int MOST_NAMED = 3;

  private MapWords() {}

  /** The share of each asked point's nearest points that are of its class. */
  private record Purity(int label, double share) {}

  private record Pair(String names, double distance) {}

  static String of(String title, MapPoints points, String how) {
    String start = "Map: " + title + ". " + points.size() + " points, by " + how + ". ";
    if (!points.hasClasses()) {
      return start + "Points that are near each other on the map are alike in the data.";
    }
    List<Integer> there =
        IntStream.range(0, points.classes().size())
            .filter(label -> points.members(label).length > 0)
            .boxed()
            .toList();
    return start + there.size() + " classes. " + purity(points, there) + pairs(points, there);
  }

  private static String purity(MapPoints points, List<Integer> there) {
    if (points.size() < 3) {
      return "";
    }
    int step = Math.max(1, points.size() / ASKED);
    List<Purity> asked =
        IntStream.iterate(0, i -> i < points.size(), i -> i + step)
            .parallel()
            .mapToObj(i -> new Purity(points.labels()[i], share(points, i)))
            .toList();
    double mean = asked.stream().mapToDouble(Purity::share).average().orElse(0);
    double chance =
        there.stream()
            .mapToDouble(c -> Math.pow((double) points.members(c).length / points.size(), 2))
            .sum();
    List<Purity> classes =
        there.stream()
            .map(
                label ->
                    new Purity(
                        label,
                        asked.stream()
                            .filter(p -> p.label() == label)
                            .mapToDouble(Purity::share)
                            .average()
                            .orElse(Double.NaN)))
            .filter(p -> !Double.isNaN(p.share()))
            .sorted(Comparator.comparingDouble(p -> -p.share()))
            .toList();
    Purity first = classes.get(0);
    Purity last = classes.get(classes.size() - 1);
    return String.format(
        Locale.ROOT,
        "Of the %d points nearest to a point, %.0f %% are of its class (%.0f %% by chance):"
            + " most for %s (%.0f %%), fewest for %s (%.0f %%). ",
        Math.min(NEIGHBOURS, points.size() - 1),
        100 * mean,
        100 * chance,
        points.classes().get(first.label()),
        100 * first.share(),
        points.classes().get(last.label()),
        100 * last.share());
  }

  private static double share(MapPoints points, int of) {
    int count = Math.min(NEIGHBOURS, points.size() - 1);
    double[] nearest = new double[count];
    int[] label = new int[count];
    java.util.Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int j = 0; j < points.size(); j++) {
      double dx = points.x()[j] - points.x()[of];
      double dy = points.y()[j] - points.y()[of];
      double distance = dx * dx + dy * dy;
      if (j == of || distance >= nearest[count - 1]) {
        continue;
      }
      int at = count - 1;
      while (at > 0 && nearest[at - 1] > distance) {
        nearest[at] = nearest[at - 1];
        label[at] = label[at - 1];
        at--;
      }
      nearest[at] = distance;
      label[at] = points.labels()[j];
    }
    return IntStream.of(label).filter(l -> l == points.labels()[of]).count() / (double) count;
  }

  private static String pairs(MapPoints points, List<Integer> there) {
    if (there.size() < 3) {
      return "";
    }
    List<Pair> pairs = new ArrayList<>();
    for (int a : there) {
      for (int b : there) {
        if (a < b) {
          double[] ca = points.centre(a);
          double[] cb = points.centre(b);
          pairs.add(
              new Pair(
                  points.classes().get(a) + " and " + points.classes().get(b),
                  Math.hypot(ca[0] - cb[0], ca[1] - cb[1])));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    String near =
        pairs.stream().limit(MOST_NAMED).map(Pair::names).collect(Collectors.joining("; "));
    return "Classes whose middles lie nearest: " + near + ".";
  }
}
