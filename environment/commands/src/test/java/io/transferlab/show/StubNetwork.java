package io.transferlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that answers by the colour in the middle, one picture at a time, when it is let. */
class StubNetwork implements Shown {
  static final List<String> CLASSES = List.of("red", "grün & <b>blau</b>");

  /** How many are in it now, and how many at once at most. */
  final AtomicInteger inside = new AtomicInteger();

  final AtomicInteger most = new AtomicInteger();

  /** Told of each that begins. */
  final Semaphore began = new Semaphore(0);

  /** What each waits for. */
  final Semaphore mayEnd;

  StubNetwork(int mayEnd) {
    this.mayEnd = new Semaphore(mayEnd);
  }

  /** One that never waits. */
  StubNetwork() {
    this(1 << 20);
  }

  static BufferedImage picture(Color color, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(color);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  @Override
  public About about() {
    return new About(
        "Möwen",
        CLASSES,
        List.of(new Fact("seed", "1")),
        List.of(new Near("red", null, Pictures.jpeg(picture(Color.RED, 8, 8)))),
        true);
  }

  @Override
  public int side() {
    return 32;
  }

  @Override
  public Reply answer(BufferedImage picture) {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    began.release();
    mayEnd.acquireUninterruptibly();
    inside.decrementAndGet();
    Color middle = new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2));
    int best = middle.getRed() > 128 ? 0 : 1;
    return new Reply(
        middle.getBlue() < 128,
        picture.getWidth() + " x " + picture.getHeight(),
        List.of(new Guess(CLASSES.get(best), 0.75), new Guess(CLASSES.get(1 - best), 0.25)),
        List.of(new Near("red", 0.5, Pictures.jpeg(picture(Color.RED, 8, 8)))));
  }

  @Override
  public Reason why(BufferedImage asked, BufferedImage shown, String label) {
    return new Reason(label, shown, "in the middle");
  }
}
