package io.transferlab.inspect;

import io.transferlab.core.Sizes;
import io.transferlab.inspect.Finding.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What follows from the classes: too small, uneven, given away, doubted. */
final class ClassFindings {
  private static final int TO_DIVIDE = 3;
  private static final int FEW = 10;
  private static final double UNEVEN = 3;
  private static final double MOST = 0.8;
  private static final double FEWEST = 0.2;
  private static final int ENOUGH = 5;
  private static final double WEAK = 0.7;
  private static final int NAMED = 4;

  private final Seen seen;
  private final Report report;

  private ClassFindings(Seen seen, Report report) {
    this.seen = seen;
    this.report = report;
  }

  static void add(Seen seen, Report report) {
    ClassFindings findings = new ClassFindings(seen, report);
    findings.few();
    findings.imbalance();
    findings.shortcuts();
    findings.odd();
  }

  private void few() {
    int[] counts = seen.counts();
    if (counts.length < 2) {
      report.find(
          Topic.TOO_FEW,
          Weight.SERIOUS,
          seen.size(),
          "All pictures are of one class, " + seen.classes().get(0) + ": nothing to tell apart",
          "Put the pictures of each class into a folder named after the class");
      return;
    }
    few(counts, 0, TO_DIVIDE, Weight.SERIOUS, "which is too few for three parts");
    few(counts, TO_DIVIDE, FEW, Weight.LOOK, "which is few to learn from and to judge by");
    if (!seen.parted().undivided().isEmpty()
        && Arrays.stream(counts).allMatch(n -> n >= TO_DIVIDE)) {
      report.find(
          Topic.TOO_FEW, Weight.SERIOUS, 0, "Not divided: " + seen.parted().undivided(), "");
    }
  }

  private void few(int[] counts, int from, int below, Weight weight, String why) {
    List<String> some =
        IntStream.range(0, counts.length)
            .filter(k -> counts[k] >= from && counts[k] < below)
            .mapToObj(k -> seen.classes().get(k) + " " + counts[k])
            .toList();
    if (!some.isEmpty()) {
      report.find(
          Topic.TOO_FEW,
          weight,
          0,
          "%s fewer than %d pictures (%s), %s"
              .formatted(
                  some.size() == 1 ? "A class has" : some.size() + " classes have",
                  below,
                  named(some),
                  why),
          "Add pictures, join the class with another, or leave it out");
    }
  }

  private static String named(List<String> some) {
    return String.join(", ", some.subList(0, Math.min(NAMED, some.size())))
        + (some.size() > NAMED ? ", ..." : "");
  }

  private void imbalance() {
    int[] counts = seen.counts();
    int least = Arrays.stream(counts).min().orElse(0);
    int most = Arrays.stream(counts).max().orElse(0);
    if (counts.length > 1 && least > 0 && most >= UNEVEN * least) {
      report.find(
          Topic.IMBALANCE,
          Weight.LOOK,
          0,
          "%s (%,d) is %.1f times as large as %s (%,d)"
              .formatted(
                  name(counts, most), most, (double) most / least, name(counts, least), least),
          "Judge by mean per-class accuracy, or train with --per-class " + least);
    }
  }

  private String name(int[] counts, int n) {
    return seen.classes()
        .get(IntStream.range(0, counts.length).filter(k -> counts[k] == n).findFirst().orElse(0));
  }

  /** What the file is, or how it is shaped, must not tell the class. */
  private void shortcuts() {
    Map<String, Function<Glance, String>> traits = new LinkedHashMap<>();
    traits.put("%s files", g -> g.facts().format());
    traits.put("%s pixels", g -> g.facts().width() + " x " + g.facts().height());
    traits.put("%s", g -> g.thumb().isGrey() ? "grey" : "in colour");
    traits.put("%s ", g -> g.facts().transparent() ? "transparent in places" : "opaque");
    List<String> said = new ArrayList<>();
    traits.forEach((words, trait) -> shortcut(words, trait, said));
    if (!said.isEmpty()) {
      report.find(
          Topic.SHORTCUT,
          Weight.LOOK,
          0,
          "Something besides the object gives the class away: " + named(said),
          "A network may learn that instead: mix the origins of the classes");
    }
  }

  private void shortcut(String words, Function<Glance, String> trait, List<String> said) {
    int[] readable = seen.readable();
    int[] ofClass = new int[seen.classes().size()];
    Map<String, int[]> having = new TreeMap<>();
    for (int i : readable) {
      int label = seen.picture(i).label();
      ofClass[label]++;
      having.computeIfAbsent(trait.apply(seen.glance(i)), t -> new int[ofClass.length])[label]++;
    }
    for (int k = 0; k < ofClass.length; k++) {
      int others = readable.length - ofClass[k];
      if (ofClass[k] < ENOUGH || others < ENOUGH) {
        continue;
      }
      for (Map.Entry<String, int[]> one : having.entrySet()) {
        double inside = (double) one.getValue()[k] / ofClass[k];
        double outside =
            (double) (Arrays.stream(one.getValue()).sum() - one.getValue()[k]) / others;
        if (inside >= MOST && outside <= FEWEST) {
          said.add(
              "%s of %s are %s, %s of the others"
                  .formatted(
                      Sizes.percent(inside),
                      seen.classes().get(k),
                      words.formatted(one.getKey()).strip(),
                      Sizes.percent(outside)));
        }
      }
    }
  }

  private void odd() {
    seen.odd()
        .filter(labels -> !labels.odd().isEmpty())
        .ifPresent(
            labels -> {
              for (OddLabel odd : labels.odd()) {
                String proposed = seen.classes().get(odd.proposed());
                report.list(
                    Topic.ODD_LABEL,
                    odd.picture(),
                    "looks more like " + proposed,
                    "look",
                    proposed,
                    odd.doubt());
              }
              int n = labels.odd().size();
              report.find(
                  Topic.ODD_LABEL,
                  Weight.LOOK,
                  n,
                  "%s more like another class to a classifier that did not learn from %s, which"
                          .formatted(
                              n == 1 ? "1 picture looks" : "%,d pictures look".formatted(n),
                              n == 1 ? "it" : "them")
                      + " is right on "
                      + Sizes.percent(labels.accuracy())
                      + " of all"
                      + (labels.accuracy() < WEAK ? ": a weak witness" : ""),
                  "Look at them: a wrong label, two things in one picture, or merely a hard one");
            });
  }
}
