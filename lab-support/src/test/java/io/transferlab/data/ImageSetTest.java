package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.sketch.SketchSet;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {
  @TempDir Path folder;

  private Path picture(String name, String format, Color color) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(color);
    g.fillRect(0, 0, 40, 30);
    g.dispose();
    ImageIO.write(image, format, file.toFile());
    return file;
  }

  private void twoClasses(int each) throws IOException {
    for (int i = each - 1; i >= 0; i--) {
      picture("red/r" + i + ".png", "png", Color.RED);
      picture("blue/b" + i + ".JPG", "jpg", Color.BLUE);
    }
  }

  @Test
  void classesAndPicturesAreSorted() throws IOException {
    twoClasses(3);
    Files.writeString(folder.resolve("red/Thumbs.db"), "not a picture");
    Files.writeString(folder.resolve("red/.hidden.png"), "not a picture");
    Files.writeString(folder.resolve("README.txt"), "not a class");
    ImageSet set = ImageSet.of(folder);
    assertEquals(List.of("blue", "red"), set.classes());
    assertEquals(
        List.of(
            "blue/b0.JPG", "blue/b1.JPG", "blue/b2.JPG", "red/r0.png", "red/r1.png", "red/r2.png"),
        set.pictures().stream().map(Picture::key).toList());
    assertEquals(List.of(0, 0, 0, 1, 1, 1), set.pictures().stream().map(Picture::label).toList());
  }

  @Test
  void filesAreStretchedToTheSizeAskedFor() throws IOException {
    twoClasses(1);
    Pixels pixels = Pixels.of(ImageSet.of(folder), 16);
    byte[] red = pixels.rgb(1);
    assertEquals(16 * 16 * 3, red.length);
    assertEquals((byte) 255, red[0]);
    assertEquals(0, red[1]);
    byte[] blue = pixels.rgb(0);
    assertTrue((blue[2] & 0xff) > 240, "a JPEG's blue");
  }

  @Test
  void aBrokenPictureCostsOneLineNotTheAfternoon() throws IOException {
    twoClasses(2);
    Path empty = Files.createFile(folder.resolve("red/empty.png"));
    Path text = Files.writeString(folder.resolve("red/text.jpg"), "<html>404</html>");
    Path cut = picture("red/cut.png", "png", Color.RED);
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    Pixels pixels = Pixels.of(ImageSet.of(folder), 8);
    int read = 0;
    for (Batch batch : Batches.inOrder(pixels, p -> {}, 3)) {
      try (batch) {
        read += batch.size();
      }
    }
    assertEquals(4, read);
    assertEquals(3, pixels.problems().size(), pixels.problems().toString());
    for (Path file : List.of(empty, text, cut)) {
      assertTrue(pixels.problems().stream().anyMatch(p -> p.contains(file.toString())));
    }
    assertNull(pixels.rgb(pixels.set().pictures().size() - 1), "text.jpg sorts last");
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws IOException {
    assertMessage("nothing at", () -> ImageSet.of(folder.resolve("missing")));
    assertMessage("at least two class folders", () -> ImageSet.of(folder));
    picture("red/r.png", "png", Color.RED);
    assertMessage("only red", () -> ImageSet.of(folder));
    Files.createDirectory(folder.resolve("blue"));
    assertMessage(
        "only red (left out: 1 folder without pictures (blue))", () -> ImageSet.of(folder));
    picture("blue/b.png", "png", Color.BLUE);
    assertMessage("at least 3 pictures of each class", () -> ImageSet.of(folder).split(.2, .2, 1));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void splitsAreDisjointAndCoverEverything() throws IOException {
    twoClasses(10);
    ImageSet set = ImageSet.of(folder);
    Splits splits = set.split(0.2, 0.2, 3);
    Set<String> all = new HashSet<>();
    for (ImageSet part : List.of(splits.train(), splits.validation(), splits.test())) {
      part.pictures().forEach(p -> assertTrue(all.add(p.key()), p.key() + " is in two parts"));
      assertEquals(set.classes(), part.classes());
    }
    assertEquals(20, all.size());
    assertEquals(12, splits.train().size());
    assertEquals(4, splits.test().size());
    assertEquals(4, splits.withTrain(2, 1).train().size());
    Splits mostTest = set.split(0.05, 0.94, 3);
    assertEquals(2, mostTest.train().size(), "each part keeps one of each class");
    assertEquals(2, mostTest.validation().size());
    assertMessage("sum is below 1", () -> set.split(0.5, 0.5, 3));
    assertMessage("at least 1 picture of each class", () -> set.take(0, 1));
  }

  @Test
  void drawnTargetsShareNoPictureBetweenTheirParts() {
    Splits splits = Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(5));
    Set<String> keys = new HashSet<>();
    List<byte[]> seen = new ArrayList<>();
    for (ImageSet part : List.of(splits.train(), splits.validation().take(5, 1))) {
      Pixels pixels = Pixels.of(part, 64);
      for (int i = 0; i < part.size(); i++) {
        assertTrue(keys.add(part.pictures().get(i).key()));
        byte[] rgb = pixels.rgb(i);
        seen.forEach(s -> assertTrue(!java.util.Arrays.equals(s, rgb)));
        seen.add(rgb);
      }
    }
  }

  @Test
  void theSeedDrawsOtherTrainingPicturesAndTheUsualNumberIsThirty() {
    Splits usual = Targets.open("sketch-catsdogs");
    assertEquals(60, usual.train().size());
    Splits other = Targets.open("sketch-catsdogs", TargetOptions.defaults().withSeed(2));
    assertTrue(
        java.util.Collections.disjoint(
            usual.train().pictures().stream().map(Picture::key).toList(),
            other.train().pictures().stream().map(Picture::key).toList()));
    assertEquals(
        usual.test().pictures().stream().map(Picture::key).toList(),
        other.test().pictures().stream().map(Picture::key).toList());
    assertMessage(
        "at least 1 training picture", () -> TargetOptions.defaults().withPerClass(0).perClass());
  }

  @Test
  void unknownTargetsOfferTheNearest() {
    assertMessage("did you mean \"sketch-catsdogs\"", () -> Targets.open("sketch-catdogs"));
    assertMessage("nothing at", () -> Targets.open("no/such/folder"));
  }

  @Test
  void aPassGivesEveryPictureOnceAndTheSameOneEachTime() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 5, 1);
    Pixels pixels = Pixels.of(set, 32);
    List<Float> first = sums(Batches.shuffled(pixels, p -> {}, Augmentation.defaults(), 4, 9));
    assertEquals(first, sums(Batches.shuffled(pixels, p -> {}, Augmentation.defaults(), 4, 9)));
    assertEquals(3, first.size());
    List<Float> other = sums(Batches.shuffled(pixels, p -> {}, Augmentation.defaults(), 4, 10));
    assertTrue(!first.equals(other), "another seed, another epoch");
  }

  private static List<Float> sums(Batches batches) {
    List<Float> sums = new ArrayList<>();
    for (Batch batch : batches) {
      try (batch) {
        sums.add(batch.input().sumNumber().floatValue());
      }
    }
    return sums;
  }

  @Test
  void withoutAugmentationPixelsStayAsTheyAre() {
    byte[] rgb = new byte[4 * 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (5 * i);
    }
    float[] out = new float[rgb.length + 2];
    Augmentation.NONE.write(rgb, 4, new SplittableRandom(1), out, 2);
    float[] expected = new float[out.length];
    for (int i = 0; i < rgb.length; i++) {
      expected[i + 2] = rgb[i] & 0xff;
    }
    assertArrayEquals(expected, out);
  }

  @Test
  void aRandomCropShowsAWindowOfThePicture() {
    int size = 16;
    byte[] ramp = new byte[size * size * 3];
    for (int i = 0; i < size * size; i++) {
      ramp[3 * i] = (byte) (10 * (i % size)); // red grows to the right
      ramp[3 * i + 1] = (byte) (10 * (i / size)); // green grows downwards
    }
    Set<Float> lefts = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      float[] out = new float[ramp.length];
      Augmentation.NONE.withCrop(0.5).write(ramp, size, new SplittableRandom(seed), out, 0);
      float width = out[3 * (size - 1)] - out[0];
      float height = out[3 * size * (size - 1) + 1] - out[1];
      assertTrue(width >= 10 * (size / 2 - 1) - 1 && width <= 150, "half of the side at least");
      assertEquals(width, height, 12, "a square window");
      for (int x = 1; x < size; x++) {
        assertTrue(out[3 * x] >= out[3 * (x - 1)], "in order");
      }
      lefts.add(out[0]);
    }
    assertTrue(lefts.size() > 5, "different windows");
    assertMessage("crop in 0 to 0.9", () -> Augmentation.NONE.withCrop(1));
  }

  @Test
  void aFlipMirrorsLeftAndRight() {
    byte[] rgb = {10, 20, 30, 40, 50, 60, 11, 21, 31, 41, 51, 61};
    Augmentation flip = Augmentation.NONE.withFlip(true);
    Set<Float> firsts = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      float[] out = new float[12];
      flip.write(rgb, 2, new SplittableRandom(seed), out, 0);
      firsts.add(out[0]);
      assertEquals(out[0] == 10 ? 40 : 10, out[3]);
    }
    assertEquals(Set.of(10f, 40f), firsts, "both ways happen");
  }

  @Test
  void fewerMayBeHeldBackAndTheyAreAlwaysTheSame() {
    Splits splits = Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(2));
    Splits fewer = splits.withFewerHeldBack(3, 5);
    assertEquals(splits.train(), fewer.train());
    assertEquals(6, fewer.validation().size());
    assertEquals(10, fewer.test().size());
    assertEquals(
        fewer.test().pictures().stream().map(Picture::key).toList(),
        splits.withFewerHeldBack(3, 5).test().pictures().stream().map(Picture::key).toList());
  }
}
