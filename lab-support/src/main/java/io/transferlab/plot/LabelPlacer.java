package io.transferlab.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds places for labels, near their points and clear of each other. */
final class LabelPlacer {
  private static final double FIRST_RING = 5;
  private static final double RING = 7;
  private static final int RINGS = 28;
  private static final int DIRECTIONS = 16;

  /** Two words with the width of a space between them read as one. */
  private static final double BETWEEN = 12;

  private final Rectangle2D bounds;
  private final List<Rectangle2D> taken = new ArrayList<>();
  private final List<Rectangle2D> dots = new ArrayList<>();

  LabelPlacer(Rectangle2D bounds) {
    this.bounds = bounds;
  }

  /** Keeps labels off a point. */
  void dot(double x, double y, double radius) {
    dots.add(new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /**
   * Takes the free place nearest to a point: beside it if there is room, further away if not, at
   * last over other points' marks, but never over another label.
   */
  Optional<Rectangle2D> place(double x, double y, double width, double height) {
    for (boolean offDots : new boolean[] {true, false}) {
      for (int ring = 0; ring < RINGS; ring++) {
        for (int d = 0; d < DIRECTIONS; d++) {
          // Right, left, then the others: text is easiest to match with a point on its line.
          double angle = 2 * Math.PI * (d / 2 + (d % 2) * DIRECTIONS / 2) / DIRECTIONS;
          Rectangle2D place = at(x, y, width, height, angle, FIRST_RING + ring * RING);
          if (free(place, offDots)) {
            taken.add(place);
            return Optional.of(place);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The label whose nearest edge or corner lies so far from a point in a direction. */
  private static Rectangle2D at(
      double x, double y, double width, double height, double angle, double gap) {
    double dx = Math.cos(angle);
    double dy = Math.sin(angle);
    double centreX = x + dx * (gap + width / 2);
    double centreY = y + dy * (gap + height / 2);
    return new Rectangle2D.Double(centreX - width / 2, centreY - height / 2, width, height);
  }

  private boolean free(Rectangle2D place, boolean offDots) {
    return bounds.contains(place)
        && taken.stream()
            .noneMatch(
                label ->
                    label.intersects(
                        place.getX() - BETWEEN,
                        place.getY(),
                        place.getWidth() + 2 * BETWEEN,
                        place.getHeight()))
        && (!offDots || dots.stream().noneMatch(place::intersects));
  }
}
