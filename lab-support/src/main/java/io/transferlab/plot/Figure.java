package io.transferlab.plot;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.notebook.Notebook;
import io.transferlab.notebook.Showable;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A picture together with the same in words.
 *
 * @param image the picture
 * @param alternative what a reader who does not see the picture needs to know; never blank
 * @param title a short name, also never blank
 */
public record Figure(BufferedImage image, String alternative, String title) implements Showable {
  /**
   * Checks that the figure has its words.
   *
   * @param image the picture
   * @param alternative what a reader who does not see the picture needs to know; never blank
   * @param title a short name, also never blank
   */
  public Figure {
    if (image == null) {
      throw LabException.of("a picture", "none", "draw one first");
    }
    if (alternative == null || alternative.isBlank()) {
      throw LabException.of(
          "a text alternative of the figure",
          "none",
          "say in a sentence or two what the figure shows, with its main numbers");
    }
    if (title == null || title.isBlank()) {
      throw LabException.of("a title of the figure", "none", "give it a few words");
    }
  }

  /**
   * The same picture with other words: whoever looks at it can say more than a program.
   *
   * @param words what a reader who does not see the picture needs to know
   * @return the figure with these words
   */
  public Figure withAlternative(String words) {
    return new Figure(image, words, title);
  }

  /** Shows the figure below the cell; without a notebook prints its words. */
  public void show() {
    Notebook.show(this);
  }

  /**
   * Writes the figure as PNG. The file appears whole or not at all.
   *
   * @param png where to write; its folder is made if it is missing
   * @return the file written
   * @throws LabException if the file cannot be written
   */
  public Path save(Path png) {
    AtomicFiles.write(png, out -> out.write(png()));
    return png;
  }

  /**
   * Returns the picture as PNG bytes.
   *
   * @return a complete PNG file
   */
  public byte[] png() {
    return new PngBytes(image).exact();
  }

  @Override
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("image/png", Base64.getEncoder().encodeToString(new PngBytes(image).shown()));
    bundle.put("text/plain", alternative);
    return bundle;
  }

  @Override
  public Map<String, Object> mimeMetadata() {
    return Map.of("image/png", Map.of("alt", alternative));
  }

  @Override
  public String plainText() {
    // Spares the drawing of a PNG where only the words are wanted.
    return alternative;
  }

  @Override
  public String toString() {
    return alternative;
  }
}
