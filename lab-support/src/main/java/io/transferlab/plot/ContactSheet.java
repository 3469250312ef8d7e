package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Examples of every class of a drawn set, with the names of the classes, to be looked at. */
public final class ContactSheet {
  private static final int TILE = 64;
  private static final int SLIT = 2;
  private static final int GAP = 14;

  private final SketchSet set;
  private final long seed;
  private final int examples;
  private final int columns;

  private ContactSheet(SketchSet set, long seed, int examples, int columns) {
    this.set = set;
    this.seed = seed;
    this.examples = examples;
    this.columns = Math.min(columns, set.classes().size());
  }

  /**
   * Training pictures as the networks get them, 64 pixels a side: the classes in alphabetical
   * order, down the columns.
   *
   * @param set what to draw
   * @param seed which world
   * @param examples pictures of each class, at least 1
   * @param columns classes beside each other, at least 1
   * @return the figure; its words name the classes
   * @throws LabException if the numbers are none of these
   */
  public static Figure of(SketchSet set, long seed, int examples, int columns) {
    if (examples < 1 || columns < 1) {
      throw LabException.of(
          "at least 1 example and 1 column", examples + " and " + columns, "try 4 and 3");
    }
    ContactSheet sheet = new ContactSheet(set, seed, examples, columns);
    return new Figure(sheet.paint(), sheet.words(), sheet.title());
  }

  private String title() {
    return set.id()
        + ": "
        + (examples == 1 ? "a drawing" : examples + " drawings")
        + " of each of its "
        + set.classes().size()
        + " classes";
  }

  private String words() {
    return "Small drawn pictures in a grid. "
        + title()
        + ", each class under its name: "
        + String.join(", ", set.classes())
        + ".";
  }

  private BufferedImage paint() {
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    List<String> classes = set.classes();
    int strip = examples * (TILE + SLIT) - SLIT;
    int cell = Math.max(strip, classes.stream().mapToInt(text::stringWidth).max().orElse(0)) + GAP;
    int rows = (classes.size() + columns - 1) / columns;
    int across = (classes.size() + rows - 1) / rows;
    int width = across * cell + GAP;
    List<String> title = Canvas.wrap(title(), heading, width - 2 * GAP);
    int top = GAP + title.size() * heading.getHeight() + GAP / 2;
    int row = text.getHeight() + TILE + GAP;
    BufferedImage image = Canvas.blank(width, top + rows * row);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, title, 0, width, GAP);
    g.setFont(Palette.TICK_FONT);
    for (int c = 0; c < classes.size(); c++) {
      int x = GAP + c / rows * cell;
      int y = top + c % rows * row;
      g.drawString(classes.get(c), x, y + text.getAscent());
      for (int i = 0; i < examples; i++) {
        g.drawImage(
            set.draw(classes.get(c), Split.TRAIN, seed, i, TILE),
            x + i * (TILE + SLIT),
            y + text.getHeight(),
            null);
      }
    }
    g.dispose();
    return image;
  }
}
