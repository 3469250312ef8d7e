package io.transferlab.study;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.evaluate.Spread;
import io.transferlab.network.Backbone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Networks that were trained alike, but for their seed, on the same fresh pictures: how far they
 * differ, and which one is neither lucky nor unlucky.
 *
 * @param name of the networks
 * @param perClass validation pictures of each class, and test pictures
 * @param candidates in the order of their seeds
 */
public record SourceComparison(String name, int perClass, List<Candidate> candidates) {
  /** Not the pictures of any training: each training has drawn its own. */
  public static final long PICTURES_SEED = 2026;

  /**
   * One of them.
   *
   * @param seed what it was trained with
   * @param weights the beginning of the SHA-256 of its weights
   * @param validation mean per-class accuracy on validation pictures, 0 to 1
   * @param test the same on test pictures
   */
  public record Candidate(long seed, String weights, double validation, double test) {
    /**
     * Evaluates a network on pictures that are the same for all.
     *
     * @param set what it was trained to know
     * @param source the network
     * @param perClass validation pictures of each class, and test pictures
     * @return what it got right
     */
    public static Candidate of(SketchSet set, SourceNetwork source, int perClass) {
      return new Candidate(
          source.seed(),
          source.weights(),
          accuracy(set, Split.VALIDATION, source.backbone(), perClass),
          accuracy(set, Split.TEST, source.backbone(), perClass));
    }

    private static double accuracy(SketchSet set, Split split, Backbone network, int perClass) {
      return network
          .evaluate(ImageSet.drawn(set, split, perClass, PICTURES_SEED))
          .meanPerClassAccuracy();
    }

    @Override
    public String toString() {
      return "seed %d: validation %s, test %s"
          .formatted(seed, Sizes.percent(validation), Sizes.percent(test));
    }
  }

  /**
   * Sorts by seed; those with the same weights count once.
   *
   * @param name of the networks
   * @param perClass validation pictures of each class, and test pictures
   * @param candidates in the order of their seeds
   * @throws LabException if there is no candidate
   */
  public SourceComparison {
    candidates =
        candidates.stream()
            .collect(Collectors.toMap(Candidate::weights, c -> c, (a, b) -> a, TreeMap::new))
            .values()
            .stream()
            .sorted(Comparator.comparingLong(Candidate::seed))
            .toList();
    if (candidates.isEmpty()) {
      throw LabException.of("at least one network of " + name, "none", "train one first");
    }
  }

  /**
   * The one to take: the median on validation pictures; of an even number the lower of the middle
   * two. The best would promise more than another training can keep.
   *
   * @return one of the candidates
   */
  public Candidate median() {
    return candidates.stream()
        .sorted(
            Comparator.comparingDouble(Candidate::validation).thenComparingLong(Candidate::seed))
        .toList()
        .get((candidates.size() - 1) / 2);
  }

  private Spread spread(java.util.function.ToDoubleFunction<Candidate> value) {
    return Spread.of(candidates.stream().mapToDouble(value).toArray());
  }

  /**
   * In Markdown.
   *
   * @return a table and a sentence
   */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| " + name + " | weights | validation | test |");
    lines.add("|---|---|---|---|");
    for (Candidate one : candidates) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| seed %d%s | %s | %.1f | %.1f |",
              one.seed(),
              one.equals(median()) ? " (median)" : "",
              one.weights(),
              100 * one.validation(),
              100 * one.test()));
    }
    lines.add(
        "| mean ± standard deviation | | %s | %s |"
            .formatted(spread(Candidate::validation).percent(), spread(Candidate::test).percent()));
    lines.add("");
    lines.add(
        "Mean per-class accuracy in per cent on %d fresh pictures of each class, the same for all."
                .formatted(perClass)
            + " The median on validation pictures is seed "
            + median().seed()
            + ": that one ships, not the best.");
    return String.join("\n", lines) + "\n";
  }

  /**
   * For programs.
   *
   * @return the same, and what follows from it
   */
  public Summary summary() {
    return new Summary(
        name,
        candidates,
        median().seed(),
        spread(Candidate::validation),
        spread(Candidate::test),
        perClass);
  }

  /**
   * What programs read.
   *
   * @param source name of the networks
   * @param candidates each of them
   * @param medianSeed the seed of the one to take
   * @param validation their spread on validation pictures
   * @param test their spread on test pictures
   * @param picturesPerClass validation pictures of each class, and test pictures
   */
  public record Summary(
      String source,
      List<Candidate> candidates,
      long medianSeed,
      Spread validation,
      Spread test,
      int picturesPerClass) {}
}
