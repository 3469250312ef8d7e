package io.transferlab.plot;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.transferlab.core.Markup;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Drawings as SVG, by VectorGraphics2D, which XChart brings. */
final class Svg {
  private Svg() {}

  /** Draws on a page of so many pixels, and gives it a description for those who cannot see it. */
  static String draw(int width, int height, String alternative, Consumer<Graphics2D> painter) {
    VectorGraphics2D page = new VectorGraphics2D();
    painter.accept(page);
    Document document =
        new SVGProcessor().getDocument(page.getCommands(), new PageSize(width, height));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      document.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String svg = out.toString(StandardCharsets.UTF_8);
    int open = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.substring(0, open)
        + "<desc>"
        + Markup.escaped(alternative)
        + "</desc>"
        + svg.substring(open);
  }
}
