package io.transferlab.data;

import io.transferlab.core.LabException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;

/**
 * How a picture of any shape becomes the square of pixels that a network takes. It belongs to the
 * weights as the normalisation does: a network that was trained on pictures cut from their middle
 * answers a little worse on stretched ones, and nothing tells.
 *
 * <p>The course's own networks stretch ({@link #stretched}). All others resize and crop as
 * torchvision does with Pillow, to the same bytes: {@link #shortSide} and {@link #squeezed}.
 *
 * @param fit what happens to the shape
 * @param to the side that is resized to, in pixels
 * @param filter how pixels are weighed; of a stretched picture always bilinear
 * @param side of the square that is cut from the middle, in pixels, at most {@code to}
 */
public record Framing(Fit fit, int to, Filter filter, int side) {
  /** What happens to the shape of a picture. */
  public enum Fit {
    /**
     * The whole picture fills the square, whatever that does to its shape; by Java2D, in bilinear
     * steps.
     */
    STRETCHED,
    /** The shorter side gets the length, the longer one keeps its ratio; the middle is cut out. */
    SHORT_SIDE,
    /** Both sides get the length, whatever that does to the shape; the middle is cut out. */
    SQUEEZED
  }

  /**
   * The weight of an old pixel in a new one, by their distance (in new pixels where the picture
   * becomes smaller). Those of Pillow.
   */
  public enum Filter {
    /** The mean of the pixels that are covered. */
    BOX(0.5),
    /** A triangle of two pixels; what PyTorch's {@code bilinear} does to Pillow's pictures. */
    BILINEAR(1),
    /** A cubic of four pixels with a = -0.5. */
    BICUBIC(2),
    /** A windowed sinc of six pixels. */
    LANCZOS(3);

    private final double support;

    Filter(double support) {
      this.support = support;
    }

    double support() {
      return support;
    }

    double at(double distance) {
      double x = Math.abs(distance);
      return switch (this) {
        case BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
        case BILINEAR -> x < 1 ? 1 - x : 0;
        case BICUBIC ->
            x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
        case LANCZOS -> x < 3 ? sinc(x) * sinc(x / 3) : 0;
      };
    }

    private static double sinc(double x) {
      return x == 0 ? 1 : StrictMath.sin(x * Math.PI) / (x * Math.PI);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A cut of a side beyond this is no network's. */
  private static final int LARGEST = 8192;

  /** How much finer than needed a large file is decoded: all of its pixels have a part. */
  private static final int FINER = 4;

  /**
   * Checks the sizes.
   *
   * @param fit what happens to the shape
   * @param to the side that is resized to
   * @param filter how pixels are weighed
   * @param side of the square that is cut out
   * @throws LabException for a size below 1 or above 8192, or a square larger than the picture
   */
  public Framing {
    if (side < 1 || to < 1 || to > LARGEST) {
      throw LabException.of(
          "pictures of 1 to " + LARGEST + " pixels a side",
          "a resize to " + to + " and a crop of " + side,
          "give the sizes the network was trained with; 256 and 224 are usual");
    }
    if (side > to) {
      throw LabException.of(
          "a crop no larger than what it is cut from, " + to + " pixels",
          side + " pixels",
          "resize to at least " + side + "; a resize to 256 and a crop of 224 are usual");
    }
    if (fit == Fit.STRETCHED && (to != side || filter != Filter.BILINEAR)) {
      throw new IllegalArgumentException("what is stretched is not cropped");
    }
  }

  /**
   * The whole picture, stretched by Java2D: what the course's own networks are trained on.
   *
   * @param side in pixels
   * @return the framing
   */
  public static Framing stretched(int side) {
    return new Framing(Fit.STRETCHED, side, Filter.BILINEAR, side);
  }

  /**
   * The middle of the picture: torchvision's {@code Resize(to)} and {@code CenterCrop(side)}.
   *
   * @param to the length of the shorter side, in pixels
   * @param filter how pixels are weighed
   * @param side of what is cut out, at most {@code to}
   * @return the framing
   */
  public static Framing shortSide(int to, Filter filter, int side) {
    return new Framing(Fit.SHORT_SIDE, to, filter, side);
  }

  /**
   * The whole picture squeezed into a square: torchvision's {@code Resize((to, to))} and {@code
   * CenterCrop(side)}.
   *
   * @param to the length of both sides, in pixels
   * @param filter how pixels are weighed
   * @param side of what is cut out, at most {@code to}
   * @return the framing
   */
  public static Framing squeezed(int to, Filter filter, int side) {
    return new Framing(Fit.SQUEEZED, to, filter, side);
  }

  /**
   * The same for another square, for crops of {@link #side()} out of it: nothing is resized more
   * than it was unless the square needs it.
   *
   * @param larger its side, in pixels
   * @return a changed copy
   */
  public Framing withSide(int larger) {
    return fit == Fit.STRETCHED
        ? stretched(larger)
        : new Framing(fit, Math.max(to, larger), filter, larger);
  }

  /**
   * Reads a picture.
   *
   * @param source where it comes from
   * @return {@code [side, side, 3]} RGB bytes
   * @throws IOException if it cannot be read
   */
  byte[] read(PictureSource source) throws IOException {
    if (fit == Fit.STRETCHED) {
      return bytes(stretched(source.read(side), side));
    }
    return cut(source.read(source.file().isPresent() ? decoded() : to));
  }

  /**
   * For which side the file of a picture is decoded.
   *
   * @return pixels: what {@link PictureSource#read} is given
   */
  public int decoded() {
    return fit == Fit.STRETCHED ? side : FINER * to;
  }

  /**
   * What a network sees of a picture, for people: a heat map over the network's square lies on
   * this.
   *
   * @param picture any size
   * @return the picture itself where the whole of it is stretched, else the square that is cut out
   */
  public BufferedImage seen(BufferedImage picture) {
    if (fit == Fit.STRETCHED) {
      return picture;
    }
    byte[] rgb = cut(picture);
    BufferedImage out = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      out.setRGB(
          i % side,
          i / side,
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff);
    }
    return out;
  }

