package io.transferlab.bench;

import io.transferlab.bench.Contest.Row;
import io.transferlab.bench.Contest.Spread;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of {@code environment/lab bench all}: a page in Markdown, and beside it a figure and
 * the same figures for programs, with which the next run compares itself.
 *
 * @param day when it was measured, for instance 2026-11-29
 * @param command that made it
 * @param facts of the machine and the versions: name to value
 * @param rows what was measured
 */
record BenchPage(String day, String command, Map<String, String> facts, List<Row> rows) {
  /** A ratio that is smaller than this part of the earlier one has fallen. */
  private static final double FALLEN = 0.8;

  static Path figure(Path page) {
    return beside(page, ".png");
  }

  static Path data(Path page) {
    return beside(page, ".json");
  }

  private static Path beside(Path page, String ending) {
    String name = page.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
    return page.resolveSibling(name + ending);
  }

  /**
   * The earlier page.
   *
   * @return nothing if there is none
   * @throws LabException if it cannot be read
   */
  static Optional<BenchPage> read(Path page) {
    Path file = data(page);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      BenchPage read = Json.read(Files.readString(file), BenchPage.class);
      if (read != null && read.rows() != null && read.rows().stream().allMatch(BenchPage::whole)) {
        return Optional.of(read);
      }
    } catch (JsonException e) {
      // as below
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
    throw LabException.of(
        "the figures of an earlier page in " + file,
        "something else",
        "name another --page, or remove that file");
  }

  private static boolean whole(Row row) {
    return row != null && row.work() != null && row.peer() != null;
  }

  /**
   * This page with the rows of an earlier one for what is not measured yet.
   *
   * @param works all that is to be measured, in order
   */
  BenchPage filledFrom(BenchPage earlier, List<String> works) {
    List<Row> all = new ArrayList<>();
    for (String work : works) {
      List<Row> now = of(this, work);
      all.addAll(
          now.isEmpty() && earlier != null
              ? of(earlier, work).stream().map(row -> row.keptOf(earlier.day())).toList()
              : now);
    }
    return new BenchPage(day, command, facts, all);
  }

  private static List<Row> of(BenchPage page, String work) {
    return page.rows().stream().filter(row -> row.work().equals(work)).toList();
  }

  /** What is to be said about an earlier page: ratios that have fallen, other versions. */
  List<String> against(BenchPage earlier) {
    List<String> said = new ArrayList<>();
    for (Row row : rows) {
      for (Row before : earlier.rows()) {
        if (row.kept() != null
            || !row.work().equals(before.work())
            || !row.peer().equals(before.peer())) {
          continue;
        }
        String what = row.work() + ", " + row.peer();
        if (row.version() != null
            && before.version() != null
            && !row.version().equals(before.version())) {
          said.add(
              "%s: now %s, on %s %s"
                  .formatted(what, row.version(), day(earlier, before), before.version()));
        }
        if (row.ratio() < FALLEN * before.ratio()) {
          said.add(
              String.format(
                  Locale.ROOT,
                  "%s: FELL from %.2f times as fast (%s) to %.2f",
                  what,
                  before.ratio(),
                  day(earlier, before),
                  row.ratio()));
        }
      }
    }
    return said;
  }

  private static String day(BenchPage page, Row row) {
    return row.kept() == null ? page.day() : row.kept();
  }

  /**
   * Writes page, figure and data, each as a whole.
   *
   * @param earlier to compare with, or null
   * @param missing works that are not measured and of which there is no earlier figure
   */
  void write(Path page, BenchPage earlier, List<String> missing) {
    try {
      Path parent = page.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      boolean drawn = BenchFigure.isWorthIt(rows);
      if (drawn) {
        BenchFigure.of(rows).save(figure(page));
      } else {
        Files.deleteIfExists(figure(page));
      }
      String text = text(figure(page).getFileName().toString(), drawn, earlier, missing);
      AtomicFiles.write(page, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      String data = Json.text(this) + "\n";
      AtomicFiles.write(data(page), out -> out.write(data.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw LabException.writing(page, e);
    }
  }

  private String text(String figure, boolean drawn, BenchPage earlier, List<String> missing) {
    StringBuilder text = new StringBuilder();
    text.append("# This course beside its peers\n\nMade on ")
        .append(day)
        .append(" by `")
        .append(command)
        .append(
            "`: each line in turn in one run, with equal threads. Made again by that command.\n\n");
    facts.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    if (drawn) {
      text.append("\n![").append(BenchFigure.words(rows)).append("](").append(figure).append(")\n");
    }
    text.append(
        "\nSeconds are the median of the rounds, with the least and the most; processor seconds are"
            + " those of all threads. *Times as fast*: the peer's seconds over this course's.\n\n"
            + "| work | peer | this course, s | peer, s | times as fast | processor: this course, s"
            + " | peer, s | ratio |\n|---|---|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  row.work() + (row.kept() == null ? "" : " (of " + row.kept() + ")"),
                  row.version() == null ? row.peer() : row.version(),
                  spread(row.ours()),
                  cell(spread(row.theirs()) + (row.fault() == null ? "" : " " + row.fault())),
                  number(row.ratio()),
                  row.ours() == null ? "-" : number(row.ours().processor()),
                  row.theirs() == null ? "-" : number(row.theirs().processor()),
                  number(row.processorRatio())));
    }
    for (String work : missing) {
      text.append("| ").append(work).append(" | not measured | | | | | | |\n");
    }
    List<String> said = earlier == null ? List.of() : against(earlier);
    if (!said.isEmpty()) {
      text.append("\n## Since the earlier page\n\n");
      said.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String cell(String words) {
    return words.replaceAll("[\\p{Cntrl}|]+", " ").strip();
  }

  private static String spread(Spread spread) {
    return spread == null
        ? "-"
        : number(spread.median())
            + " ("
            + number(spread.least())
            + " to "
            + number(spread.most())
            + ")";
  }

  /** Three digits that say something. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int decimals = value <= 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
