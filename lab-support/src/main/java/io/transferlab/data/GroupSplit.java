package io.transferlab.data;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Divides pictures so that no series is in two parts, and each class is divided as nearly in the
 * wanted proportions as whole series allow. Series are dealt out from the largest to the smallest,
 * each to the part that lacks it most, then moved and exchanged while that brings the parts nearer
 * to what is wanted; the best of a few such attempts is taken.
 */
final class GroupSplit {
  private static final int ATTEMPTS = 8;
  private static final int PASSES = 50;

  /** Exchanging any two costs the square of their number. */
  private static final int EXCHANGED = 300;

  /** What it costs that a class has no training pictures: more than any other part lacks. */
  private static final double NONE_TO_LEARN = 1000;

  /** What it costs that it has none to judge by: more than any proportion that is missed. */
  private static final double NONE_TO_JUDGE = 10;

  private static final String[] PARTS = {"training", "validation", "test"};

  private final ImageSet set;
  private final GroupRule rule;
  private final double[] fractions;
  private final List<List<Picture>> series;

  /** Of each series, the number of pictures of each class. */
  private final List<Map<Integer, Integer>> counts = new ArrayList<>();

  private final int[] ofClass;
  private final int[] seriesOfClass;
  private int alone;

  private GroupSplit(ImageSet set, GroupRule rule, double... fractions) {
    this.set = set;
    this.rule = rule;
    this.fractions = fractions;
    this.series = series(set, rule);
    int classes = set.classes().size();
    ofClass = new int[classes];
    seriesOfClass = new int[classes];
    for (List<Picture> one : series) {
      Map<Integer, Integer> count = new LinkedHashMap<>();
      one.forEach(p -> count.merge(p.label(), 1, Integer::sum));
      counts.add(count);
      count.forEach(
          (k, n) -> {
            ofClass[k] += n;
            seriesOfClass[k]++;
          });
    }
  }

  private List<List<Picture>> series(ImageSet of, GroupRule by) {
    Map<String, List<Picture>> named = new LinkedHashMap<>();
    List<List<Picture>> all = new ArrayList<>();
    for (Picture picture : of.pictures()) {
      List<Picture> one =
          by.group(picture.key(), of.classes().get(picture.label()))
              .map(name -> named.computeIfAbsent(name, n -> new ArrayList<>()))
              .orElseGet(ArrayList::new);
      if (one.isEmpty()) {
        all.add(one);
      }
      one.add(picture);
    }
    alone = all.size() - named.size();
    return all;
  }

  /**
   * Three parts.
   *
   * @param set the pictures
   * @param validation fraction of each class
   * @param test fraction of each class
   * @param seed chooses among equals
   * @param rule what the series are
   * @throws LabException if the rule finds no series, or fewer than three of a class
   */
  static Splits split(ImageSet set, double validation, double test, long seed, GroupRule rule) {
    GroupSplit split = new GroupSplit(set, rule, 1 - validation - test, validation, test);
    split.requireSeries();
    for (int k = 0; k < split.ofClass.length; k++) {
      if (split.seriesOfClass[k] < 3) {
        throw LabException.of(
            "at least 3 series of each class, one for each part",
            split.seriesOfClass[k]
                + " of class "
                + set.classes().get(k)
                + " (its "
                + split.ofClass[k]
                + (split.ofClass[k] == 1 ? " picture" : " pictures")
                + ", by the rule "
                + rule
                + ")",
            "add series of that class, leave it out, or give a rule that divides more finely");
      }
    }
    List<List<Picture>> parts = split.parts(seed);
    List<String> said = split.remarks(parts);
    return new Splits(
        set.with(parts.get(0)).withRemarks(said),
        set.with(parts.get(1)).withRemarks(said),
        set.with(parts.get(2)).withRemarks(said));
  }

  /** In two: as {@link ImageSet#cut}, but whole series; a class of one series keeps it. */
  static ImageSet.Cut cut(ImageSet set, double fraction, long seed, GroupRule rule) {
    GroupSplit split = new GroupSplit(set, rule, 1 - fraction, fraction);
    split.requireSeries();
    List<List<Picture>> parts = split.parts(seed);
    return new ImageSet.Cut(set.with(parts.get(0)), set.with(parts.get(1)));
  }

  /** Parts that lie in a folder stay as they are; but it is told when a series is in two. */
  static List<String> straddling(Splits splits, GroupRule rule) {
    List<Set<String>> names = new ArrayList<>();
    for (ImageSet part : List.of(splits.train(), splits.validation(), splits.test())) {
      Set<String> ofPart = new HashSet<>();
      part.pictures()
          .forEach(p -> rule.group(p.key(), part.classes().get(p.label())).ifPresent(ofPart::add));
      names.add(ofPart);
    }
    List<String> lines = new ArrayList<>();
    for (int[] pair : new int[][] {{0, 2}, {0, 1}, {1, 2}}) {
      Set<String> second = names.get(pair[1]);
      List<String> both = names.get(pair[0]).stream().filter(second::contains).sorted().toList();
      if (!both.isEmpty()) {
        lines.add(
            "%d series (%s%s) in the %s and in the %s part: what is measured there is too good"
                .formatted(
                    both.size(),
                    String.join(", ", both.subList(0, Math.min(3, both.size()))),
                    both.size() > 3 ? ", ..." : "",
                    PARTS[pair[0]],
                    PARTS[pair[1]]));
      }
    }
    return lines;
  }

