package io.transferlab.plot;

import java.util.Arrays;

/** From a map's coordinates to pixels: one scale for both axes, since distances are the point. */
record MapFrame(
    double centreX, double centreY, double scale, double left, double top, double w, double h) {
  static MapFrame of(MapPoints points, double left, double top, double w, double h, double margin) {
    double minX = Arrays.stream(points.x()).min().getAsDouble();
    double maxX = Arrays.stream(points.x()).max().getAsDouble();
    double minY = Arrays.stream(points.y()).min().getAsDouble();
    double maxY = Arrays.stream(points.y()).max().getAsDouble();
    double scale = Math.min((w - 2 * margin) / (maxX - minX), (h - 2 * margin) / (maxY - minY));
    // All points at one place have no extent.
    return new MapFrame(
        (minX + maxX) / 2, (minY + maxY) / 2, Double.isFinite(scale) ? scale : 1, left, top, w, h);
  }

  double px(double x) {
    return left + w / 2 + (x - centreX) * scale;
  }

  double py(double y) {
    return top + h / 2 - (y - centreY) * scale;
  }
}
