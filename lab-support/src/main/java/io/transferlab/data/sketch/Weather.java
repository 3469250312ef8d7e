package io.transferlab.data.sketch;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/**
 * What spoils a picture: a bar in front, blur, uneven light, weak contrast, lost colour, noise.
 *
 * @param bar probability of a bar
 * @param blur probability of blur
 * @param leastContrast contrast is drawn from this to 1.15
 * @param mostNoise standard deviation of the noise is drawn from 2 to this, of 255
 * @param grey probability that all colour is lost
 */
record Weather(double bar, double blur, double leastContrast, double mostNoise, double grey) {
  /** Hard: for the sets that a network first learns from. */
  static final Weather SOURCE = new Weather(.3, .3, .6, 14, .1);

  /** Harder still: a whole view says more of its class than a single thing does. */
  static final Weather ROUGH = new Weather(.45, .35, .5, 17, .1);

  /** Milder: for the small sets that it is transferred to. */
  static final Weather TARGET = new Weather(.25, .12, .75, 9, .1);

  /** Fair: whatever a caption says of a drawing can be seen in it. */
  static final Weather FAIR = new Weather(0, 0, .85, 7, 0);

  /** A bar across the canvas, which is the unit square here. */
  void bar(Graphics2D g, Dice dice) {
    if (!dice.chance(bar)) {
      return;
    }
    double angle = dice.range(0, Math.PI);
    double shift = dice.range(-.3, .3);
    double x = .5 - shift * Math.sin(angle);
    double y = .5 + shift * Math.cos(angle);
    double half = dice.chance(.5) ? 1 : dice.range(.15, .4);
    double dx = half * Math.cos(angle);
    double dy = half * Math.sin(angle);
    g.setColor(SketchColours.any(dice));
    g.setStroke(
        new BasicStroke(
            (float) dice.range(.03, .09), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    g.draw(new Line2D.Double(x - dx, y - dy, x + dx, y + dy));
  }

  /** Spoils size x size pixels of packed RGB in place. */
  void pass(int[] pixels, int size, Dice dice) {
    if (dice.chance(blur)) {
      int radius = Math.max(1, Math.round(size / 64f));
      for (int times = dice.count(1, 2); times > 0; times--) {
        blur(pixels, size, radius);
      }
    }
    light(pixels, size, dice);
  }

  /**
   * A box blur along the rows, then along the columns; beyond the border the last pixel goes on.
   */
  private static void blur(int[] pixels, int size, int radius) {
    int[] line = new int[size];
    for (int direction = 0; direction < 2; direction++) {
      int step = direction == 0 ? 1 : size;
      int next = direction == 0 ? size : 1;
      for (int row = 0; row < size; row++) {
        blurLine(pixels, row * next, step, line, radius);
      }
    }
  }

  private static void blurLine(int[] pixels, int start, int step, int[] line, int radius) {
    int size = line.length;
    int width = 2 * radius + 1;
    for (int i = 0; i < size; i++) {
      line[i] = pixels[start + i * step];
    }
    for (int i = 0; i < size; i++) {
      int red = width / 2;
      int green = red;
      int blue = red;
      for (int k = i - radius; k <= i + radius; k++) {
        int rgb = line[Math.max(0, Math.min(size - 1, k))];
        red += rgb >> 16 & 255;
        green += rgb >> 8 & 255;
        blue += rgb & 255;
      }
      pixels[start + i * step] = red / width << 16 | green / width << 8 | blue / width;
    }
  }

  /** Light, contrast, grey and noise in one pass over the pixels. */
  private void light(int[] pixels, int size, Dice dice) {
    double angle = dice.range(0, 2 * Math.PI);
    double fall = dice.range(0, .45);
    double contrast = dice.range(leastContrast, 1.15);
    double colour = dice.chance(grey) ? 0 : 1;
    double shift = 128 * (1 - contrast) + dice.range(-12, 12) * Math.min(1, 2 - contrast);
    // Three sums of three 7-bit numbers: standard deviation sqrt(3 * (128^2 - 1) / 12) = 64.
    double noise = dice.range(2, mostNoise) / 64;
    double gx = Math.cos(angle) / size;
    double gy = Math.sin(angle) / size;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int rgb = pixels[y * size + x];
        double red = rgb >> 16 & 255;
        double green = rgb >> 8 & 255;
        double blue = rgb & 255;
        double grey = (1 - colour) * (.299 * red + .587 * green + .114 * blue);
        double along = .5 + .7 * ((x - size / 2) * gx + (y - size / 2) * gy);
        double gain = contrast * (1 - fall * along);
        long bits = dice.nextLong();
        pixels[y * size + x] =
            level((red * colour + grey) * gain + shift + noise * sum(bits)) << 16
                | level((green * colour + grey) * gain + shift + noise * sum(bits >>> 21)) << 8
                | level((blue * colour + grey) * gain + shift + noise * sum(bits >>> 42));
      }
    }
  }

  private static int sum(long bits) {
    int low = (int) bits;
    return (low & 127) + (low >> 7 & 127) + (low >> 14 & 127) - 190;
  }

  private static int level(double value) {
    return value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + .5);
  }
}
