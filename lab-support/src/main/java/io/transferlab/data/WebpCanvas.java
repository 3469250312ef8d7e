package io.transferlab.data;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The canvas of an animated WebP: its first frame may cover a part of it only (WebP container
 * specification, chunks VP8X and ANMF). The rest is transparent if the file says that it has
 * transparency, otherwise black, as Pillow does.
 */
final class WebpCanvas {
  private static final int FIRST_CHUNK = 12;
  private static final int HEAD = 8;
  private static final int ALPHA = 0x10;
  private static final int ANIMATION = 0x02;
  private static final int BLACK = 0xff000000;

  private WebpCanvas() {}

  /**
   * Puts a picture on its canvas.
   *
   * @param b the file
   * @param image its first frame, as decoded
   * @param width of that frame in the file
   * @param height of that frame in the file
   * @return the same picture if it covers the canvas, was decoded coarsely, or does not move
   */
  static BufferedImage of(byte[] b, BufferedImage image, int width, int height) {
    ByteBuffer in = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    int w = 0;
    int h = 0;
    int flags = 0;
    long at = FIRST_CHUNK;
    while (at + HEAD + 10 <= b.length) {
      int content = (int) at + HEAD;
      if (PictureMetadata.is(b, (int) at, "VP8X")) {
        flags = b[content];
        w = u24(in, content + 4) + 1;
        h = u24(in, content + 7) + 1;
      } else if (PictureMetadata.is(b, (int) at, "ANMF")) {
        Rectangle frame =
            new Rectangle(2 * u24(in, content), 2 * u24(in, content + 3), width, height);
        boolean inside = frame.x + width <= w && frame.y + height <= h;
        return inside && (flags & ANIMATION) != 0
            ? GifCanvas.place(image, frame, w, h, (flags & ALPHA) != 0 ? 0 : BLACK)
            : image;
      }
      long size = in.getInt((int) at + 4) & 0xffffffffL;
      at += HEAD + size + size % 2;
    }
    return image;
  }

  private static int u24(ByteBuffer in, int at) {
    return in.getShort(at) & 0xffff | (in.get(at + 2) & 0xff) << 16;
  }
}
