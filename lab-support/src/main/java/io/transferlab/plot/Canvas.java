package io.transferlab.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Plain drawing for figures that are not charts: a white picture, and text that is measured. */
final class Canvas {
  private static final String JOINTS = "_-./\\";

  private Canvas() {}

  static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  static Graphics2D pen(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Palette.TEXT);
    return g;
  }

  static FontMetrics metrics(Font font) {
    Graphics2D g = pen(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    FontMetrics metrics = g.getFontMetrics(font);
    g.dispose();
    return metrics;
  }

  /**
   * Breaks a text into lines that fit: at spaces (not before a per cent sign), else behind the
   * signs that join the parts of a name, and only then inside a word.
   */
  static List<String> wrap(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+(?!%)")) {
      String rest = word;
      if (line.length() > 0 && metrics.stringWidth(line + " " + rest) <= width) {
        line.append(' ').append(rest);
        continue;
      }
      if (line.length() > 0) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (metrics.stringWidth(rest) > width && rest.codePointCount(0, rest.length()) > 1) {
        int fits = fitting(rest, metrics, width);
        lines.add(rest.substring(0, fits));
        rest = rest.substring(fits);
      }
      line.append(rest);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** How much of a word fits: at least one character, so that every line makes progress. */
  private static int fitting(String word, FontMetrics metrics, int width) {
    int end = word.offsetByCodePoints(0, 1);
    while (end < word.length()) {
      int next = word.offsetByCodePoints(end, 1);
      if (metrics.stringWidth(word.substring(0, next)) > width) {
        break;
      }
      end = next;
    }
    for (int at = end; at > 1 && end < word.length(); at--) {
      if (JOINTS.indexOf(word.charAt(at - 1)) >= 0) {
        return at;
      }
    }
    return end;
  }

  /** Writes lines one below the other, each in the middle between two edges. */
  static void centred(Graphics2D g, List<String> lines, int left, int width, int top) {
    FontMetrics metrics = g.getFontMetrics();
    int y = top + metrics.getAscent();
    for (String line : lines) {
      g.drawString(line, left + (width - metrics.stringWidth(line)) / 2, y);
      y += metrics.getHeight();
    }
  }
}
