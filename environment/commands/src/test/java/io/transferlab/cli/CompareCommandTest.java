package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison as a person asks for it. */
class CompareCommandTest {
  private static final String[] CLASSES = {"Bär", "camel", "chicken"};

  @TempDir Path folder;

  private Path pictures(int perClass) throws IOException {
    Path root = folder.resolve("meine Fotos");
    int[] written = new int[CLASSES.length];
    for (Picture p : ImageSet.drawn(SketchSet.ANIMALS, Split.TRAIN, perClass, 1).pictures()) {
      if (p.label() < CLASSES.length) {
        Path file =
            root.resolve(CLASSES[p.label()]).resolve("foto" + written[p.label()]++ + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(p.source().read(64), "png", file.toFile());
      }
    }
    return root;
  }

  private static Typed compare(Path target, String... more) {
    return lab(
        Stream.concat(
                Stream.of(
                    "compare",
                    target.toString(),
                    "--sources",
                    "Sketch_Objects",
                    "--ways",
                    "probe",
                    "--no-cache"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void comparesOnAFolderOfPictures() throws IOException {
    Path pictures = pictures(10);
    Path figure = folder.resolve("cost.png");
    Path csv = folder.resolve("all.csv");
    Typed result =
        compare(
            pictures,
            "--quick",
            "--shots",
            "1,20",
            "--figure",
            figure.toString(),
            "--csv",
            csv.toString());
    assertEquals(0, result.status(), result.err());
    String out = result.out();
    assertTrue(out.contains("Networks: Sketch_Objects"), out);
    assertTrue(out.contains("  1 networks and random weights, ") || out.contains("about "), out);
    assertTrue(out.contains("Guessing: 33.3."), out);
    assertTrue(
        out.contains("Not measured: 20 pictures a class: no class has more than 6 training"), out);
    assertTrue(out.contains("Best with all (6) pictures a class: "), out);
    assertTrue(out.contains("Scatter chart: meine Fotos: accuracy against cost. "), out);
    String table = out.substring(0, out.indexOf("Scatter chart"));
    assertTrue(
        table.lines().filter(line -> line.contains("  ")).allMatch(line -> line.length() <= 100),
        table);
    BufferedImage chart = ImageIO.read(figure.toFile());
    assertTrue(chart.getWidth() > 600 && isDrawn(chart));
    List<String> lines = Files.readAllLines(csv);
    assertEquals(1 + 2 * 2 * 2, lines.size(), "networks, shots, draws");
    assertTrue(lines.get(0).startsWith("network,way,picturesPerClass,draw,meanPerClassAccuracy,"));
    assertTrue(lines.get(1).startsWith("Sketch_Objects,probe,6,1,"), lines.get(1));

    JsonObject json = compare(pictures, "--quick", "--shots", "1", "--json").json();
    assertEquals(2, json.getAsJsonArray("networks").size());
    assertEquals(4, json.getAsJsonArray("results").size());
    assertFalse(json.get("stopped").getAsBoolean());
    Set<String> keys = new HashSet<>();
    for (JsonElement row : json.getAsJsonArray("results")) {
      keys.addAll(row.getAsJsonObject().keySet());
      assertTrue(row.getAsJsonObject().get("fromTheBest").getAsDouble() <= 0);
    }
    assertTrue(keys.containsAll(Set.of("meanPerClassAccuracy", "picturesPerClass", "uncertainty")));
    String first = lines.get(1).split(",")[4];
    assertEquals(
        Double.parseDouble(first),
        json.getAsJsonArray("results")
            .get(1)
            .getAsJsonObject()
            .get("meanPerClassAccuracy")
            .getAsDouble(),
        "the same for a seed");
  }

  /** Something of the colour of the probe's marks. */
  private static boolean isDrawn(BufferedImage chart) {
    int blue = new Color(0x0072B2).getRGB();
    for (int y = 0; y < chart.getHeight(); y++) {
      for (int x = 0; x < chart.getWidth(); x++) {
        if (chart.getRGB(x, y) == blue) {
          return true;
        }
      }
    }
    return false;
  }

  private static void refused(Typed result, String expected) {
    assertEquals(1, result.status(), result.out());
    assertTrue(result.err().contains(expected), result.err());
    assertFalse(result.err().contains("Exception"), result.err());
  }

  @Test
  void whatCannotBeComparedIsRefusedInOneLine() throws IOException {
    Path pictures = pictures(4);
    refused(
        lab("compare", pictures.toString(), "--sources", "Sketch_Objekts"),
        "did you mean \"Sketch_Objects\"");
    refused(compare(pictures, "--shots", "0"), "at least 1 picture a class");
    refused(compare(pictures, "--shots", "1,-5"), "at least 1 picture a class");
    refused(compare(pictures, "--draws", "0"), "at least 1 draw");
    refused(compare(pictures, "--budget", "0"), "minutes above 0");
    refused(compare(pictures, "--csv", folder.toString()), "a file after --csv");
    refused(compare(pictures, "--figure", folder.toString()), "a file after --figure");
    refused(
        lab("compare", pictures.toString(), "--ways", "fine-tuned"),
        "ways that leave the networks as they are: probe, fne, head");
    refused(lab("compare", pictures.toString(), "--ways", "prob"), "did you mean \"probe\"");
    refused(compare(folder.resolve("nowhere")), "nowhere");
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.move(pictures.resolve("camel"), alone.resolve("camel"));
    refused(compare(alone), "at least two class folders");
    for (int i = 1; i < 4; i++) {
      Files.delete(pictures.resolve("chicken/foto" + i + ".png"));
    }
    refused(compare(pictures), "at least 3 pictures of each class");
    assertEquals(2, lab("compare").status());
  }
}
