package io.transferlab.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.PictureFacts;
import io.transferlab.data.SeenPicture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies that were made of drawn pictures, and how many of them are found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwinsTest {
  private static final int PICTURES = 120;
  private final List<BufferedImage> drawn = new ArrayList<>();

  @BeforeAll
  void draw() throws IOException {
    for (Picture p : ImageSet.drawn(SketchSet.ANIMALS, Split.TRAIN, PICTURES / 10, 3).pictures()) {
      drawn.add(p.source().read(128));
    }
  }

  private static Glance glance(BufferedImage image) {
    return Glance.of(
        new SeenPicture(
            image,
            new PictureFacts("PNG", false, image.getWidth(), image.getHeight(), false, false, "")));
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        way("compressed a lot", i -> Copies.compressed(i, 0.1f), Likeness.NEARLY, 1),
        way("half the size", i -> Copies.resized(i, 0.5, 0.5), Likeness.NEARLY, 1),
        way("larger", i -> Copies.resized(i, 1.7, 1.7), Likeness.NEARLY, 1),
        way("squeezed", i -> Copies.resized(i, 1, 0.75), Likeness.NEARLY, 1),
        way("brighter", i -> Copies.brighter(i, 1.3), Likeness.NEARLY, 0.97),
        way("darker", i -> Copies.brighter(i, 0.6), Likeness.NEARLY, 1),
        way("without colour", Copies::grey, Likeness.NEARLY, 1),
        way("with a mark on it", Copies::marked, Likeness.NEARLY, 0.65),
        way("mirrored", Copies::mirrored, Likeness.TURNED, 0.97),
        way("a quarter", Copies::quarter, Likeness.TURNED, 0.97),
        way("upside down", i -> Copies.quarter(Copies.quarter(i)), Likeness.TURNED, 0.97),
        way("0.9 of it", i -> Copies.cut(i, 0.9, 0.3), Likeness.PART, 0.95),
        way("0.8 of it", i -> Copies.cut(i, 0.8, 0.6), Likeness.PART, 0.8),
        way("0.7 of it", i -> Copies.cut(i, 0.7, 0.1), Likeness.PART, 0.4));
  }

  private static Arguments way(
      String name, UnaryOperator<BufferedImage> way, Likeness how, double recall) {
    return Arguments.of(name, way, how, recall);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void findsCopiesAndNothingElse(
      String name, UnaryOperator<BufferedImage> way, Likeness how, double recall) {
    List<Glance> glances = new ArrayList<>(drawn.stream().map(TwinsTest::glance).toList());
    int copies = PICTURES / 3;
    for (int i = 0; i < copies; i++) {
      glances.add(glance(way.apply(drawn.get(3 * i))));
    }
    List<Alike> found = Twins.of(glances.toArray(Glance[]::new));
    long right = 0;
    for (Alike pair : found) {
      assertEquals(
          pair.first(), 3 * (pair.second() - PICTURES), () -> "not made as a copy: " + pair);
      right++;
    }
    long as = found.stream().filter(p -> p.how() == how).count();
    assertTrue(right >= recall * copies, right + " of " + copies);
    assertTrue(as >= 0.8 * right, () -> "told as " + found);
  }

  @Test
  void equalPicturesArePairedWithTheFirstAlone() {
    Glance[] same =
        IntStream.range(0, 400).mapToObj(i -> glance(drawn.get(0))).toArray(Glance[]::new);
    List<Alike> found = Twins.of(same);
    assertEquals(399, found.size());
    assertTrue(found.stream().allMatch(p -> p.first() == 0 && p.how() == Likeness.SAME_PIXELS));
    assertEquals(1, IntStream.of(Seen.groups(400, found)).distinct().count());
  }

  @Test
  void aPictureThatCouldNotBeReadAndOneOfOneColourArePassedOver() {
    BufferedImage plain = new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB);
    BufferedImage other = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
    assertEquals(List.of(), Twins.of(new Glance[] {null, glance(plain), null, glance(other)}));
  }

  @Test
  void theHashOfATurnedPictureIsTheTurnedHash() {
    for (int i = 0; i < 20; i++) {
      Thumb thumb = Thumb.of(drawn.get(i));
      for (int t = 0; t < Turn.COUNT; t++) {
        PerceptualHash turned = PerceptualHash.of(thumb.turned(Turn.of(t)));
        // A frequency that is all but absent may come out with either sign.
        int apart = PerceptualHash.of(thumb).turned(Turn.of(t)).distance(turned);
        assertTrue(apart <= 1, "turn " + t + ": " + apart);
      }
    }
  }

  @Test
  void aThumbIsTheMeanOfThePixels() {
    BufferedImage noise = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    int[][] sums = new int[32][32];
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        int green = random.nextInt(256);
        noise.setRGB(x, y, green << 8);
        sums[y / 2][x / 3] += green;
      }
    }
    Thumb thumb = Thumb.of(noise);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        assertEquals(sums[y][x] / 6.0, thumb.value(x, y, 1), 0.51);
      }
    }
    assertEquals(1.5, thumb.aspect());
    BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    dot.setRGB(0, 0, 0x102030);
    assertEquals(0x20, Thumb.of(dot).value(31, 31, 1), "smaller than a thumb");
  }
}
