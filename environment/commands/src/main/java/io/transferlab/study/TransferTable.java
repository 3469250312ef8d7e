package io.transferlab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Measurements as a table: method and source down, targets across, then the comparisons they were
 * made for. A source of places is the closer one for targets of places, a source of objects for all
 * others: also for textures, which are near to neither, as in the published table.
 */
public final class TransferTable {
  private static final List<String> PLACES = List.of("sketch-rooms", "mit67");

  private final List<Measurement> cells;
  private final List<String> targets;

  /**
   * A table.
   *
   * @param cells measurements; several of a kind are runs
   */
  public TransferTable(List<Measurement> cells) {
    this.cells = List.copyOf(cells);
    this.targets = distinct(c -> c.question().target());
  }

  private List<String> distinct(Function<Measurement, String> part) {
    return List.copyOf(new LinkedHashSet<>(cells.stream().map(part).toList()));
  }

  /**
   * The pretrained sources.
   *
   * @return names, without those that are none
   */
  public List<String> sources() {
    return distinct(c -> c.question().source()).stream()
        .filter(s -> !s.equals(TransferQuestion.NONE) && !s.equals(TransferQuestion.RANDOM))
        .toList();
  }

  /**
   * The targets.
   *
   * @return their names, in the order of the measurements
   */
  public List<String> targets() {
    return targets;
  }

  /**
   * The runs of one kind.
   *
   * @param source name, {@link TransferQuestion#NONE} or {@link TransferQuestion#RANDOM}
   * @param target name
   * @param method what was done
   * @return the runs; empty if there are none
   */
  public Measured of(String source, String target, TransferMethod method) {
    return Measured.of(
        cells.stream()
            .filter(c -> c.question().source().equals(source))
            .filter(c -> c.question().target().equals(target))
            .filter(c -> c.question().method().equals(method.id()))
            .toList());
  }

  /**
   * The source that is closer to a target, or the other one.
   *
   * @param target name
   * @param closer which
   * @return its name; empty text if it was not measured
   */
  public String source(String target, boolean closer) {
    boolean places = PLACES.contains(target.replaceAll(":.*", ""));
    return sources().stream()
        .filter(s -> (s.contains("Scenes") || s.contains("Places")) == (places == closer))
        .findFirst()
        .orElse("");
  }

  /**
   * The table in Markdown.
   *
   * @param command what makes it again
   * @return text that ends with a line
   */
  public String markdown(String command) {
    StringBuilder text = new StringBuilder(TransferCaption.of(cells, command)).append('\n');
    List<String> all = distinct(c -> c.question().source());
    Map<String, Function<String, Measured>> rows = new LinkedHashMap<>();
    for (TransferMethod method : TransferMethod.values()) {
      all.forEach(s -> rows.put(method.title() + " | " + s, t -> of(s, t, method)));
    }
    write(text, "Method | Source", rows);
    compare(text, "Closer minus other source", this::closerMinusOther);
    for (String source : sources()) {
      compare(text, source + " minus from scratch", (m, t) -> minusScratch(source, t, m));
    }
    Map<String, Function<String, Measured>> gains = new LinkedHashMap<>();
    all.forEach(
        s -> gains.put(s, t -> of(s, t, TransferMethod.FNE).minus(of(s, t, TransferMethod.FC1))));
    write(text, "FNE minus fc1", gains);
    List<String> pairs = new ArrayList<>();
    targets.forEach(t -> pairs.add(source(t, true) + " for " + t));
    return text.append("Taken for closer: ")
        .append(String.join(", ", pairs))
        .append(".\n")
        .toString();
  }

  /**
   * What the closer source is worth.
   *
   * @param method what was done
   * @param target name
   * @return the differences, run by run
   */
  public Measured closerMinusOther(TransferMethod method, String target) {
    return of(source(target, true), target, method)
        .numbered()
        .minus(of(source(target, false), target, method).numbered());
  }

  /**
   * What a source is worth.
   *
   * @param source its name
   * @param target name
   * @param method what was done
   * @return the differences to training from scratch, run by run
   */
  public Measured minusScratch(String source, String target, TransferMethod method) {
    return of(source, target, method)
        .minus(of(TransferQuestion.NONE, target, TransferMethod.SCRATCH));
  }

  private interface Comparison {
    Measured of(TransferMethod method, String target);
  }

  private void compare(StringBuilder text, String title, Comparison comparison) {
    Map<String, Function<String, Measured>> rows = new LinkedHashMap<>();
    for (TransferMethod method : TransferMethod.values()) {
      rows.put(method.title(), t -> comparison.of(method, t));
    }
    write(text, title, rows);
  }

  /** A table, unless nothing of it was measured. */
  private void write(
      StringBuilder text, String title, Map<String, Function<String, Measured>> rows) {
    List<String> lines = new ArrayList<>();
    rows.forEach(
        (name, values) -> {
          List<Measured> found = targets.stream().map(values).toList();
          if (!found.stream().allMatch(Measured::isEmpty)) {
            lines.add(line(name, found.stream().map(Measured::percent).toList()));
          }
        });
    if (!lines.isEmpty()) {
      long columns = title.chars().filter(c -> c == '|').count() + 1 + targets.size();
      text.append(line(title, targets)).append('|').append("---|".repeat((int) columns));
      text.append('\n').append(String.join("", lines)).append('\n');
    }
  }

  private static String line(String first, List<String> others) {
    return "| " + first + " | " + String.join(" | ", others) + " |\n";
  }

  /**
   * The table for programs.
   *
   * @return one row for each source, target and method, and the published table
   */
  public Summary summary() {
    List<Row> rows = new ArrayList<>();
    for (TransferMethod method : TransferMethod.values()) {
      for (String source : distinct(c -> c.question().source())) {
        for (String target : targets) {
          Measured measured = of(source, target, method);
          if (!measured.isEmpty()) {
            rows.add(
                new Row(
                    source,
                    target,
                    method.id(),
                    measured.mean(),
                    measured.overPictures(),
                    measured.overSources(),
                    measured.runs()));
          }
        }
      }
    }
    return new Summary(
        rows,
        PublishedTable.SIMILAR,
        PublishedTable.DISSIMILAR,
        PublishedTable.TARGETS,
        TransferCaption.provenance(cells));
  }

  /**
   * What programs read.
   *
   * @param results one for each source, target and method that was measured
   * @param publishedSimilar method to published figures, with the source that is closer
   * @param publishedDissimilar the same with the other source
   * @param publishedTargets the order of these figures
   * @param provenance where the measurements come from
   */
  public record Summary(
      List<Row> results,
      Map<String, List<String>> publishedSimilar,
      Map<String, List<String>> publishedDissimilar,
      List<String> publishedTargets,
      Map<String, Object> provenance) {}

  /**
   * A cell of the table.
   *
   * @param source name
   * @param target name
   * @param method {@link TransferMethod#id()}
   * @param meanPerClassAccuracy 0 to 1
   * @param deviationOverPictures over training pictures; NaN for one run
   * @param deviationOverSources over source networks; NaN for one
   * @param runs seed of the source network to seed of the training pictures to accuracy
   */
  public record Row(
      String source,
      String target,
      String method,
      double meanPerClassAccuracy,
      double deviationOverPictures,
      double deviationOverSources,
      Map<Long, Map<Long, Double>> runs) {}

  /**
   * The published table of the same layout, for VGG16 on photographs.
   *
   * @return lines of text with where it is from
   */
  public static String published() {
    return "Published, for VGG16 on photographs (IWANN 2019 tutorial):\n\n"
        + PublishedTable.markdown();
  }
}
