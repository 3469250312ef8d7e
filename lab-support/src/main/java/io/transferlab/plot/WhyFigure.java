package io.transferlab.plot;

import io.transferlab.core.Cividis;
import io.transferlab.explain.Explanation;
import io.transferlab.explain.HeatMap;
import io.transferlab.predict.Example;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why a classifier answers as it does, as a figure: the picture, the heat map over it, the training
 * pictures most like it, and what they say in words.
 *
 * <pre>{@code
 * WhyFigure.of(Why.of(classifier).explain(picture)).show();
 * }</pre>
 */
public final class WhyFigure {
  private static final int GAP = 16;
  private static final int LARGE = 300;
  private static final int SMALL = 96;

  /** So that both words beside the scale find room. */
  private static final int LEAST_HEIGHT = 60;

  private static final int BAR = 18;
  private static final int WIDTH = 2 * (LARGE + GAP) + GAP + BAR + 64;
  private static final int MOST_ANSWERS = 3;

  private final Explanation why;
  private final String title;

  private WhyFigure(Explanation why) {
    this.why = why;
    String explained = why.map().className();
    String best = why.answer().best().label();
    this.title =
        explained.equals(best) ? "Why " + best + "?" : "What speaks for " + explained + "?";
  }

  /**
   * Draws an explanation.
   *
   * @param why the explanation
   * @return the figure; its words are the answer and the explanation's sentences
   */
  public static Figure of(Explanation why) {
    WhyFigure figure = new WhyFigure(why);
    return new Figure(figure.paint(), figure.words(), figure.title);
  }

  private String answer() {
    return why.answer().words(MOST_ANSWERS);
  }

  private String words() {
    return title + " The answer: " + answer() + ". " + String.join(" ", why.words());
  }

  private BufferedImage paint() {
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    HeatMap map = why.map();
    List<String> said = new ArrayList<>();
    why.words().forEach(w -> said.addAll(Canvas.wrap(w, text, WIDTH - 2 * GAP)));
    List<String> under = Canvas.wrap(answer(), text, LARGE);
    List<String> underMap = Canvas.wrap(caption(map), text, LARGE);
    int captions = Math.max(under.size(), underMap.size()) * text.getHeight();
    List<String> titleLines = Canvas.wrap(title, heading, WIDTH - 2 * GAP);
    int top = GAP + titleLines.size() * heading.getHeight() + GAP / 2;
    BufferedImage large = scaled(why.picture());
    int tall = Math.max(large.getHeight(), LEAST_HEIGHT);
    int row = top + tall + 4 + captions + GAP;
    int alike = why.nearest().isEmpty() ? 0 : text.getHeight() + 4 + exampleHeight(text) + GAP;
    int height = row + alike + said.size() * text.getHeight() + GAP;
    BufferedImage image = Canvas.blank(WIDTH, height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, WIDTH, GAP);
    g.setFont(Palette.TICK_FONT);
    int second = 2 * GAP + LARGE;
    draw(g, large, GAP, top);
    draw(g, map.overlay(large), second, top);
    Canvas.centred(g, under, GAP, LARGE, top + tall + 4);
    Canvas.centred(g, underMap, second, LARGE, top + tall + 4);
    bar(g, second + LARGE + GAP, top, tall);
    if (!why.nearest().isEmpty()) {
      g.drawString("Training pictures most like it", GAP, row + text.getAscent());
      examples(g, row + text.getHeight() + 4);
    }
    int y = row + alike + text.getAscent();
    for (String line : said) {
      g.drawString(line, GAP, y);
      y += text.getHeight();
    }
    g.dispose();
    return image;
  }

  private static String caption(HeatMap map) {
    return map.layer() == null ? map.method() : map.method() + ", " + map.layer();
  }

  /** As large as its place; small ones by whole pixels, as the network gets them. */
  private static BufferedImage scaled(BufferedImage picture) {
    double scale = (double) LARGE / Math.max(picture.getWidth(), picture.getHeight());
    int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
    BufferedImage out = Canvas.blank(width, height);
    Graphics2D g = Canvas.pen(out);
    g.drawImage(picture, 0, 0, width, height, null);
    g.dispose();
    return out;
  }

  private static void draw(Graphics2D g, BufferedImage picture, int x, int top) {
    g.drawImage(picture, x + (LARGE - picture.getWidth()) / 2, top, null);
  }

  private static void bar(Graphics2D g, int x, int top, int tall) {
    for (int y = 0; y < tall; y++) {
      g.setColor(Cividis.at(1 - y / (tall - 1.0)));
      g.fillRect(x, top + y, BAR, 1);
    }
    g.setColor(Palette.TEXT);
    FontMetrics text = g.getFontMetrics();
    g.drawString("most", x + BAR + 6, top + text.getAscent());
    g.drawString("none", x + BAR + 6, top + tall - text.getDescent());
  }

  private int across() {
    return Math.min(why.nearest().size(), (WIDTH - GAP) / (SMALL + GAP));
  }

  private static List<String> caption(Example example, FontMetrics text) {
    return Canvas.wrap(
        String.format(Locale.ROOT, "%s %.2f", example.label(), example.similarity()), text, SMALL);
  }

  private int exampleHeight(FontMetrics text) {
    int lines =
        why.nearest().stream()
            .limit(across())
            .mapToInt(e -> caption(e, text).size())
            .max()
            .orElse(0);
    return SMALL + 4 + lines * text.getHeight();
  }

  private void examples(Graphics2D g, int top) {
    int x = GAP;
    for (Example example : why.nearest().subList(0, across())) {
      BufferedImage small = example.thumbnail();
      double scale = (double) SMALL / Math.max(small.getWidth(), small.getHeight());
      int width = Math.max(1, (int) Math.round(small.getWidth() * scale));
      int height = Math.max(1, (int) Math.round(small.getHeight() * scale));
      g.drawImage(small, x + (SMALL - width) / 2, top + SMALL - height, width, height, null);
      Canvas.centred(g, caption(example, g.getFontMetrics()), x, SMALL, top + SMALL + 4);
      x += SMALL + GAP;
    }
  }
}
