package io.transferlab.inspect;

import io.transferlab.inspect.Finding.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what was found. */
final class Report {
  private final Seen seen;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Listed> listed = new ArrayList<>();

  Report(Seen seen) {
    this.seen = seen;
  }

  void find(Topic topic, Weight weight, int count, String what, String advice) {
    findings.add(new Finding(topic, weight, count, what, advice));
  }

  void list(Topic topic, int picture, String detail, String proposal, String other, double score) {
    listed.add(
        new Listed(
            topic,
            seen.picture(picture).key(),
            seen.picture(picture).source().file(),
            seen.className(picture),
            seen.part(picture),
            detail,
            proposal,
            other,
            score));
  }

  /** A number with its word: {@code 1 picture}, {@code 1,204 pictures}. */
  static String count(int n, String one) {
    return "%,d %s%s".formatted(n, one, n == 1 ? "" : "s");
  }

  static String areOrIs(int n) {
    return n == 1 ? "is" : "are";
  }

  /** The worst first; of one weight in the order of the topics. */
  List<Finding> findings() {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::weight).thenComparing(Finding::topic))
        .toList();
  }

  List<Listed> listed() {
    return listed.stream().sorted(Comparator.comparing(Listed::topic)).toList();
  }
}
