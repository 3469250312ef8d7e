package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
    assertThrows(LabException.class, gallery::show);
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

  private static ImageSet drawn(int perClass) {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, perClass, 1);
  }

  @Test
  void showsTheFirstPicturesOfEachClassWithItsName() {
    Figure figure = Gallery.of("Training pictures", drawn(5), 3).figure();
    assertEquals(
        "Pictures of sketch-catsdogs, each with the name of its class."
            + " Captions: cat; cat; cat; dog; dog; dog.",
        figure.alternative());
    assertEquals("Training pictures", figure.title());
    // Three of a class fill a row: two rows are higher than one.
    assertTrue(
        figure.image().getHeight()
            > Gallery.of("Training pictures", drawn(5), 3, "dog").figure().image().getHeight());
    assertTrue(Gallery.of("All", drawn(2), 12).figure("w").alternative().contains("dog; dog."));
  }

  @Test
  void choosesClassesAndKnowsTheNearest() {
    assertEquals(
        "Two dogs. Captions: dog; dog.",
        Gallery.of("t", drawn(4), 2, "dog").figure("Two dogs.").alternative());
    String refusal =
        assertThrows(LabException.class, () -> Gallery.of("t", drawn(1), 1, "dgo")).getMessage();
    assertTrue(refusal.contains("dgo") && refusal.contains("dog"), refusal);
    assertThrows(LabException.class, () -> Gallery.of("t", drawn(1), 0));
    assertThrows(LabException.class, () -> Gallery.of("t", drawn(1), 13));
  }

  @Test
  void takesLabelledPicturesAndSaysWhichCannotBeRead() {
    Picture cat = drawn(1).pictures().get(0);
    assertEquals(
        "Two. Captions: a cat; dog (wrong).",
        Gallery.titled("t", 2)
            .add(cat, "a cat")
            .add(cat, "dog", false)
            .figure("Two.")
            .alternative());
    Picture gone =
        new Picture(
            "cat/7.jpg",
            0,
            side -> {
              throw new IOException("cut off");
            });
    String refusal =
        assertThrows(LabException.class, () -> Gallery.titled("t", 1).add(gone, "c")).getMessage();
    assertTrue(refusal.startsWith("Could not read cat/7.jpg: "), refusal);
  }

  @Test
  void marksGuesses() {
    Gallery gallery = Gallery.titled("t", 2);
    assertEquals(
        "Two. Captions: cat (right); cat? It is dog (wrong).",
        gallery.add(drawn(1), 0, "cat").add(drawn(1), 1, "cat").figure("Two.").alternative());
  }

  @Test
  void breaksANameWhereItIsJoined() {
    FontMetrics metrics = Canvas.metrics(Palette.TICK_FONT);
    int width = metrics.stringWidth("holiday_2024");
    assertEquals(
        List.of("holiday_", "photograph.", "jpeg"),
        Canvas.wrap("holiday_photograph.jpeg", metrics, width));
  }

  @Test
  void leavesAPerCentSignWithItsNumber() {
    FontMetrics metrics = Canvas.metrics(Palette.TICK_FONT);
    int width = metrics.stringWidth("onion 74.7 %, pear 2.0");
    assertEquals(
        List.of("onion 74.7 %, pear", "2.0 %"),
        Canvas.wrap("onion 74.7 %, pear 2.0 %", metrics, width));
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
