package io.transferlab.network;

import io.transferlab.data.PixelTransform;
import java.awt.image.BufferedImage;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network was trained to see. It belongs to the weights: the same picture prepared another
 * way gives other, worse answers without any error.
 *
 * @param swapsToBgr whether the channels go blue, green, red
 * @param red subtracted from the red values
 * @param green subtracted from the green values
 * @param blue subtracted from the blue values
 * @param divisor what the differences are divided by, above 0
 */
public record Preprocessing(boolean swapsToBgr, float red, float green, float blue, float divisor)
    implements PixelTransform {
  /** The Sketch networks: RGB, {@code (x - 118) / 64}. */
  public static final Preprocessing SKETCH = new Preprocessing(false, 118, 118, 118, 64);

  /** VGG16 and ResNet50 on ImageNet ("caffe mode" of Keras): BGR minus the training means. */
  public static final Preprocessing CAFFE = new Preprocessing(true, 123.68f, 116.779f, 103.939f, 1);

  /**
   * VGG16 on Places365: BGR minus the means of that set, as its authors trained it in Caffe.
   *
   * <p>Sources disagree. The Keras conversion's own helper subtracts the same three means in the
   * order R, G, B and swaps the channels afterwards, so that blue's mean is taken from red; its
   * README's example feeds raw RGB. The first differs from this by at most 19 of 255 in two
   * channels, the second is another input altogether. The weights are those of the Caffe network,
   * so its preparation is taken.
   */
  public static final Preprocessing PLACES =
      new Preprocessing(true, 122.679f, 116.669f, 104.006f, 1);

  @Override
  public void apply(float[] pixels) {
    for (int i = 0; i + 2 < pixels.length; i += 3) {
      float r = (pixels[i] - red) / divisor;
      float g = (pixels[i + 1] - green) / divisor;
      float b = (pixels[i + 2] - blue) / divisor;
      pixels[i] = swapsToBgr ? b : r;
      pixels[i + 1] = g;
      pixels[i + 2] = swapsToBgr ? r : b;
    }
  }

  /**
   * Undoes the preparation: what the network sees, as a picture to look at.
   *
   * @param input a batch prepared this way, {@code [n, height, width, 3]}
   * @param row which picture of it, from 0
   * @return the picture, its colours rounded to whole numbers of 0 to 255
   */
  public BufferedImage picture(INDArray input, int row) {
    int height = (int) input.size(1);
    int width = (int) input.size(2);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int r = level(input.getFloat(row, y, x, swapsToBgr ? 2 : 0), red);
        int g = level(input.getFloat(row, y, x, 1), green);
        int b = level(input.getFloat(row, y, x, swapsToBgr ? 0 : 2), blue);
        image.setRGB(x, y, r << 16 | g << 8 | b);
      }
    }
    return image;
  }

  private int level(float prepared, float mean) {
    return Math.max(0, Math.min(255, Math.round(prepared * divisor + mean)));
  }
}
