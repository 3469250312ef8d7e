package io.transferlab.inspect;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Csv;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.notebook.Notebook;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What was seen of a set of pictures, and what should be decided about it. Immutable. */
public final class Inspection {
  private static final int WIDTH = 96;
  private static final int CLASSES_NAMED = 12;

  private final Seen seen;
  private final Optional<String> network;
  private final List<Finding> findings;
  private final List<Listed> listed;

  private Inspection(Seen seen, Optional<String> network, Report report) {
    this.seen = seen;
    this.network = network;
    this.findings = report.findings();
    this.listed = report.listed();
  }

  static Inspection of(Seen seen, Optional<String> network) {
    Report report = new Report(seen);
    FileFindings.add(seen, report);
    CopyFindings.add(seen, report);
    ClassFindings.add(seen, report);
    return new Inspection(seen, network, report);
  }

  /**
   * What is worth knowing.
   *
   * @return the worst first
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * The single pictures that somebody should decide about. Nothing is done to any of them.
   *
   * @return in the order of the topics; a picture may be there more than once
   */
  public List<Listed> listed() {
    return listed;
  }

  /**
   * Those of one topic.
   *
   * @param topic which
   * @return the pictures, most important first; empty if there is none
   */
  public List<Listed> listed(Topic topic) {
    return listed.stream().filter(l -> l.topic() == topic).toList();
  }

  /**
   * The pictures that were looked at.
   *
   * @return all of them, also those that cannot be read
   */
  public ImageSet pictures() {
    return seen.parted().pictures();
  }

  /**
   * Mean per-class accuracy of the classifier that doubts labels, on pictures it had not seen.
   *
   * @return 0 to 1; empty if labels were not looked at, or no two classes have five pictures
   */
  public OptionalDouble accuracy() {
    return seen.odd().map(o -> OptionalDouble.of(o.accuracy())).orElseGet(OptionalDouble::empty);
  }