  private void requireSeries() {
    if (alone == series.size() && !series.isEmpty()) {
      throw LabException.of(
          "series in the names of the pictures, by the rule " + rule,
          "none: it says nothing of " + series.get(0).get(0).key() + " nor of any other",
          "write number for names such as scene12_03.jpg, folder for one folder a series in each"
              + " class, or a regular expression");
    }
  }

  private List<String> remarks(List<List<Picture>> parts) {
    List<String> said = new ArrayList<>(set.remarks());
    said.add(
        "%d series by the rule %s, none of them in two parts%s"
            .formatted(
                series.size() - alone,
                rule,
                alone == 0
                    ? ""
                    : "; "
                        + alone
                        + (alone == 1 ? " picture stands" : " pictures stand")
                        + " alone"));
    for (int part = 0; part < parts.size(); part++) {
      boolean[] there = new boolean[ofClass.length];
      parts.get(part).forEach(p -> there[p.label()] = true);
      for (int k = 0; k < there.length; k++) {
        if (!there[k]) {
          said.add(
              "no %s pictures of %s: its series are shared with other classes"
                  .formatted(PARTS[part], set.classes().get(k)));
        }
      }
    }
    return said;
  }

  /** The pictures of each part, in the order of the set. */
  private List<List<Picture>> parts(long seed) {
    Random random = new Random(seed);
    int[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Attempt one = new Attempt(random);
      if (one.cost() < least - 1e-9) {
        least = one.cost();
        best = one.partOf;
      }
    }
    Map<Picture, Integer> partOf = new IdentityHashMap<>();
    for (int i = 0; i < series.size(); i++) {
      int part = best[i];
      series.get(i).forEach(p -> partOf.put(p, part));
    }
    List<List<Picture>> parts = new ArrayList<>();
    for (int part = 0; part < fractions.length; part++) {
      int wanted = part;
      parts.add(
          set.pictures().stream().filter(p -> Objects.equals(partOf.get(p), wanted)).toList());
    }
    return parts;
  }

  /** One way to deal the series out. */
  private final class Attempt {
    private final int[] partOf = new int[series.size()];
    private final int[][] have = new int[fractions.length][ofClass.length];

    Attempt(Random random) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, series.size()).boxed().toList());
      Collections.shuffle(order, random);
      order.sort(Comparator.comparing((Integer i) -> series.get(i).size()).reversed());
      for (int i : order) {
        partOf[i] = cheapest(i);
        add(i, partOf[i], 1);
      }
      boolean better = true;
      for (int pass = 0; better && pass < PASSES; pass++) {
        better = move(order) | (order.size() <= EXCHANGED && exchange(order));
      }
    }

    private boolean move(List<Integer> order) {
      boolean moved = false;
      for (int i : order) {
        int from = partOf[i];
        add(i, from, -1);
        int to = cheapest(i);
        // Among equals it stays: else it would go to and fro for ever.
        partOf[i] = change(i, to) < change(i, from) - 1e-9 ? to : from;
        add(i, partOf[i], 1);
        moved |= partOf[i] != from;
      }
      return moved;
    }

    private boolean exchange(List<Integer> order) {
      boolean moved = false;
      for (int i : order) {
        for (int j : order) {
          if (partOf[i] < partOf[j]) {
            double before = cost(counts.get(i).keySet(), counts.get(j).keySet());
            swap(i, j);
            if (cost(counts.get(i).keySet(), counts.get(j).keySet()) < before - 1e-9) {
              moved = true;
            } else {
              swap(i, j);
            }
          }
        }
      }
      return moved;
    }

    private void swap(int i, int j) {
      add(i, partOf[i], -1);
      add(j, partOf[j], -1);
      int other = partOf[i];
      partOf[i] = partOf[j];
      partOf[j] = other;
      add(i, partOf[i], 1);
      add(j, partOf[j], 1);
    }

    private void add(int i, int part, int times) {
      counts.get(i).forEach((k, n) -> have[part][k] += times * n);
    }

    private int cheapest(int i) {
      int best = 0;
      for (int part = 1; part < fractions.length; part++) {
        if (change(i, part) < change(i, best)) {
          best = part;
        }
      }
      return best;
    }

    /** What a part costs more with a series than without. */
    private double change(int i, int part) {
      double change = 0;
      for (Map.Entry<Integer, Integer> one : counts.get(i).entrySet()) {
        int k = one.getKey();
        change += cost(part, k, have[part][k] + one.getValue()) - cost(part, k, have[part][k]);
      }
      return change;
    }

    private double cost(Set<Integer> some, Set<Integer> others) {
      double sum = 0;
      Set<Integer> both = new HashSet<>(some);
      both.addAll(others);
      for (int k : both) {
        sum += cost(k);
      }
      return sum;
    }

    private double cost(int k) {
      double sum = 0;
      for (int part = 0; part < fractions.length; part++) {
        sum += cost(part, k, have[part][k]);
      }
      return sum;
    }

    double cost() {
      return IntStream.range(0, ofClass.length).mapToDouble(this::cost).sum();
    }

    private double cost(int part, int k, int pictures) {
      if (ofClass[k] == 0) {
        return 0;
      }
      double missed = (double) pictures / ofClass[k] - fractions[part];
      return missed * missed + (pictures > 0 ? 0 : part == 0 ? NONE_TO_LEARN : NONE_TO_JUDGE);
    }
  }
}
