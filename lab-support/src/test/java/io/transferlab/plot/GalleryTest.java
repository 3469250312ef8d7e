package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GalleryTest {
  private static BufferedImage picture(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  @Test
  void saysTheCaptionsAndWhatIsRight() {
    Figure figure =
        Gallery.titled("Guesses", 2)
            .add(picture(64, 64), "cat", true)
            .add(picture(10, 300), "cat, guessed dog", false)
            .add(picture(1, 1), "tree")
            .figure("Three guesses.");
    assertEquals(
        "Three guesses. Captions: cat (right); cat, guessed dog (wrong); tree.",
        figure.alternative());
    assertEquals("Guesses", figure.title());
  }

  @Test
  void doesNotRecite() {
    Gallery gallery = Gallery.titled("Many", 6);
    for (int i = 0; i < 100; i++) {
      gallery.add(picture(4, 4), "c" + i);
    }
    String words = gallery.figure("Many.").alternative();
    assertTrue(words.endsWith("c29; and 70 more."), words);
  }

  @Test
  void needsWordsAndColumns() {
    Gallery gallery = Gallery.titled("t", 3).add(picture(4, 4), "c");
    assertThrows(LabException.class, () -> gallery.figure(" "));
    assertThrows(LabException.class, () -> gallery.figure(null));
    assertThrows(LabException.class, () -> Gallery.titled("t", 0));
    assertThrows(LabException.class, () -> Gallery.titled("t", 13));
  }

  @Test
  void growsWithItsCaptionsAndIsDrawnEmptyToo() {
    int plain = Gallery.titled("t", 3).add(picture(4, 4), "c").figure("w").image().getHeight();
    String caption = "a caption of many words that does not fit on one line";
    int wrapped =
        Gallery.titled("t", 3).add(picture(4, 4), caption).figure("w").image().getHeight();
    assertTrue(wrapped > plain);
    assertEquals("Nothing.", Gallery.titled("t", 3).figure("Nothing.").alternative());
  }

  /** Without any white space, also that which regular expressions do not know by default. */
  private static String visible(String text) {
    return text.replaceAll("(?U)[\\s\\p{Z}\\p{C}]+", "");
  }

  @Property(tries = 200)
  void wrapsWithinTheWidthAndLosesNothing(
      @ForAll String text, @ForAll @IntRange(min = 40, max = 300) int width) {
    Assume.that(!visible(text).isEmpty());
    FontMetrics metrics = Canvas.metrics(Palette.TICK_FONT);
    List<String> lines = Canvas.wrap(text, metrics, width);
    assertEquals(visible(text), visible(String.join("", lines)));
    for (String line : lines) {
      boolean single = line.codePointCount(0, line.length()) == 1;
      assertTrue(single || metrics.stringWidth(line) <= width, line);
    }
  }
}