  /**
   * The formats of the files, by content.
   *
   * @return how many pictures there are of each, the most first
   */
  public Map<String, Integer> formats() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i : seen.readable()) {
      counts.merge(seen.glance(i).facts().format(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * Sizes of the pictures that could be read, by area.
   *
   * @return smallest, median and largest as width x height in pixels; empty if none could be read
   */
  public List<String> sizes() {
    List<Glance> sorted =
        Arrays.stream(seen.readable())
            .mapToObj(seen::glance)
            .sorted(Comparator.comparing(Glance::area))
            .toList();
    return sorted.isEmpty()
        ? List.of()
        : List.of(
            size(sorted.get(0)),
            size(sorted.get((sorted.size() - 1) / 2)),
            size(sorted.get(sorted.size() - 1)));
  }

  private static String size(Glance glance) {
    return glance.facts().width() + " x " + glance.facts().height();
  }

  /**
   * The findings as a table.
   *
   * @return one row each: weight, what, pictures, finding, what to do
   */
  public Table table() {
    return Table.create(
        "What was found in " + pictures().name(),
        StringColumn.create("weight", findings.stream().map(f -> f.weight().toString())),
        StringColumn.create("what", findings.stream().map(f -> f.topic().toString())),
        StringColumn.create(
            "pictures", findings.stream().map(f -> f.count() == 0 ? "" : "" + f.count())),
        StringColumn.create("finding", findings.stream().map(Finding::what)),
        StringColumn.create("what to do", findings.stream().map(Finding::advice)));
  }

  /**
   * The classes as a table.
   *
   * @return one row each: class, pictures, and of how many there is something to decide
   */
  public Table classes() {
    int[] counts = seen.counts();
    Map<String, Long> concerned =
        listed.stream()
            .map(l -> Map.entry(l.className(), l.picture()))
            .distinct()
            .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting()));
    return Table.create(
        "Classes of " + pictures().name(),
        StringColumn.create("class", seen.classes()),
        IntColumn.create("pictures", counts),
        IntColumn.create(
            "to decide",
            seen.classes().stream()
                .mapToInt(c -> concerned.getOrDefault(c, 0L).intValue())
                .toArray()));
  }

  /**
   * The pictures to decide about as a table.
   *
   * @return one row each: why, picture, class, part, detail, proposal
   */
  public Table decisions() {
    return Table.create(
        "Pictures to decide about",
        StringColumn.create("why", listed.stream().map(l -> l.topic().toString())),
        StringColumn.create("picture", listed.stream().map(Listed::picture)),
        StringColumn.create("class", listed.stream().map(Listed::className)),
        StringColumn.create("part", listed.stream().map(Listed::part)),
        StringColumn.create("detail", listed.stream().map(Listed::detail)),
        StringColumn.create("proposal", listed.stream().map(Listed::proposal)),
        DoubleColumn.create(
            "score", listed.stream().map(l -> Math.round(l.score() * 1000) / 1000.0).toList()));
  }

  /**
   * Writes the pictures to decide about as a CSV file: why, picture, file, class, part, detail,
   * proposal, other, score. Nothing is done to the pictures.
   *
   * @param csv where to write
   * @return the file
   * @throws LabException if it cannot be written
   */
  public Path writeList(Path csv) {
    StringBuilder text =
        new StringBuilder("why,picture,file,class,part,detail,proposal,other,score\n");
    for (Listed one : listed) {
      text.append(
          List.of(
                  one.topic().toString(),
                  one.picture(),
                  one.file().map(Path::toString).orElse(""),
                  one.className(),
                  one.part(),
                  one.detail(),
                  one.proposal(),
                  one.other(),
                  "%.3f".formatted(one.score()))
              .stream()
              .map(Csv::field)
              .collect(Collectors.joining(",", "", "\n")));
    }
    AtomicFiles.writeText(csv, text.toString());
    return csv;
  }

  /** Shows the {@link #table()} below the cell, or prints it. */
  public void show() {
    Notebook.show(table());
  }

  /** What it is, then the findings, each with what to do, in lines of a terminal's width. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(summary());
    if (findings.isEmpty()) {
      out.append("%n%nNothing to decide.".formatted());
    }
    for (Finding finding : findings) {
      String head = "%-8s ".formatted(finding.weight());
      out.append("%n%n".formatted()).append(wrapped(head, finding.what() + "."));
      if (!finding.advice().isEmpty()) {
        out.append("%n".formatted()).append(wrapped("      -> ", finding.advice() + "."));
      }
    }
    return out.toString();
  }

  private String summary() {
    int[] counts = seen.counts();
    String classes =
        IntStream.range(0, Math.min(CLASSES_NAMED, counts.length))
            .mapToObj(k -> "%s %,d".formatted(seen.classes().get(k), counts[k]))
            .collect(Collectors.joining(", "));
    StringBuilder out =
        new StringBuilder(
            wrapped(
                "",
                "%s: %s in %s (%s%s)"
                    .formatted(
                        pictures().name(),
                        Report.count(seen.size(), "picture"),
                        counts.length == 1 ? "1 class" : counts.length + " classes",
                        classes,
                        counts.length > CLASSES_NAMED ? ", ..." : "")));
    line(out, "parts", parts());
    List<String> sizes = sizes();
    if (!sizes.isEmpty()) {
      line(
          out,
          "sizes",
          sizes.get(0).equals(sizes.get(2))
              ? "all " + sizes.get(0) + " pixels"
              : "%s to %s pixels, the median %s"
                  .formatted(sizes.get(0), sizes.get(2), sizes.get(1)));
      long grey =
          Arrays.stream(seen.readable()).filter(i -> seen.glance(i).thumb().isGrey()).count();
      line(
          out,
          "formats",
          formats().entrySet().stream()
                  .map(f -> "%,d %s".formatted(f.getValue(), f.getKey()))
                  .collect(Collectors.joining(", "))
              + (grey == 0 ? "" : "; %,d without colour".formatted(grey)));
    }
    seen.odd()
        .ifPresent(
            odd ->
                line(
                    out,
                    "labels",
                    "a linear classifier on %s is right on %s of pictures that it has not seen"
                        .formatted(network.orElse("a network"), Sizes.percent(odd.accuracy()))));
    return out.toString();
  }

  private String parts() {
    if (seen.parted().parts().isEmpty()) {
      return seen.parted().undivided().isEmpty() ? "none" : "none: they cannot be divided yet";
    }
    String counts =
        Arrays.stream(Split.values())
            .map(
                s ->
                    "%,d %s"
                        .formatted(Collections.frequency(seen.parted().parts(), s), Seen.word(s)))
            .collect(Collectors.joining(", "));
    return counts + (seen.parted().given() ? "" : " (split off by chance, always the same)");
  }

  private static void line(StringBuilder out, String name, String text) {
    out.append("%n".formatted()).append(wrapped("%9s: ".formatted(name), text));
  }

  /** The text after a head, its lines below each other. */
  private static String wrapped(String head, String text) {
    StringBuilder out = new StringBuilder(head);
    int used = head.length();
    for (String word : text.split(" ")) {
      if (used + word.length() > WIDTH && used > head.length()) {
        out.append("%n".formatted()).append(" ".repeat(head.length()));
        used = head.length();
      }
      out.append(word).append(' ');
      used += word.length() + 1;
    }
    return out.toString().stripTrailing().replaceAll(" +(\\R)", "$1");
  }
}
