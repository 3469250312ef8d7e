package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Split;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SketchCaptionsTest {
  private static final SketchCaptions MANY = SketchCaptions.drawn(Split.TRAIN, 2000, 1);

  private static int[] pixels(SketchCaptions set, int index) throws IOException {
    BufferedImage image = set.pictures().pictures().get(index).source().read(64);
    return image.getRGB(0, 0, 64, 64, null, 0, 64);
  }

  @Test
  void theSameSeedDrawsAndSaysTheSame() throws IOException {
    SketchCaptions again = SketchCaptions.drawn(Split.TRAIN, 3, 1);
    assertEquals(MANY.texts().subList(0, 3), again.texts());
    assertArrayEquals(pixels(MANY, 2), pixels(again, 2));
    SketchCaptions other = SketchCaptions.drawn(Split.TRAIN, 3, 2);
    assertNotEquals(again.texts(), other.texts());
    assertFalse(Arrays.equals(pixels(again, 2), pixels(other, 2)));
  }

  @Test
  void noCombinationIsInTwoParts() {
    Set<SketchAttributes> train = new HashSet<>(MANY.attributes());
    Set<SketchAttributes> validation =
        new HashSet<>(SketchCaptions.drawn(Split.VALIDATION, 1000, 1).attributes());
    Set<SketchAttributes> test =
        new HashSet<>(SketchCaptions.drawn(Split.TEST, 1000, 1).attributes());
    assertTrue(Collections.disjoint(train, validation));
    assertTrue(Collections.disjoint(train, test));
    assertTrue(Collections.disjoint(validation, test));
  }

  /** Each word as often as chance has it, and no two attributes tell of each other. */
  @Test
  void attributesAreDrawnIndependently() {
    for (SketchAttribute one : SketchAttribute.values()) {
      Map<String, Integer> counts = counts(one);
      int expected = MANY.size() / one.words().size();
      assertEquals(Set.copyOf(one.words()), counts.keySet());
      for (int count : counts.values()) {
        assertEquals(expected, count, 4.5 * Math.sqrt(expected), one.title() + counts);
      }
      for (SketchAttribute other : SketchAttribute.values()) {
        boolean related = one == SketchAttribute.COLOUR && other == SketchAttribute.GROUND;
        if (one.compareTo(other) < 0 && !related) {
          double freedom = (one.words().size() - 1) * (other.words().size() - 1);
          assertEquals(1, chiSquare(one, other), 4 * Math.sqrt(2 / freedom), one + " and " + other);
        }
      }
    }
    assertTrue(
        MANY.attributes().stream()
            .noneMatch(a -> a.get(SketchAttribute.COLOUR).equals(a.get(SketchAttribute.GROUND))));
  }

  private static Map<String, Integer> counts(SketchAttribute attribute) {
    Map<String, Integer> counts = new HashMap<>();
    MANY.attributes().forEach(a -> counts.merge(a.get(attribute), 1, Integer::sum));
    return counts;
  }

  /** Pearson's statistic over its degrees of freedom: about 1 for independent attributes. */
  private static double chiSquare(SketchAttribute one, SketchAttribute other) {
    Map<List<String>, Integer> pairs = new HashMap<>();
    MANY.attributes().forEach(a -> pairs.merge(List.of(a.get(one), a.get(other)), 1, Integer::sum));
    Map<String, Integer> rows = counts(one);
    Map<String, Integer> columns = counts(other);
    double sum = 0;
    for (String a : rows.keySet()) {
      for (String b : columns.keySet()) {
        double expected = (double) rows.get(a) * columns.get(b) / MANY.size();
        double off = pairs.getOrDefault(List.of(a, b), 0) - expected;
        sum += off * off / expected;
      }
    }
    return sum / ((rows.size() - 1) * (columns.size() - 1));
  }

  @Test
  void aCaptionNamesEveryAttribute() {
    SketchAttributes mug = all("mug", "red", "small", "left", "blue", "plain");
    Set<String> sentences = new HashSet<>();
    for (long phrasing = 0; phrasing < 400; phrasing++) {
      String text = mug.say(phrasing);
      sentences.add(text);
      assertTrue(text.matches(".*\\ba (small|little|tiny) red mug\\b.*"), text);
      assertTrue(text.matches(".*\\bon the left( side)?\\b.*"), text);
      assertTrue(text.matches(".*\\ba plain blue (wall|background)\\b.*"), text);
    }
    assertTrue(sentences.size() > 40, sentences.size() + " ways of saying it");
    assertTrue(all("owl", "orange", "large", "top", "white", "checked").say(3).length() > 20);
  }

  @Test
  void articlesFitTheirWords() {
    SketchAttributes owl = SketchAttributes.none().with(SketchAttribute.KIND, "owl");
    assertTrue(owl.say(1).contains("an owl"), owl.say(1));
    assertTrue(owl.with(SketchAttribute.COLOUR, "orange").say(1).contains("an orange owl"));
    assertTrue(owl.with(SketchAttribute.SIZE, "large").say(1).contains("a "));
    assertTrue(
        SketchAttributes.none().with(SketchAttribute.COLOUR, "red").say(5).contains("a red thing"));
  }

  private static SketchAttributes all(String... words) {
    SketchAttributes all = SketchAttributes.none();
    for (int i = 0; i < words.length; i++) {
      all = all.with(SketchAttribute.values()[i], words[i]);
    }
    return all;
  }

  /** Two captions of one phrasing that differ in one attribute differ in that place alone. */
  @Test
  void onePhrasingChangesNothingButTheWord() {
    SketchAttributes mug = all("mug", "red", "small", "left", "blue", "plain");
    for (long phrasing = 0; phrasing < 100; phrasing++) {
      String text = mug.say(phrasing);
      assertEquals(
          text.replace("red", "green"), mug.with(SketchAttribute.COLOUR, "green").say(phrasing));
    }
  }

  @Test
  void shorterCaptionsAreTrueAndSayLess() {
    SketchCaptions shorter = MANY.withShorterCaptions(4);
    Map<SketchAttribute, Integer> said = new EnumMap<>(SketchAttribute.class);
    for (int i = 0; i < MANY.size(); i++) {
      SketchAttributes says = shorter.captions().get(i).says();
      assertFalse(says.said().isEmpty());
      assertTrue(says.fits(MANY.attributes().get(i)));
      says.said().forEach(attribute -> said.merge(attribute, 1, Integer::sum));
    }
    assertTrue(said.get(SketchAttribute.KIND) > 1700, said.toString());
    assertEquals(1200, said.get(SketchAttribute.PLACE), 100);
    assertEquals(MANY.pictures(), shorter.pictures());
  }

  /**
   * What is said can be seen, measured on the pixels: most of what differs from the ground lies
   * where the place says, and there is more of it in a large thing.
   */
  @Test
  void whatIsSaidIsSeen() throws IOException {
    Map<String, double[]> bySize = new HashMap<>();
    int placed = 0;
    int looked = 0;
    for (int i = 0; i < 300; i++) {
      SketchAttributes shown = MANY.attributes().get(i);
      if (!shown.get(SketchAttribute.PATTERN).equals("plain")) {
        continue;
      }
      int[] pixels = pixels(MANY, i);
      double n = 0;
      double x = 0;
      double y = 0;
      for (int k = 0; k < pixels.length; k++) {
        if (SketchColours.distance(new Color(pixels[k]), ground(pixels)) > 55) {
          n++;
          x += k % 64 / 63.0;
          y += k / 64 / 63.0;
        }
      }
      double[] sums = bySize.computeIfAbsent(shown.get(SketchAttribute.SIZE), s -> new double[2]);
      sums[0] += n;
      sums[1]++;
      looked++;
      placed += place(x / n - .5, y / n - .5).equals(shown.get(SketchAttribute.PLACE)) ? 1 : 0;
    }
    assertTrue(placed > .85 * looked, placed + " of " + looked + " where they are said to be");
    double[] small = bySize.get("small");
    double[] large = bySize.get("large");
    assertTrue(large[0] / large[1] > 2 * small[0] / small[1], "large things cover more");
  }

  private static String place(double x, double y) {
    if (Math.max(Math.abs(x), Math.abs(y)) < .1) {
      return "middle";
    }
    return Math.abs(x) > Math.abs(y) ? x < 0 ? "left" : "right" : y < 0 ? "top" : "bottom";
  }

  /** The median of the border, channel by channel. */
  private static Color ground(int[] pixels) {
    int[] channels = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      int shift = 8 * channel;
      int[] border = new int[256];
      for (int k = 0; k < 64; k++) {
        border[4 * k] = pixels[k] >> shift & 255;
        border[4 * k + 1] = pixels[63 * 64 + k] >> shift & 255;
        border[4 * k + 2] = pixels[64 * k] >> shift & 255;
        border[4 * k + 3] = pixels[64 * k + 63] >> shift & 255;
      }
      Arrays.sort(border);
      channels[channel] = border[128];
    }
    return new Color(channels[2], channels[1], channels[0]);
  }

  @Test
  void attributesFitWhatSaysAtLeastAsMuch() {
    SketchAttributes mug = all("mug", "red", "small", "left", "blue", "plain");
    assertTrue(SketchAttributes.none().fits(mug));
    assertTrue(mug.without(SketchAttribute.SIZE).fits(mug));
    assertFalse(mug.fits(mug.without(SketchAttribute.SIZE)));
    assertFalse(mug.with(SketchAttribute.COLOUR, "green").fits(mug));
    assertEquals(mug, mug.without(SketchAttribute.SIZE).with(SketchAttribute.SIZE, "small"));
  }

  @Test
  void messagesSayWhichWordsThereAre() {
    LabException colour =
        assertThrows(
            LabException.class, () -> SketchAttributes.none().with(SketchAttribute.COLOUR, "gren"));
    assertTrue(colour.getMessage().contains("green"), colour.getMessage());
    LabException none =
        assertThrows(LabException.class, () -> SketchCaptions.drawn(Split.TEST, 0, 1));
    assertTrue(none.getMessage().contains("at least 1"), none.getMessage());
    LabException silent =
        assertThrows(LabException.class, () -> SketchAttributes.none().get(SketchAttribute.PLACE));
    assertTrue(silent.getMessage().contains("place"), silent.getMessage());
  }
}
