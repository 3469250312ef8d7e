package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SketchMarketTest {
  @TempDir private static Path temporary;
  private static Path market;

  @BeforeAll
  static void write() {
    market = SketchMarket.write(temporary.resolve("new").resolve("market"));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static BufferedImage read(String key) throws IOException {
    Picture picture =
        ImageSet.of(market).pictures().stream()
            .filter(p -> p.key().equals(key))
            .findFirst()
            .orElseThrow();
    return picture.source().read(64);
  }

  private static int[] coarse(BufferedImage picture) {
    BufferedImage square = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = square.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(picture, 0, 0, 64, 64, null);
    g.dispose();
    return CoarsePicture.of(square);
  }

  private static int[] seen(Ware ware, int series, int shot) {
    return coarse(new Snapshot(ware, 11, series, shot).picture());
  }

  private static double difference(int[] a, int[] b) {
    return CoarsePicture.meanDifference(a, b);
  }

  @Test
  void itIsAFolderOfFourClassesOneOfWhichIsSmall() throws IOException {
    ImageSet set = ImageSet.of(market);
    assertEquals(List.of("K\u00fcrbis", "apple", "onion", "pear"), set.classes());
    int[] counts = new int[4];
    set.pictures().forEach(p -> counts[p.label()]++);
    assertArrayEquals(new int[] {49, 49, 25, 48}, counts);
    assertEquals(171, files(market).size());
  }

  @Test
  void noClassIsOneOfADrawnSource() {
    Set<String> known = new HashSet<>(SketchSet.OBJECTS.classes());
    known.addAll(SketchSet.SCENES.classes());
    assertFalse(SketchMarket.nextWeek(1, 1).classes().stream().anyMatch(known::contains));
    assertFalse(SketchMarket.strangers(1, 1).classes().stream().anyMatch(known::contains));
  }

  @Test
  void exactlyOneFileIsDamagedAndTheSizesAreMixed() throws IOException {
    Set<String> sizes = new TreeSet<>();
    Set<String> damaged = new TreeSet<>();
    for (Picture picture : ImageSet.of(market).pictures()) {
      try {
        BufferedImage image = picture.source().read(64);
        sizes.add(image.getWidth() + " x " + image.getHeight());
      } catch (IOException e) {
        damaged.add(picture.key());
      }
    }
    assertEquals(Set.of("apple/s21_3.jpg"), damaged);
    assertTrue(sizes.size() > 12, sizes::toString);
  }

  @Test
  void theSameFolderIsWrittenTwiceAndOtherFilesStay() throws IOException {
    Path again = temporary.resolve("again");
    Path other = again.resolve("pear").resolve("mine.jpg");
    Files.createDirectories(again.resolve("pear"));
    Files.writeString(other, "mine");
    SketchMarket.write(again);
    assertEquals("mine", Files.readString(other));
    for (Path file : files(market)) {
      Path twin = again.resolve(market.relativize(file).toString());
      assertEquals(-1, Files.mismatch(file, twin), twin::toString);
    }
  }

  @Test
  void itsCopiesAreCopies() throws IOException {
    assertEquals(
        -1,
        Files.mismatch(
            market.resolve("apple/s19_2.jpg"), market.resolve("apple/s19_2 (copy).jpg")));
    for (List<String> pair :
        List.of(
            List.of("pear/s45_1.jpg", "pear/holiday.jpg"),
            List.of("K\u00fcrbis/s04_3.jpg", "K\u00fcrbis/forwarded.jpg"))) {
      assertTrue(Files.mismatch(market.resolve(pair.get(0)), market.resolve(pair.get(1))) >= 0);
      double apart = difference(coarse(read(pair.get(0))), coarse(read(pair.get(1))));
      assertTrue(apart < 3, () -> pair + " differ by " + apart);
    }
  }

  @Test
  void onePearLiesAmongTheOnions() throws IOException {
    double apart = difference(coarse(read("onion/s50_3.jpg")), seen(Ware.PEAR, 50, 3));
    assertTrue(apart < 2, () -> "differs by " + apart);
    assertTrue(Files.notExists(market.resolve("pear/s50_3.jpg")));
  }

  /** Shots of a series are alike, but not the same; series are not alike. */
  @Test
  void aSeriesIsOneScene() {
    double within = 0;
    double between = 0;
    for (Ware ware : Ware.values()) {
      for (int series = 1; series <= 8; series++) {
        int[] first = seen(ware, series, 1);
        double shots = difference(first, seen(ware, series, 2));
        assertTrue(shots > 1, ware.title() + " " + series + " is the same shot twice");
        within += shots;
        between += difference(first, seen(ware, series + 50, 1));
      }
    }
    double ratio = between / within;
    assertTrue(ratio > 1.8, () -> "series are " + ratio + " times as far apart as shots");
  }

  @Test
  void nextWeekHasOtherPicturesOfTheSameThings() throws IOException {
    ImageSet week = SketchMarket.nextWeek(20, 1);
    assertEquals(ImageSet.of(market).classes(), week.classes());
    assertEquals(80, week.size());
    Set<Integer> seen = new HashSet<>();
    Set<String> prints = new HashSet<>();
    for (ImageSet set : List.of(week, SketchMarket.nextWeek(20, 2), SketchMarket.strangers(5, 1))) {
      for (Picture picture : set.pictures()) {
        prints.add(picture.source().fingerprint());
        seen.add(Arrays.hashCode(coarse(picture.source().read(64))));
      }
    }
    for (Picture picture : ImageSet.of(market).pictures()) {
      if (!picture.key().equals("apple/s21_3.jpg")) {
        seen.add(Arrays.hashCode(coarse(picture.source().read(64))));
      }
    }
    assertEquals(180, prints.size());
    assertEquals(180 + 170 - 1, seen.size(), "only the copy is seen twice");
    assertThrows(LabException.class, () -> SketchMarket.nextWeek(0, 1));
    assertThrows(LabException.class, () -> SketchMarket.strangers(0, 1));
  }

  @Test
  void strangersAreNoneOfTheFolder() {
    ImageSet others = SketchMarket.strangers(3, 1);
    assertEquals(List.of("banana", "carrot", "egg", "lemon"), others.classes());
    assertEquals(12, others.size());
  }
}
