package io.transferlab.explain;

import io.transferlab.core.Sizes;
import io.transferlab.predict.Answer;
import io.transferlab.predict.Example;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer and what it rests on.
 *
 * @param picture what was asked about, as far as the network sees it
 * @param answer what the classifier says of it
 * @param map what speaks for a class, the most probable one unless another was asked for
 * @param covered the probability of that class once the brightest place of the map is covered with
 *     grey, a quarter of the side wide; null if the map is empty
 * @param nearest the training pictures most like it, best first; empty if the classifier carries
 *     none
 */
public record Explanation(
    BufferedImage picture,
    Answer answer,
    HeatMap map,
    @Nullable Double covered,
    List<Example> nearest) {
  /** A change of the probability below this part of it is said to be none. */
  private static final double NOTABLE = 0.1;

  /**
   * Copies the list.
   *
   * @param picture what was asked about, as far as the network sees it
   * @param answer what the classifier says of it
   * @param map what speaks for a class
   * @param covered the probability of that class with the brightest place covered; null if none
   * @param nearest the training pictures most like it, best first
   */
  public Explanation {
    nearest = List.copyOf(nearest);
  }

  /**
   * The probability of the class that is explained.
   *
   * @return 0 to 1
   */
  public double probability() {
    return answer.predictions().stream()
        .filter(p -> p.label().equals(map.className()))
        .findFirst()
        .orElseThrow()
        .probability();
  }

  /**
   * The explanation in words.
   *
   * @return sentences: where the map is bright; whether covering that place changes the answer;
   *     which training pictures are most like it
   */
  public List<String> words() {
    List<String> all = new ArrayList<>();
    all.add(map.words());
    if (covered != null) {
      all.add(tried(covered));
    }
    if (!nearest.isEmpty()) {
      all.add(alike());
    }
    return all;
  }

  private String tried(double after) {
    double before = probability();
    String change =
        "Grey over its brightest place takes the probability of %s from %s to %s"
            .formatted(map.className(), Sizes.percent(before), Sizes.percent(after));
    return after > (1 - NOTABLE) * before
        ? change + ": that place alone does not decide."
        : change + ".";
  }

  private String alike() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    nearest.forEach(e -> counts.merge(e.label(), 1, Integer::sum));
    List<String> kinds = new ArrayList<>();
    counts.forEach((label, count) -> kinds.add(count + " " + label));
    return String.format(
        Locale.ROOT,
        "Of the training pictures most like it: %s (similarity %.2f to %.2f).",
        String.join(", ", kinds),
        nearest.get(0).similarity(),
        nearest.get(nearest.size() - 1).similarity());
  }
}
