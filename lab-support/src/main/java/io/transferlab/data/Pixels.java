package io.transferlab.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The decoded pictures of a set at one size. They are read when first asked for and kept while they
 * fit into a quarter of the heap, so that a small set is decoded once and a large one still works.
 * Safe for use by several threads.
 */
public final class Pixels {
  private final ImageSet set;
  private final int size;
  private final AtomicReferenceArray<byte[]> kept;
  private final AtomicLong room;
  private final ConcurrentSkipListMap<String, String> problems = new ConcurrentSkipListMap<>();

  private Pixels(ImageSet set, int size, long room) {
    this.set = set;
    this.size = size;
    this.room = new AtomicLong(room);
    this.kept = new AtomicReferenceArray<>(set.size());
  }

  /**
   * The pixels of a set, nothing read yet.
   *
   * @param set the pictures
   * @param size the side they are used at, in pixels; files are stretched to it
   * @return the reader
   */
  public static Pixels of(ImageSet set, int size) {
    return new Pixels(set, size, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * The same for a single pass: nothing is kept, so that memory does not grow with the set.
   *
   * @param set the pictures
   * @param size the side they are used at, in pixels; files are stretched to it
   * @return the reader
   */
  public static Pixels passing(ImageSet set, int size) {
    return new Pixels(set, size, 0);
  }

  /**
   * One picture.
   *
   * @param index its index in the set
   * @return {@code [size, size, 3]} RGB bytes, not to be changed; null if the picture cannot be
   *     read (see {@link #problems()})
   */
  public byte @Nullable [] rgb(int index) {
    byte[] found = kept.get(index);
    if (found != null) {
      return found;
    }
    Picture picture = set.pictures().get(index);
    byte[] rgb;
    try {
      rgb = bytes(square(picture.source().read(size), size));
    } catch (IOException e) {
      problems.put(picture.key(), String.valueOf(e.getMessage()));
      return null;
    }
    if (room.addAndGet(-rgb.length) >= 0) {
      kept.set(index, rgb);
    }
    return rgb;
  }

  /**
   * The set these are the pixels of.
   *
   * @return the set
   */
  public ImageSet set() {
    return set;
  }

  /**
   * The side of every picture.
   *
   * @return pixels
   */
  public int size() {
    return size;
  }

  /**
   * The pictures that could not be read so far; they take no part in anything.
   *
   * @return one line each: the reason, with the file's name
   */
  public List<String> problems() {
    return List.copyOf(problems.values());
  }

  /**
   * Why a picture could not be read.
   *
   * @param index its index in the set
   * @return the reason, with the file's name; null if it was read, or not yet asked for
   */
  public @Nullable String problem(int index) {
    return problems.get(set.pictures().get(index).key());
  }

  private static BufferedImage square(BufferedImage image, int size) {
    if (image.getType() == BufferedImage.TYPE_INT_RGB
        && image.getWidth() == size
        && image.getHeight() == size) {
      return image;
    }
    BufferedImage from = image;
    // Halve while it is far too large: one bilinear step would skip pixels.
    while (from.getWidth() >= 2 * size && from.getHeight() >= 2 * size) {
      from = scaled(from, from.getWidth() / 2, from.getHeight() / 2);
    }
    return scaled(from, size, size);
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(java.awt.Color.WHITE); // what a transparent picture lies on
    g.fillRect(0, 0, width, height);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return out;
  }

  private static byte[] bytes(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] argb = image.getRGB(0, 0, w, h, null, 0, w);
    byte[] out = new byte[argb.length * 3];
    for (int i = 0; i < argb.length; i++) {
      out[3 * i] = (byte) (argb[i] >> 16);
      out[3 * i + 1] = (byte) (argb[i] >> 8);
      out[3 * i + 2] = (byte) argb[i];
    }
    return out;
  }
}
