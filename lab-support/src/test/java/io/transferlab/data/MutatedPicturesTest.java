package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.transferlab.testing.Mutations;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

  @Test
  void damagedWebpIsReadOrNamed() {
    Mutations.of(OddPictures.webp(40, 30), OddPictures.webp(9, 9))
        .withName("a.webp")
        .check(this::read);
  }

  /** The end of the data is met at every pixel, and must cost nothing. */
  @Test
  void aWebpWithMorePixelsThanBitsTakesNoMoreMemoryThanItsPixels() throws IOException {
    byte[] webp = OddPictures.webp(16384, 32);
    byte[] few = Arrays.copyOf(webp, 64);
    ByteBuffer head = ByteBuffer.wrap(few).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(4, few.length - 8).putInt(16, few.length - 20);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    BufferedImage image = PictureFiles.read("few.webp", few, 32);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(16384, image.getWidth());
    assertTrue(taken < 64L * 16384 * 32, taken + " bytes");
  }

  private void read(Path file) throws IOException {
    if (Files.exists(file)) {
      PictureFiles.read(file, 32);
      PictureKind.of(file);
    }
  }
}
