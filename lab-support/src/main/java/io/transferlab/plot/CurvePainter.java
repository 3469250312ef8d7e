package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves with XChart. A NaN limit leaves that end of its axis to the data. */
record CurvePainter(
    String title,
    String xLabel,
    String yLabel,
    double xMax,
    double yMin,
    double yMax,
    boolean logarithmic) {
  /** Begins the name of a series that has no place in the legend; nobody types it. */
  private static final String UNNAMED = "\u0000";

  private static final int WIDTH = 900;
  private static final int PLOT_WIDTH = 760;
  private static final int TICK_SPACING = 74;

  /** More markers than this on a line run into each other. */
  private static final int MOST_MARKERS = 40;

  /** On longer logarithmic axes the numbers between powers of ten have no room. */
  private static final double WIDE_FACTOR = 50;

  private static final int PLOT_HEIGHT = 440;
  private static final int LEGEND_LINE = 30;

  BufferedImage paint(List<Curve> curves, List<Curve> references, List<Curve> marks) {
    List<Curve> drawn = curves.stream().filter(c -> c.series().finite().y().length > 0).toList();
    XYChart chart = chart(drawn.size() + references.size() + marks.size());
    double[] x =
        drawn.stream().flatMapToDouble(c -> Arrays.stream(c.series().finite().x())).toArray();
    double left = DoubleStream.of(x).min().orElse(0);
    double right = DoubleStream.concat(DoubleStream.of(x), limit()).max().orElse(1);
    if (logarithmic && left > 0) {
      right = Math.max(right, 10 * left);
      // Powers of ten alone are too few labels where there are only two of them.
      boolean wide = right > WIDE_FACTOR * left;
      chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(wide);
      // XChart would write 1E-4 beside 0.001.
      chart.getStyler().setXAxisDecimalPattern("0.##########");
    } else {
      right = Math.max(left + 1, right);
      chart.getStyler().setXAxisTickMarkSpacingHint(tickSpacing(x, right - left));
    }
    chart.getStyler().setXAxisMin(left).setXAxisMax(right);
    addFrame(chart, left, right);
    // Bands lie below all lines.
    drawn.forEach(curve -> addBand(chart, curve));
    for (Curve reference : references) {
      double y = reference.series().y()[0];
      addStraight(chart, reference, new double[] {left, right}, new double[] {y, y});
    }
    for (Curve mark : marks) {
      double at = mark.series().x()[0];
      addStraight(chart, mark, new double[] {at, at}, range(drawn));
    }
    drawn.forEach(curve -> addLine(chart, curve));
    return BitmapEncoder.getBufferedImage(chart);
  }

  private DoubleStream limit() {
    return Double.isNaN(xMax) ? DoubleStream.empty() : DoubleStream.of(xMax);
  }

  private XYChart chart(int legendLines) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(PLOT_HEIGHT + LEGEND_LINE * Math.max(1, legendLines))
            .title(title)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setChartFontColor(Palette.TEXT);
    style.setChartTitleFont(Palette.TITLE_FONT);
    style.setChartTitleBoxVisible(false);
    style.setAxisTitleFont(Palette.AXIS_FONT);
    style.setAxisTickLabelsFont(Palette.TICK_FONT);
    style.setLegendFont(Palette.TICK_FONT);
    // Below the plot, one line each: never over the data, never cut at the side.
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Vertical);
    style.setLegendSeriesLineLength(48);
    style.setLegendBorderColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(Palette.GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1f));
    style.setMarkerSize(9);
    style.setLocale(Locale.ROOT);
    style.setXAxisDecimalPattern("0.###");
    style.setyAxisTickLabelsFormattingFunction(CurvePainter::tick);
    style.setErrorBarsColorSeriesColor(true);
    if (!Double.isNaN(yMin)) {
      style.setYAxisMin(yMin);
    }
    if (!Double.isNaN(yMax)) {
      style.setYAxisMax(yMax);
    }
    return chart;
  }

  /** As it is, without what binary fractions add: XChart would write .09 below 0.1. */
  private static String tick(double value) {
    BigDecimal number = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    return value == 0 || Math.abs(value) >= 1e-4 ? number.toPlainString() : number.toString();
  }

  /** Half an epoch is no place for a tick: few epochs get wide steps. */
  private static int tickSpacing(double[] x, double span) {
    boolean whole = Arrays.stream(x).allMatch(v -> v == Math.rint(v));
    return whole
        ? (int) Math.max(TICK_SPACING, Math.min(PLOT_WIDTH / span, PLOT_WIDTH / 2.0))
        : TICK_SPACING;
  }

  /**
   * Adds an unseen line from side to side. XChart draws no axes without a line, and it would set
   * ticks at every so many data points (7, 14, 21) rather than at round numbers if these were the
   * first values that it meets.
   */
  private void addFrame(XYChart chart, double left, double right) {
    double y = Double.isNaN(yMin) ? Double.NaN : yMin;
    XYSeries frame =
        chart.addSeries(UNNAMED + "frame", new double[] {left, right}, new double[] {y, y});
    frame.setMarker(SeriesMarkers.NONE);
    frame.setLineStyle(SeriesLines.NONE);
    frame.setShowInLegend(false);
  }

  private void addLine(XYChart chart, Curve curve) {
    Series series = curve.series().finite();
    int points = series.y().length;
    // A single point has no band, so its spread is drawn as a bar.
    boolean bar = series.hasSpread() && points == 1;
    if (points > 1) {
      XYSeries line = add(chart, UNNAMED + "line " + curve.legend(), series, curve);
      line.setMarker(new Through(points, dash(curve)));
      XYSeries marks = add(chart, UNNAMED + "marks " + curve.legend(), series, curve);
      marks.setMarker(marker(curve, points));
    }
    // The legend's line, and a line's only point.
    XYSeries shown =
        chart.addSeries(
            curve.legend(),
            new double[] {series.x()[0]},
            new double[] {series.y()[0]},
            bar ? series.spread() : null);
    shown.setLineColor(colour(curve));
    shown.setMarkerColor(colour(curve));
    shown.setLineStyle(dash(curve));
    shown.setMarker(marker(curve, points));
  }

  private static XYSeries add(XYChart chart, String name, Series series, Curve curve) {
    XYSeries part = chart.addSeries(name, series.x(), series.y());
    part.setLineStyle(SeriesLines.NONE);
    part.setMarkerColor(colour(curve));
    part.setShowInLegend(false);
    return part;
  }

  private static Color colour(Curve curve) {
    return Palette.cycle(Palette.COLOURS, curve.index());
  }

  private static Marker marker(Curve curve, int points) {
    if (points > MOST_MARKERS) {
      return SeriesMarkers.NONE;
    }
    Marker marker = Palette.cycle(Palette.MARKERS, curve.index());
    return curve.training() ? new Hollow(marker) : marker;
  }

  private static BasicStroke dash(Curve curve) {
    if (curve.training()) {
      return Palette.TRAINING;
    }
    // The validation half of a pair is solid; single lines differ by dash from each other.
    return curve.part().isEmpty() ? Palette.cycle(Palette.DASHES, curve.index()) : stroke();
  }

  private static BasicStroke stroke() {
    return Palette.DASHES.get(0);
  }

  private void addBand(XYChart chart, Curve curve) {
    Series series = curve.series().finite();
    int n = series.y().length;
    if (!series.hasSpread() || n < 2) {
      return;
    }
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = series.x()[i];
      y[i] = clamp(series.y()[i] + series.spread()[i]);
      x[2 * n - 1 - i] = x[i];
      y[2 * n - 1 - i] = clamp(series.y()[i] - series.spread()[i]);
    }
    Color colour = colour(curve);
    XYSeries band = chart.addSeries(UNNAMED + curve.legend(), x, y);
    band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 50));
    band.setLineColor(new Color(0, 0, 0, 0));
    band.setMarker(SeriesMarkers.NONE);
    band.setShowInLegend(false);
  }

  /** An accuracy cannot leave 0 to 1, even if its mean plus a deviation would. */
  private double clamp(double y) {
    double low = Double.isNaN(yMin) ? y : Math.max(yMin, y);
    return Double.isNaN(yMax) ? low : Math.min(yMax, low);
  }

  /** From the lowest value to the highest, or from limit to limit where there are any. */
  private double[] range(List<Curve> drawn) {
    DoubleSummaryStatistics all =
        drawn.stream()
            .flatMapToDouble(c -> Arrays.stream(c.series().finite().y()))
            .summaryStatistics();
    return new double[] {
      Double.isNaN(yMin) ? all.getMin() : yMin, Double.isNaN(yMax) ? all.getMax() : yMax
    };
  }

  private static void addStraight(XYChart chart, Curve curve, double[] x, double[] y) {
    XYSeries line = chart.addSeries(curve.legend(), x, y);
    line.setLineColor(Palette.REFERENCE_COLOUR);
    line.setLineStyle(Palette.REFERENCE);
    line.setMarker(SeriesMarkers.NONE);
  }
}
