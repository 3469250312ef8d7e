package io.transferlab.plot;

import java.awt.Graphics2D;

/** Draws one map, as pixels or as SVG. */
interface MapPainter {
  /** In pixels. */
  int width();

  /** In pixels. */
  int height();

  /** Draws all of it. */
  void paint(Graphics2D pen);
}
