package io.transferlab.plot;

import io.transferlab.cluster.Clustering;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is in the groups that nobody named: a row for each, with what most of it is and some of its
 * pictures. Low rows, so that ten groups are seen at once.
 */
public final class GroupsFigure {
  /** Drawn pictures as the embedded networks see them. */
  private static final int TILE = 64;

  private static final int CELL = 86;
  private static final int HEAD = 150;
  private static final int GAP = 14;

  private final String title;
  private final ImageSet set;
  private final Clustering groups;
  private final List<String> majorities;
  private final int each;

  private GroupsFigure(String title, ImageSet set, Clustering groups, int each) {
    this.title = title;
    this.set = set;
    this.groups = groups;
    this.each = each;
    majorities =
        groups.majorities(
            set.pictures().stream().mapToInt(Picture::label).toArray(), set.classes());
  }

  /**
   * Shows pictures of each group.
   *
   * @param title what was grouped, and how
   * @param set the pictures, all of them with a row in the clustering
   * @param groups their groups, in the set's order
   * @param each how many pictures of a group at most, 1 to 12, spread evenly over its members
   * @return a row for each group: its commonest class, how many of the group are of it, and the
   *     pictures with their classes
   * @throws LabException if the groups are of other pictures, or one cannot be read
   */
  public static Figure of(String title, ImageSet set, Clustering groups, int each) {
    if (set.size() != groups.clusters().length) {
      throw LabException.of(
          "a group for each of " + set.size() + " pictures",
          groups.clusters().length + " groups",
          "give the set whose features were grouped");
    }
    if (each < 1 || each > 12) {
      throw LabException.of("1 to 12 pictures of a group", String.valueOf(each), "take 6, say");
    }
    GroupsFigure figure = new GroupsFigure(title, set, groups, each);
    return new Figure(figure.paint(), figure.words(), title);
  }

  private List<Picture> shown(int group) {
    int[] members = groups.members(group);
    int count = Math.min(each, members.length);
    return IntStream.range(0, count)
        .mapToObj(i -> set.pictures().get(members[i * members.length / count]))
        .toList();
  }

  private String name(Picture picture) {
    return set.classes().get(picture.label());
  }

  private String words() {
    List<String> rows = new ArrayList<>();
    for (int g = 0; g < groups.count(); g++) {
      rows.add(
          "group "
              + (g + 1)
              + ": "
              + majorities.get(g)
              + " ("
              + String.join(", ", shown(g).stream().map(this::name).toList())
              + ")");
    }
    return "Each row is a group, with its commonest kind, how many of its pictures are of it, and"
        + " the kinds of those shown: "
        + String.join("; ", rows)
        + ".";
  }

  private BufferedImage paint() {
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    int width = HEAD + each * CELL + 2 * GAP;
    List<String> titleLines = Canvas.wrap(title, heading, width - 2 * GAP);
    int top = GAP + titleLines.size() * heading.getHeight() + GAP / 2;
    int row = TILE + text.getHeight() + GAP;
    BufferedImage image = Canvas.blank(width, top + groups.count() * row);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, GAP);
    g.setFont(Palette.TICK_FONT);
    for (int group = 0; group < groups.count(); group++) {
      int y = top + group * row;
      List<String> head = new ArrayList<>(List.of("group " + (group + 1) + ":"));
      head.addAll(Canvas.wrap(majorities.get(group), text, HEAD));
      for (int line = 0; line < head.size(); line++) {
        g.drawString(head.get(line), GAP, y + text.getAscent() + line * text.getHeight());
      }
      List<Picture> pictures = shown(group);
      for (int i = 0; i < pictures.size(); i++) {
        int x = GAP + HEAD + i * CELL;
        paint(g, pictures.get(i), x, y);
        Canvas.centred(
            g, Canvas.wrap(name(pictures.get(i)), text, CELL).subList(0, 1), x, CELL, y + TILE);
      }
    }
    g.dispose();
    return image;
  }

  private static void paint(Graphics2D g, Picture picture, int x, int y) {
    BufferedImage image;
    try {
      image = picture.source().read(TILE);
    } catch (IOException e) {
      throw LabException.reading(picture.key(), e);
    }
    double scale = (double) TILE / Math.max(image.getWidth(), image.getHeight());
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    g.drawImage(image, x + (CELL - width) / 2, y + TILE - height, width, height, null);
  }
}
