package io.transferlab.inspect;

import io.transferlab.inspect.Finding.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What follows from each picture by itself. */
final class FileFindings {
  private static final double LONG = 3;

  /** Of the share of pictures: more than this is the way the set is made. */
  private static final double COMMON = 0.5;

  private final Seen seen;
  private final Report report;

  private FileFindings(Seen seen, Report report) {
    this.seen = seen;
    this.report = report;
  }

  static void add(Seen seen, Report report) {
    FileFindings findings = new FileFindings(seen, report);
    findings.unreadable();
    findings.empty();
    findings.small();
    findings.elongated();
    findings.handled();
    for (String remark : seen.parted().pictures().remarks()) {
      report.find(Topic.LEFT_OUT, Weight.NOTE, 0, capital(remark), "");
    }
  }

  private static String capital(String line) {
    return line.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + line.substring(1);
  }

  private void unreadable() {
    seen.problems()
        .forEach(
            (index, reason) ->
                report.list(Topic.UNREADABLE, index, reason, "repair or remove", "", 1));
    int n = seen.problems().size();
    if (n > 0) {
      String first = seen.problems().values().iterator().next();
      report.find(
          Topic.UNREADABLE,
          n == seen.size() ? Weight.SERIOUS : Weight.LOOK,
          n,
          n == 1
              ? "1 picture cannot be read: " + first
              : "%,d pictures cannot be read, the first: %s".formatted(n, first),
          n == 1
              ? "Open it in a viewer and save it anew, or leave it out: training passes it over"
              : "Open them in a viewer and save them anew, or leave them out: training passes them"
                  + " over");
    }
  }

  private int[] some(Predicate<Glance> which) {
    return Arrays.stream(seen.readable()).filter(i -> which.test(seen.glance(i))).toArray();
  }

  private void empty() {
    int[] some = some(g -> g.thumb().contrast() < Twins.SMOOTH);
    list(Topic.EMPTY, some, "look", g -> "contrast %.1f of 127".formatted(g.thumb().contrast()));
    if (some.length > 0) {
      report.find(
          Topic.EMPTY,
          Weight.LOOK,
          some.length,
          "%s %s nearly one colour"
              .formatted(Report.count(some.length, "picture"), Report.areOrIs(some.length)),
          "Look whether anything can be seen on them");
    }
  }

  private void small() {
    int side = seen.side();
    int[] some = some(g -> g.shorterSide() < side);
    list(
        Topic.SMALL,
        some,
        "replace if there is a larger one",
        g -> g.facts().width() + " x " + g.facts().height());
    if (some.length > 0) {
      report.find(
          Topic.SMALL,
          some.length > COMMON * seen.size() ? Weight.NOTE : Weight.LOOK,
          some.length,
          "%s %s smaller than the %d pixels a side that the network looks at"
              .formatted(Report.count(some.length, "picture"), Report.areOrIs(some.length), side),
          "They are blown up, and blurred: use larger ones where there are any");
    }
  }

  private void elongated() {
    int[] some = some(g -> g.elongation() > LONG);
    list(Topic.ELONGATED, some, "crop", g -> g.facts().width() + " x " + g.facts().height());
    if (some.length > 0) {
      report.find(
          Topic.ELONGATED,
          Weight.LOOK,
          some.length,
          "%s %s more than %.0f times as long as wide"
              .formatted(Report.count(some.length, "picture"), Report.areOrIs(some.length), LONG),
          "They are squeezed into a square: crop what matters");
    }
  }

  private void list(Topic topic, int[] some, String proposal, Function<Glance, String> detail) {
    for (int i : some) {
      report.list(topic, i, detail.apply(seen.glance(i)), proposal, "", 1);
    }
  }

  private void handled() {
    List<String> said = new ArrayList<>();
    count(
        said,
        g -> g.facts().turned(),
        "lies and is turned upright as its EXIF data say",
        "lie and are turned upright as their EXIF data say");
    count(
        said,
        g -> g.facts().transparent(),
        "is transparent in places, which become white",
        "are transparent in places, which become white");
    count(
        said,
        g -> g.facts().misnamed(),
        "has an ending of another format, and is read all the same",
        "have an ending of another format, and are read all the same");
    if (!said.isEmpty()) {
      report.find(Topic.HANDLED, Weight.NOTE, 0, String.join("; ", said), "");
    }
  }

  private void count(List<String> said, Predicate<Glance> which, String one, String many) {
    int n = some(which).length;
    if (n > 0) {
      said.add("%,d %s".formatted(n, n == 1 ? one : many));
    }
  }
}
