package io.transferlab.study.captions;

import io.transferlab.evaluate.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, with mean and spread over the seeds.
 *
 * @param cells all measurements of one setting
 */
public record CaptionTable(List<CaptionMeasurement> cells) {
  private static final String[] RANKS = {"@1", "@5", "@10", "median"};

  /**
   * Takes a copy.
   *
   * @param cells all measurements of one setting
   */
  public CaptionTable {
    cells = List.copyOf(cells);
  }

  private Map<String, List<CaptionMeasurement>> rows() {
    Map<String, List<CaptionMeasurement>> rows = new LinkedHashMap<>();
    for (CaptionMeasurement cell : cells) {
      rows.computeIfAbsent(cell.pictures() + " | " + cell.texts(), key -> new ArrayList<>())
          .add(cell);
    }
    return rows;
  }

  /**
   * Two tables: retrieval both ways, and minimal pairs.
   *
   * @return Markdown
   */
  public String markdown() {
    if (cells.isEmpty()) {
      return "Nothing measured.\n";
    }
    int seeds = (int) cells.stream().mapToLong(CaptionMeasurement::seed).distinct().count();
    StringBuilder text = new StringBuilder();
    text.append(
        "Recall in %% and median rank; %s; mean ± standard deviation, seeds: %d.\n\n"
            .formatted(cells.get(0).setting(), seeds));
    text.append("| features of pictures | texts |");
    for (String way : List.of("picture to text", "text to picture")) {
      for (String rank : RANKS) {
        text.append(" ").append(way).append(' ').append(rank).append(" |");
      }
    }
    text.append("\n|---|---|").append("---:|".repeat(8)).append('\n');
    rows()
        .forEach(
            (name, row) -> {
              text.append("| ").append(name).append(" |");
              for (int k = 0; k < 4; k++) {
                int figure = k;
                text.append(cell(row, m -> m.toTexts()[figure], figure == 3));
              }
              for (int k = 0; k < 4; k++) {
                int figure = k;
                text.append(cell(row, m -> m.toPictures()[figure], figure == 3));
              }
              text.append('\n');
            });
    text.append("\nMinimal pairs, % right (50 is chance).\n\n| features of pictures | texts |");
    List<String> tests = List.copyOf(cells.get(0).words().keySet());
    tests.forEach(test -> text.append(' ').append(test).append(" |"));
    text.append("\n|---|---|").append("---:|".repeat(tests.size())).append('\n');
    rows()
        .forEach(
            (name, row) -> {
              text.append("| ").append(name).append(" |");
              for (String test : tests) {
                text.append(cell(row, m -> m.words().getOrDefault(test, Double.NaN), false));
              }
              text.append('\n');
            });
    return text.toString();
  }

  private static String cell(
      List<CaptionMeasurement> row, ToDoubleFunction<CaptionMeasurement> figure, boolean rank) {
    Spread spread = Spread.of(row.stream().mapToDouble(figure).toArray());
    return " " + (rank ? spread.text(1) : spread.percent()) + " |";
  }
}
