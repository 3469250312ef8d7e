package io.transferlab.data;

import io.transferlab.testing.Mutations;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged pictures are decoded or named. */
@Tag("fuzz")
class MutatedPicturesTest {
  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tiff"})
  void damagedPicturesAreReadOrNamed(String format) throws IOException {
    byte[] plain = OddPictures.encode(OddPictures.quarters(1), format);
    byte[] other =
        OddPictures.encode(OddPictures.quarters(20, 30, 1, OddPictures.QUARTERS), format, false);
    byte[] third =
        format.equals("jpg")
            ? OddPictures.withSegment(plain, 0xe1, OddPictures.exif(6, ByteOrder.BIG_ENDIAN))
            : plain;
    Mutations.of(plain, other, third).withName("a." + format).check(this::read);
  }

  @org.junit.jupiter.api.Test
  void damagedWebpIsReadOrNamed() {
    Mutations.of(OddPictures.webp(40, 30), OddPictures.webp(9, 9))
        .withName("a.webp")
        .check(this::read);
  }

  private void read(Path file) throws IOException {
    if (Files.exists(file)) {
      PictureFiles.read(file, 32);
      PictureKind.of(file);
    }
  }
}
