package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Odd pictures are read as Pillow 9.4.0 (Debian 12) reads them: the files and the values were made
 * by {@code make.py} beside them.
 */
class GoldenPictureFilesTest {
  /** JPEG and lossy WebP decoders differ a little; CMYK has no exact meaning. */
  private static final int CLOSE = 12;

  private record Golden(String pillow, Map<String, Expected> pictures) {}

  private record Expected(int width, int height, String colours) {}

  @Test
  void picturesAreReadAsPillowReadsThem() throws IOException, URISyntaxException {
    Path folder =
        Path.of(GoldenPictureFilesTest.class.getResource("pictures/golden.json").toURI())
            .getParent();
    Golden golden = Json.read(Files.readString(folder.resolve("golden.json")), Golden.class);
    assertEquals("9.4.0", golden.pillow());
    List<String> wrong = new ArrayList<>();
    golden
        .pictures()
        .forEach(
            (name, expected) -> {
              try {
                compare(name, PictureFiles.read(folder.resolve(name), 32), expected, wrong);
              } catch (IOException e) {
                wrong.add(e.getMessage());
              }
            });
    assertEquals("", String.join("\n", wrong));
    assertTrue(golden.pictures().size() > 60, "all files are there");
  }

  private static void compare(
      String name, BufferedImage found, Expected expected, List<String> wrong) {
    int w = found.getWidth();
    int h = found.getHeight();
    if (w != expected.width() || h != expected.height()) {
      wrong.add(name + ": " + w + " x " + h + ", not " + expected);
      return;
    }
    String[] colours = expected.colours().split(" ");
    for (int i = 0; i < colours.length; i++) {
      int rgb = found.getRGB((2 * (i % 4) + 1) * w / 8, (2 * (i / 4) + 1) * h / 8);
      int wanted = Integer.parseInt(colours[i], 16);
      for (int shift = 0; shift <= 16; shift += 8) {
        if (Math.abs((rgb >> shift & 0xff) - (wanted >> shift & 0xff)) > CLOSE) {
          wrong.add("%s: point %d is %06x, not %06x".formatted(name, i, rgb & 0xffffff, wanted));
          return;
        }
      }
    }
  }
}
