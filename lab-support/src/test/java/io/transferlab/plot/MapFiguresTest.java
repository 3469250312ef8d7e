package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.projection.Projection;
import io.transferlab.projection.TsneStep;
import io.transferlab.testing.Captured;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MapFiguresTest {
  private static final List<String> NAMES = List.of("cat", "dog", "cow");

  /** Three groups: cats and dogs side by side, cows far away. */
  private static Projection map(int n) {
    Random dice = new Random(1);
    float[][] points = new float[n][];
    for (int i = 0; i < n; i++) {
      float middle = new float[] {0, 10, 100}[i % 3];
      points[i] = new float[] {middle + (float) dice.nextGaussian(), (float) dice.nextGaussian()};
    }
    INDArray matrix = Nd4j.createFromArray(points);
    return Projection.of(matrix, "t-SNE", Map.of());
  }

  private static int[] labels(int n) {
    return IntStream.range(0, n).map(i -> i % 3).toArray();
  }

  @Test
  void theWordsTellWhatIsNearWhat() {
    String words = ScatterMap.of("Pets", map(90)).classes(labels(90), NAMES).alternative();
    assertTrue(words.startsWith("Map: Pets. 90 points, by t-SNE. 3 classes."), words);
    assertTrue(words.contains("100 % are of its class (33 % by chance)"), words);
    assertTrue(words.contains("lie nearest: cat and dog;"), words);
  }

  @Test
  void everyPointIsInsideThePictureAndEveryClassInTheLegend() {
    Figure figure = ScatterMap.of("Pets", map(90)).classes(labels(90), NAMES).side(300).figure();
    Set<Integer> colours = new HashSet<>();
    BufferedImage image = figure.image();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
        if (x < 10 || y > image.getHeight() - 10) {
          assertEquals(Color.WHITE.getRGB(), image.getRGB(x, y), "margin at " + x + ", " + y);
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      assertTrue(colours.contains(ClassMarks.colour(i).getRGB()), "colour of " + NAMES.get(i));
    }
  }

  @Test
  void seventyClassesDifferByColourOrMark() {
    Set<List<Object>> pairs = new HashSet<>();
    for (int i = 0; i < 70; i++) {
      BufferedImage mark = Canvas.blank(21, 21);
      ClassMarks.paint(Canvas.pen(mark), i, 10, 10, 13);
      List<Object> pixels = new ArrayList<>();
      for (int p = 0; p < 441; p++) {
        pixels.add(mark.getRGB(p % 21, p / 21));
      }
      assertTrue(pairs.add(pixels), "class " + i + " looks like another");
    }
  }

  @Test
  void svgKeepsTheWords(@TempDir Path folder) throws Exception {
    Path svg = ScatterMap.of("A < B & C", map(30)).svg(folder.resolve("map.svg"));
    String text = Files.readString(svg);
    assertTrue(text.contains("<desc>Map: A &lt; B &amp; C. 30 points"), text.substring(0, 400));
    var document =
        javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    document.setEntityResolver((a, b) -> new org.xml.sax.InputSource(new java.io.StringReader("")));
    assertEquals("svg", document.parse(svg.toFile()).getDocumentElement().getTagName());
  }

  @Test
  void labelsNeverOverlap() {
    LabelPlacer placer = new LabelPlacer(new Rectangle2D.Double(0, 0, 400, 300));
    Random dice = new Random(2);
    List<Rectangle2D> placed = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Optional<Rectangle2D> place =
          placer.place(180 + dice.nextInt(40), 130 + dice.nextInt(40), 50, 14);
      if (place.isPresent()) {
        assertTrue(placed.stream().noneMatch(place.get()::intersects), "label " + i);
        placed.add(place.get());
      }
    }
    assertTrue(placed.size() > 40, placed.size() + " of 60 found a place");
  }

  @Test
  void wordsAreNamedWithTheirNeighbours() {
    WordMap map = WordMap.of("Words", map(6), List.of("a", "b", "c", "d", "e", "f"));
    assertTrue(map.alternative().contains("a next to d"), map.alternative());
    assertTrue(map.figure().image().getWidth() > 600);
    assertThrows(LabException.class, () -> WordMap.of("Words", map(3), List.of("a")));
  }

  @Test
  void thumbnailsHaveCellsOfTheirOwn() {
    List<Integer> asked = new ArrayList<>();
    Figure figure =
        ThumbnailMap.of(
                "Pets",
                map(60),
                i -> {
                  asked.add(i);
                  BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
                  image.createGraphics().fillRect(0, 0, 4, 4);
                  image.setRGB(1, 1, i);
                  return image;
                })
            .classes(labels(60), NAMES)
            .figure();
    assertEquals(asked.size(), new HashSet<>(asked).size(), "each picture is asked for once");
    assertTrue(asked.size() >= 30, asked.size() + " drawn");
    assertTrue(figure.alternative().contains("Drawn as " + asked.size() + " small pictures; "));
    assertTrue(figure.alternative().contains((60 - asked.size()) + " found no free place"));
  }

  @Test
  void pointsFarApartAllFindACell() {
    INDArray line = Nd4j.createFromArray(new float[][] {{0, 0}, {5, 0}, {10, 0}, {10, 10}});
    ThumbnailMap map =
        ThumbnailMap.of(
            "Line",
            Projection.of(line, "PCA", Map.of()),
            i -> new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
    assertTrue(map.figure().alternative().endsWith("Drawn as 4 small pictures."));
    assertEquals(400 + 32, map.size(420, 98).figure().image().getWidth());
    assertThrows(LabException.class, () -> map.size(100, 20));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, map::figure);
    assertTrue(Thread.interrupted());
  }

  @Test
  void aLiveMapKeepsTheDivergence() {
    LiveMap live = new LiveMap("Pets", labels(9), NAMES, true, () -> 0L);
    live.onStep(new TsneStep(0, 50, 3.0, map(9).points()));
    live.onStep(new TsneStep(25, 50, 1.0, map(9).points()));
    assertTrue(live.figure().title().contains("step 25 of 50"));
    assertTrue(live.divergence().alternative().contains("falls from 3 at step 0 to 1 at step 25"));
    live.close();
  }

  @Test
  void aMapThatGrowsWithinASecondIsSeenGrowing() {
    LiveMap live = new LiveMap("Pets", labels(9), NAMES, true, () -> 0L);
    List<String> frames =
        Captured.lines(
            () -> {
              for (int step = 0; step <= 750; step += 25) {
                live.onStep(new TsneStep(step, 750, 1.0, map(9).points()));
              }
            });
    assertEquals(11, frames.size(), frames.toString());
    assertTrue(frames.get(1).contains("step 75 of 750"), frames.get(1));
  }

  @Test
  void wrongPointsAreRefused() {
    Projection map = map(9);
    ScatterMap scatter = ScatterMap.of("Pets", map);
    assertThrows(LabException.class, () -> scatter.classes(labels(8), NAMES));
    assertThrows(LabException.class, () -> scatter.classes(labels(9), List.of("cat")));
    assertThrows(LabException.class, () -> scatter.side(10));
    map.points().putScalar(0, 0, Double.NaN);
    assertThrows(LabException.class, () -> ScatterMap.of("Pets", map));
    assertThrows(
        LabException.class,
        () -> ScatterMap.of("Pets", Projection.of(Nd4j.ones(3, 3), "PCA", Map.of())));
  }

  @Test
  void allPointsAtOnePlaceAreDrawnToo() {
    Figure figure = ScatterMap.of("One", Projection.of(Nd4j.ones(5, 2), "PCA", Map.of())).figure();
    assertFalse(figure.alternative().isBlank());
  }
}
