package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares one picture of each class, seen coarsely, with what was drawn when the shipped networks
 * were trained. The rasteriser of Java2D differs a little between releases, hence the tolerance. A
 * failure means that the networks no longer see the pictures they were trained on.
 */
class GoldenPicturesTest {
  private static final String FILE = "golden-pictures.txt";

  /** One line per class: set, class, 192 bytes in hexadecimal. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (SketchSet set : SketchSet.values()) {
      for (String name : set.classes()) {
        int[] coarse = CoarsePicture.of(set.draw(name, Split.TEST, 20, 26, 64));
        byte[] bytes = new byte[coarse.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) coarse[i];
        }
        lines.add(set.id() + " " + name + " " + HexFormat.of().formatHex(bytes));
      }
    }
    return lines;
  }

  private static int[] colours(String line) {
    byte[] bytes = HexFormat.of().parseHex(line.split(" ")[2]);
    int[] colours = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      colours[i] = bytes[i] & 255;
    }
    return colours;
  }

  @Test
  void drawingHasNotChanged() throws IOException {
    List<String> golden;
    try (InputStream in = GoldenPicturesTest.class.getResourceAsStream(FILE)) {
      golden = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    List<String> drawn = lines();
    assertEquals(golden.size(), drawn.size());
    for (int i = 0; i < golden.size(); i++) {
      String name = golden.get(i).substring(0, golden.get(i).lastIndexOf(' '));
      assertTrue(drawn.get(i).startsWith(name + " "), name);
      double difference =
          CoarsePicture.meanDifference(colours(golden.get(i)), colours(drawn.get(i)));
      assertTrue(difference < .5, () -> name + " differs by " + difference + " of 255");
    }
  }

  /** Writes the file anew, for when a set is added; args: the folder. */
  public static void main(String[] args) throws IOException {
    Files.write(Path.of(args[0], FILE), lines(), StandardCharsets.US_ASCII);
  }
}