  private byte[] cut(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean squeezed = fit == Fit.SQUEEZED;
    int newWidth = squeezed || width <= height ? to : longSide(width, height);
    int newHeight = squeezed || height <= width ? to : longSide(height, width);
    return Resample.square(
        image,
        new Resample.Window(newWidth, newHeight, middle(newWidth), middle(newHeight), side),
        filter);
  }

  private int longSide(int longer, int shorter) {
    return (int) ((double) ((long) to * longer) / shorter);
  }

  /** Python's rounding: a half goes to the even number. */
  private int middle(int length) {
    return (int) Math.rint((length - side) / 2.0);
  }

  private static BufferedImage stretched(BufferedImage image, int size) {
    if (image.getType() == BufferedImage.TYPE_INT_RGB
        && image.getWidth() == size
        && image.getHeight() == size) {
      return image;
    }
    BufferedImage from = image;
    // Halve while it is far too large: one bilinear step would skip pixels.
    while (from.getWidth() >= 2 * size && from.getHeight() >= 2 * size) {
      from = Shrink.to(from, from.getWidth() / 2, from.getHeight() / 2);
    }
    return Shrink.to(from, size, size);
  }

  private static byte[] bytes(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] argb =
        image.getType() == BufferedImage.TYPE_INT_RGB
            ? (int[]) image.getRaster().getDataElements(0, 0, w, h, null) // getRGB asks for each
            : image.getRGB(0, 0, w, h, null, 0, w);
    byte[] out = new byte[argb.length * 3];
    for (int i = 0; i < argb.length; i++) {
      out[3 * i] = (byte) (argb[i] >> 16);
      out[3 * i + 1] = (byte) (argb[i] >> 8);
      out[3 * i + 2] = (byte) argb[i];
    }
    return out;
  }

  /** As in "short side to 256 (bicubic), middle 224". */
  @Override
  public String toString() {
    String middle = side == to ? "" : ", middle " + side;
    return switch (fit) {
      case STRETCHED -> "stretched to " + side;
      case SHORT_SIDE -> "short side to %d (%s), middle %d".formatted(to, filter, side);
      case SQUEEZED -> "squeezed to %d (%s)%s".formatted(to, filter, middle);
    };
  }
}
