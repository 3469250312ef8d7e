package io.transferlab.bench;

import io.transferlab.bench.Contest.Row;
import io.transferlab.plot.Figure;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How many times as fast the course is, a bar for each peer; 1 is as fast. */
final class BenchFigure {
  private static final String TITLE = "Times as fast as the peer (1: equally fast)";
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 620;
  private static final Color OURS = new Color(0x00, 0x72, 0xB2);

  private BenchFigure() {}

  private static List<Row> compared(List<Row> rows) {
    return rows.stream().filter(row -> !Double.isNaN(row.ratio())).toList();
  }

  static boolean isWorthIt(List<Row> rows) {
    return !compared(rows).isEmpty();
  }

  static Figure of(List<Row> rows) {
    List<String> names = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (Row row : compared(rows)) {
      names.add(row.work().replaceFirst("[:,].*", "") + " / " + row.peer());
      ratios.add(row.ratio());
    }
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(TITLE).build();
    chart.getStyler().setLegendVisible(false).setLegendPosition(LegendPosition.InsideN);
    chart.getStyler().setXAxisLabelRotation(45).setYAxisLogarithmic(true);
    chart.getStyler().setLabelsVisible(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisDecimalPattern("0.##");
    chart.getStyler().setYAxisMin(Math.min(0.1, Collections.min(ratios) / 2));
    chart.addSeries("ratio", names, ratios).setFillColor(OURS);
    return new Figure(BitmapEncoder.getBufferedImage(chart), words(rows), TITLE);
  }

  /** The figure in words. */
  static String words(List<Row> rows) {
    return "Bar chart on a logarithmic axis: "
        + TITLE
        + ". "
        + compared(rows).stream()
            .map(row -> row.work() + ", " + row.peer() + ": " + BenchPage.number(row.ratio()))
            .collect(Collectors.joining("; "))
        + ".";
  }
}
