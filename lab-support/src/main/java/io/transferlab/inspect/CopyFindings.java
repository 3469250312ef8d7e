package io.transferlab.inspect;

import io.transferlab.core.LabException;
import io.transferlab.data.GroupRule;
import io.transferlab.data.Split;
import io.transferlab.inspect.Finding.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What follows from copies: in two parts, in two classes, or merely twice. */
final class CopyFindings {
  private final Seen seen;
  private final Report report;
  private final Map<Integer, List<Alike>> pairsOf = new TreeMap<>();

  /** What was listed of each topic. */
  private final Map<Topic, List<Copy>> copies = new EnumMap<>(Topic.class);

  /**
   * A picture that could be left out, or put elsewhere.
   *
   * @param index of the picture
   * @param kept the one that it is compared with
   * @param how what the two have in common
   */
  private record Copy(int index, int kept, Likeness how) {}

  private CopyFindings(Seen seen, Report report) {
    this.seen = seen;
    this.report = report;
  }

  static void add(Seen seen, Report report) {
    CopyFindings findings = new CopyFindings(seen, report);
    findings.list();
    findings.leak();
    findings.contradiction();
    findings.copy();
  }

  private void list() {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i : seen.readable()) {
      groups.computeIfAbsent(seen.group()[i], g -> new ArrayList<>()).add(i);
    }
    for (Alike pair : seen.alike()) {
      pairsOf.computeIfAbsent(pair.first(), i -> new ArrayList<>()).add(pair);
      pairsOf.computeIfAbsent(pair.second(), i -> new ArrayList<>()).add(pair);
    }
    for (List<Integer> group : groups.values()) {
      if (group.size() > 1) {
        int kept = group.stream().max(worthKeeping()).orElseThrow();
        group.stream().filter(i -> i != kept).forEach(i -> list(i, kept));
      }
    }
  }

  /** Rather what the others are judged by, then the largest, then the original. */
  private Comparator<Integer> worthKeeping() {
    return Comparator.comparing((Integer i) -> seen.parted().part(i).orElse(Split.TRAIN))
        .thenComparing(i -> seen.glance(i).area())
        // What systems call a copy has a longer name.
        .thenComparing(i -> -seen.picture(i).key().length())
        .thenComparing(Comparator.<Integer>naturalOrder().reversed());
  }

  private void list(int index, int kept) {
    List<Alike> pairs = pairsOf.getOrDefault(index, List.of());
    Alike pair =
        pairs.stream()
            .filter(p -> p.first() == kept || p.second() == kept)
            .findFirst()
            .orElseGet(() -> pairs.get(0));
    int other = pair.first() == index ? pair.second() : pair.first();
    boolean sameClass = seen.picture(index).label() == seen.picture(other).label();
    boolean samePart = seen.parted().part(index).equals(seen.parted().part(kept));
    Topic topic = !sameClass ? Topic.CONTRADICTION : samePart ? Topic.COPY : Topic.LEAK;
    String proposal =
        topic == Topic.CONTRADICTION
            ? "decide for a class"
            : pair.how().isExact()
                ? "remove"
                : topic == Topic.LEAK ? "remove, or keep the series in one part" : "look";
    String detail =
        pair.how().to(seen.picture(other).key())
            + (sameClass ? "" : ", which is of class " + seen.className(other));
    report.list(topic, index, detail, proposal, seen.picture(other).key(), pair.similarity());
    copies
        .computeIfAbsent(topic, t -> new ArrayList<>())
        .add(new Copy(index, topic == Topic.LEAK ? kept : other, pair.how()));
  }

  private List<Copy> of(Topic topic) {
    return copies.getOrDefault(topic, List.of());
  }

  private static String kinds(List<Copy> some) {
    int exact = (int) some.stream().filter(c -> c.how().isExact()).count();
    return exact == some.size()
        ? "exactly"
        : exact == 0 ? "nearly" : "%,d exactly, %,d nearly".formatted(exact, some.size() - exact);
  }

  private void leak() {
    List<Copy> leaks = of(Topic.LEAK);
    if (leaks.isEmpty()) {
      return;
    }
    int n = leaks.size();
    boolean given = seen.parted().given();
    String what =
        given
            ? "%s to learn from or choose by %s in a later part too (%s): the result would be too"
                + " good"
            : "A split by chance separates %s from %s copies (%s): the result would be too good";
    report.find(
        Topic.LEAK,
        Weight.SERIOUS,
        n,
        given
            ? what.formatted(Report.count(n, "picture"), Report.areOrIs(n), kinds(leaks))
            : what.formatted(Report.count(n, "picture"), n == 1 ? "its" : "their", kinds(leaks)),
        rule(leaks)
            .map(
                rule ->
                    given
                        ? "Put the parts together into one folder a class, and split them with"
                            + " --group-by "
                            + rule
                        : "They are series: train with --group-by " + rule)
            .orElse(
                "Remove the copies that the list names"
                    + (given ? "" : ", or name the series by --group-by REGEX")));
  }

  /** A rule that keeps at least half of the copies together, and leaves enough to divide. */
  private Optional<GroupRule> rule(List<Copy> leaks) {
    for (GroupRule rule : List.of(GroupRule.byNumber(), GroupRule.byFolder())) {
      long together =
          leaks.stream()
              .filter(
                  c ->
                      group(rule, c.index()).isPresent()
                          && group(rule, c.index()).equals(group(rule, c.kept())))
              .count();
      if (2 * together >= leaks.size() && divides(rule)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private Optional<String> group(GroupRule rule, int index) {
    return rule.group(seen.picture(index).key(), seen.className(index));
  }

  private boolean divides(GroupRule rule) {
    try {
      return seen.parted().pictures().split(0.2, 0.2, 1, rule).train().size() > 0;
    } catch (LabException e) {
      return false; // fewer than three series of a class
    }
  }

  private void contradiction() {
    List<Copy> some = of(Topic.CONTRADICTION);
    if (!some.isEmpty()) {
      int n = some.size();
      report.find(
          Topic.CONTRADICTION,
          Weight.SERIOUS,
          n,
          "%s %s in two classes at once (%s)"
              .formatted(Report.count(n, "picture"), Report.areOrIs(n), kinds(some)),
          "Decide which class is right, and remove the other copy");
    }
  }

  private void copy() {
    List<Copy> some = of(Topic.COPY);
    if (!some.isEmpty()) {
      int n = some.size();
      report.find(
          Topic.COPY,
          Weight.LOOK,
          n,
          "%s %s of another of the same class (%s)"
              .formatted(
                  Report.count(n, "picture"), n == 1 ? "is a copy" : "are copies", kinds(some)),
          "Keep one of each: copies teach nothing, and count twice");
    }
  }
}
