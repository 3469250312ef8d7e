package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import io.transferlab.core.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Pictures are resized and cropped as Pillow 9.4.0 and torchvision 0.14.1 (Debian 12) do it: made
 * by {@code src/test/python/framing_golden.py}.
 */
class FramingGoldenTest {
  private record Golden(String pillow, String torchvision, List<Case> cases) {}

  private record Case(
      @Nullable String file,
      @Nullable String kind,
      int width,
      int height,
      Framing.Fit fit,
      int to,
      Framing.Filter filter,
      int crop,
      @Nullable String rgb,
      @Nullable String sha256) {
    Framing framing() {
      return new Framing(fit, to, filter, crop);
    }

    String title() {
      String what = file == null ? kind + " " + width + " x " + height : file;
      return what + ", " + framing();
    }

    PictureSource source() throws URISyntaxException {
      if (file != null) {
        return new PictureFile(
            Path.of(
                Objects.requireNonNull(FramingGoldenTest.class.getResource("pictures/" + file))
                    .toURI()));
      }
      return size -> picture(Objects.requireNonNull(kind), width, height);
    }
  }

  private static BufferedImage picture(String kind, int w, int h) {
    // Both types that come out of decoders.
    int type = w % 2 == 0 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(w, h, type);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        long[] rgb = colour(kind, x, y, w, h);
        image.setRGB(x, y, (int) ((rgb[0] & 0xff) << 16 | (rgb[1] & 0xff) << 8 | (rgb[2] & 0xff)));
      }
    }
    return image;
  }

  private static long[] colour(String kind, long x, long y, int w, int h) {
    return switch (kind) {
      case "noise" -> {
        long n = (x * 73856093 ^ y * 19349663) & 0x7FFFFFFF;
        n = (n * 1103515245 + 12345) & 0x7FFFFFFF;
        yield new long[] {n >> 5, n >> 11, n >> 19};
      }
      case "gradient" ->
          new long[] {
            x * 255 / Math.max(1, w - 1),
            y * 255 / Math.max(1, h - 1),
            (x + y) * 255 / Math.max(1, w + h - 2)
          };
      case "rings" ->
          new long[] {x * x * 3 + y * y * 5 >> 5, x * y * 7 >> 6, (x - y) * (x - y) >> 3};
      default -> new long[] {x / 3 % 2 * 255, y / 5 % 2 * 255, (x / 2 + y / 2) % 2 * 255};
    };
  }

  @Test
  void squaresAreThoseOfPillow() throws IOException, URISyntaxException {
    Golden golden;
    try (InputStream in =
        Objects.requireNonNull(
            FramingGoldenTest.class.getResourceAsStream("framing-golden.json"))) {
      golden =
          Objects.requireNonNull(
              Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Golden.class));
    }
    assertEquals("9.4.0", golden.pillow());
    assertTrue(golden.cases().size() > 80, "all cases are there");
    List<String> wrong = new ArrayList<>();
    for (Case one : golden.cases()) {
      byte[] found = one.framing().read(one.source());
      if (one.sha256() != null) {
        if (!one.sha256().equals(Sha256.of(found))) {
          wrong.add(one.title() + ": other bytes");
        }
        continue;
      }
      int largest = difference(found, Base64.getDecoder().decode(one.rgb()));
      if (largest > 0) {
        wrong.add(one.title() + ": differs by " + largest);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static int difference(byte[] a, byte[] b) {
    assertEquals(a.length, b.length);
    int most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
    }
    return most;
  }
}
