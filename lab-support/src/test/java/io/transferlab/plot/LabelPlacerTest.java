package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelPlacerTest {
  @Test
  void neighboursInALineDoNotReadAsOne() {
    LabelPlacer placer = new LabelPlacer(new Rectangle2D.Double(0, 0, 500, 400));
    Random random = new Random(1);
    List<Rectangle2D> placed = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double x = 20 + 460 * random.nextDouble();
      double y = 20 + 360 * random.nextDouble();
      placer.dot(x, y, 4);
      placer.place(x, y, 30 + random.nextInt(40), 13).ifPresent(placed::add);
    }
    assertTrue(placed.size() > 40, placed.size() + " placed");
    for (Rectangle2D a : placed) {
      for (Rectangle2D b : placed) {
        boolean sameLine = a.getMinY() < b.getMaxY() && b.getMinY() < a.getMaxY();
        boolean apart = a.getMinX() >= b.getMaxX() + 12 || b.getMinX() >= a.getMaxX() + 12;
        assertFalse(a != b && sameLine && !apart, a + " and " + b);
      }
    }
  }
}
