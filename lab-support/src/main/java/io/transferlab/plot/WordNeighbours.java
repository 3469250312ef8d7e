package io.transferlab.plot;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names the nearest words of some words on a map. */
final class WordNeighbours {
  private static final int MOST_SAID = 30;

  private WordNeighbours() {}

  static String say(MapPoints points, List<String> words) {
    if (words.size() < 2) {
      return "The only word is " + words.get(0) + ".";
    }
    String said =
        IntStream.range(0, Math.min(words.size(), MOST_SAID))
            .mapToObj(i -> words.get(i) + " next to " + words.get(nearest(points, i)))
            .collect(Collectors.joining("; "));
    int more = words.size() - MOST_SAID;
    return "Nearest on the map: " + said + (more > 0 ? "; and " + more + " more words." : ".");
  }

  private static int nearest(MapPoints points, int of) {
    int best = of == 0 ? 1 : 0;
    for (int j = 0; j < points.size(); j++) {
      if (j != of && distance(points, of, j) < distance(points, of, best)) {
        best = j;
      }
    }
    return best;
  }

  private static double distance(MapPoints points, int a, int b) {
    return Math.hypot(points.x()[a] - points.x()[b], points.y()[a] - points.y()[b]);
  }
}
