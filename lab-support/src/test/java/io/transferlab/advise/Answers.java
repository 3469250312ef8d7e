package io.transferlab.advise;

import io.transferlab.core.Provenance;
import io.transferlab.evaluate.Predicted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Trials of which the test decides what was right. */
final class Answers {
  static final List<String> CLASSES = List.of("cat", "dog");

  private Answers() {}

  /** Pictures of two classes in turn; the first ones are wrong. */
  static Trial trial(Way way, int perClass, long draw, int pictures, int wrong, double seconds) {
    int[] truth = IntStream.range(0, pictures).map(i -> i % 2).toArray();
    int[] said = IntStream.range(0, pictures).map(i -> i < wrong ? 1 - i % 2 : i % 2).toArray();
    List<String> keys = IntStream.range(0, pictures).mapToObj(i -> "p" + i).toList();
    return new Trial(
        way, "source", perClass, draw, new Predicted(CLASSES, keys, truth, said), seconds);
  }

  static Advice advice(int judges, List<Integer> sizes, Trial... trials) {
    Map<Candidate, String> commands = new HashMap<>();
    for (Way way : Way.values()) {
      commands.put(new Candidate(way, "source"), "type " + way.id());
    }
    AdviceSetting setting =
        new AdviceSetting(
            "my pictures",
            CLASSES,
            sizes,
            judges,
            "judges",
            false,
            commands,
            List.of(),
            Provenance.none());
    return new Advice(setting, new ArrayList<>(List.of(trials)), List.of(), null, false);
  }
}
