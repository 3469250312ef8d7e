package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all figures share: colours, markers, dashes and type sizes. */
final class Palette {
  /** Okabe and Ito's colours, without the yellow that is lost on white. */
  static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          Color.BLACK);

  /** As many as there are colours, so that a run keeps its pair. */
  static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS,
          SeriesMarkers.PLUS);

  static final List<BasicStroke> DASHES =
      List.of(stroke(), stroke(12, 6), stroke(3, 5), stroke(12, 5, 3, 5), stroke(20, 6));

  static final BasicStroke TRAINING = stroke(7, 6);
  static final BasicStroke REFERENCE = stroke(2, 4);

  static final Color GOOD = COLOURS.get(0);
  static final Color BAD = COLOURS.get(1);
  static final Color REFERENCE_COLOUR = new Color(0x555555);
  static final Color GRID = new Color(0xDDDDDD);
  static final Color TEXT = new Color(0x222222);

  static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  static final Font AXIS_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  static final Font TICK_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  private Palette() {}

  private static BasicStroke stroke(float... dash) {
    float[] pattern = dash.length == 0 ? null : dash;
    return new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, pattern, 0f);
  }

  /** Takes the element of a list that starts over at its end. */
  static <T> T cycle(List<T> list, int index) {
    return list.get(index % list.size());
  }
}
