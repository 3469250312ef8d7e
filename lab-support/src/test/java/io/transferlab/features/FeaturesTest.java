package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.factory.Nd4j;

class FeaturesTest {
  private final Features features =
      Features.of(
          "given",
          Nd4j.create(new float[][] {{1, 0, 5}, {2, 0, -5}, {3, 0, 0}}),
          new int[] {0, 1, 0},
          List.of("cat", "dog", "owl"),
          List.of("cat/1", "dog/1", "cat/2"));

  @Test
  void tellsOfColumnsValuesAndClasses() {
    assertArrayEquals(new double[] {5, -5, 0}, features.column(2));
    assertEquals(2, features.liveliestColumn());
    assertEquals(6 / 9.0, features.mean(), 1e-12);
    assertEquals(9, features.values());
    assertEquals(4, features.count(value -> value == 0));
    assertEquals(4 / 9.0, features.share(value -> value == 0));
    assertEquals("dog", features.className(1));
    assertMessage("a column from 0 to 2", () -> features.column(3));
  }

  @Test
  void givesTheRowsOfAClass() {
    Features cats = features.ofClass("cat");
    assertEquals(List.of("cat/1", "cat/2"), cats.keys());
    assertArrayEquals(new float[] {3, 0, 0}, cats.row(1));
    assertEquals(features.classes(), cats.classes());
    assertMessage("did you mean \"dog\"", () -> features.ofClass("dig"));
    assertMessage("no picture of owl", () -> features.ofClass("owl"));
  }

  /** More rows than are taken at a time. */
  @Test
  void takesManyRowsAndAveragesManyViews() {
    int pictures = 150;
    float[][] rows = new float[10 * pictures][3];
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i, -i, i % 10};
      keys.add("cat/" + i / 10);
    }
    Features all =
        new Features(
            "crops",
            Nd4j.create(rows),
            new FeatureRows(new int[rows.length], List.of("cat"), keys, 10, List.of()),
            Map.of("fc", new Columns(0, 3)),
            Provenance.none());
    int[] which = IntStream.range(0, 333).map(i -> (i * 7 + 5) % rows.length).toArray();
    Features some = all.rows(which);
    Features means = all.averaged();
    assertEquals(pictures, means.size());
    for (int i = 0; i < which.length; i++) {
      assertArrayEquals(rows[which[i]], some.row(i));
      assertEquals(keys.get(which[i]), some.keys().get(i));
    }
    for (int i = 0; i < pictures; i++) {
      assertArrayEquals(new float[] {10 * i + 4.5f, -10 * i - 4.5f, 4.5f}, means.row(i), 1e-3f);
    }
  }

  @Test
  void takesWhatWasComputedFromItRowByRow() {
    Features other =
        features.withMatrix(Nd4j.create(new float[][] {{1, 2}, {3, 4}, {5, 6}}), "map");
    assertEquals(List.of("map"), other.layers());
    assertArrayEquals(new float[] {3, 4}, other.row(1));
    assertEquals(features.keys(), other.keys());
    assertMessage("3 rows", () -> features.withMatrix(Nd4j.ones(2, 2), "map"));
    assertMessage(
        "finite",
        () -> features.withMatrix(Nd4j.valueArrayOf(new long[] {3, 1}, Float.NaN), "map"));
  }

  @Test
  void takesOtherLabelsAndNames() {
    Features other = features.withLabels(new int[] {2, 2, 1}).withName("mixed");
    assertEquals("mixed", other.name());
    assertTrue(other.toString().startsWith("mixed: 3 x 3 features"), other.toString());
    assertArrayEquals(new int[] {2, 2, 1}, other.labels());
    assertEquals(features.keys(), other.keys());
    assertEquals(features.layers(), other.layers());
    assertArrayEquals(new int[] {0, 1, 0}, features.labels());
    assertMessage("2 labels and 3 keys", () -> features.withLabels(new int[2]));
    assertMessage("labels from 0 to 2", () -> features.withLabels(new int[] {0, 0, 3}));
  }

  @Test
  void pixelsAreMeansOfFour() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(255, 51, 0));
    g.fillRect(0, 0, 2, 2);
    g.setColor(Color.WHITE);
    g.fillRect(2, 0, 1, 2); // half of the next four
    g.dispose();
    Picture good = new Picture("a/1", 1, side -> image);
    Picture bad =
        new Picture(
            "a/2",
            1,
            side -> {
              throw new IOException("a/2: the file is empty");
            });
    Features pixels =
        PixelFeatures.of(ImageSet.of("set", List.of("b", "a"), List.of(bad, good)), 2);
    assertEquals(List.of("a/1"), pixels.keys());
    assertArrayEquals(new int[] {1}, pixels.labels());
    assertEquals(List.of("pixels"), pixels.layers());
    assertEquals(List.of("a/2: the file is empty"), pixels.problems());
    float[] expected = {1, .2f, 0, .5f, .5f, .5f, 0, 0, 0, 0, 0, 0};
    assertArrayEquals(expected, pixels.row(0), 1e-6f);
    assertMessage(
        "a/2", () -> PixelFeatures.of(ImageSet.of("set", List.of("b", "a"), List.of(bad)), 2));
    assertMessage(
        "a side of 32 is usual",
        () -> PixelFeatures.of(ImageSet.of("set", List.of("b", "a"), List.of(good)), 0));
  }

  private static void assertMessage(String part, Executable work) {
    LabException e = assertThrows(LabException.class, work);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
