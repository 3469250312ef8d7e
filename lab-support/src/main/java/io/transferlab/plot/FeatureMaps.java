package io.transferlab.plot;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is inside a convolutional layer, as pictures: its filters, and what it makes of a picture
 * (its feature maps).
 */
public final class FeatureMaps {
  private static final int MOST_COLUMNS = 8;
  private static final float NOTHING = 1e-12f;

  private FeatureMaps() {}

  /**
   * The filters of a layer that sees colours, each as a small picture: grey is a weight of 0,
   * brighter colours are positive weights, darker ones negative. All have one scale.
   *
   * @param title what it shows
   * @param kernels {@code [height, width, 3, filters]}, channels red, green, blue
   * @return the figure; its words name the strongest filter
   * @throws LabException if the filters do not see three channels
   */
  public static Figure filters(String title, INDArray kernels) {
    if (kernels.rank() != 4 || kernels.size(2) != 3) {
      throw LabException.of(
          "filters of the shape [height, width, 3, filters]",
          Arrays.toString(kernels.shape()),
          "choose the first convolution: later ones see more than three channels, and have no"
              + " colours");
    }
    int height = (int) kernels.size(0);
    int width = (int) kernels.size(1);
    int filters = (int) kernels.size(3);
    float[] values = kernels.castTo(DataType.FLOAT).dup('c').data().asFloat();
    float most = NOTHING;
    int strongest = 0;
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > most) {
        most = Math.abs(values[i]);
        strongest = i % filters;
      }
    }
    Gallery gallery = Gallery.titled(title, Math.min(MOST_COLUMNS, filters));
    for (int filter = 0; filter < filters; filter++) {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int rgb = 0;
          for (int channel = 0; channel < 3; channel++) {
            float value = values[((y * width + x) * 3 + channel) * filters + filter];
            rgb = rgb << 8 | Math.round(127.5f * (1 + value / most));
          }
          image.setRGB(x, y, rgb);
        }
      }
      gallery.add(image, String.valueOf(filter));
    }
    return gallery.figure(
        String.format(
            Locale.ROOT,
            "%d filters of %d x %d pixels and three colours. Grey is a weight of 0; the largest"
                + " weight, %.3g, is in filter %d.",
            filters,
            height,
            width,
            most,
            strongest));
  }

  /**
   * What a layer makes of one picture: the feature maps with the largest activations, dark for 0,
   * yellow for the largest of all. All have one scale.
   *
   * @param title what it shows
   * @param maps activations of one picture, {@code [height, width, channels]} or {@code [1, height,
   *     width, channels]}
   * @param most how many maps to show at most, at least 1
   * @return the figure; its words say how many maps are silent (all 0)
   * @throws LabException if there are no maps of that shape
   */
  public static Figure activations(String title, INDArray maps, int most) {
    INDArray one =
        maps.rank() == 4 && maps.size(0) == 1
            ? maps.reshape(maps.size(1), maps.size(2), maps.size(3))
            : maps;
    if (one.rank() != 3 || most < 1) {
      throw LabException.of(
          "the maps of one picture, [height, width, channels], and at least 1 to show",
          Arrays.toString(maps.shape()) + " and " + most,
          "choose a convolution or a pooling layer, and a batch of one picture");
    }
    int height = (int) one.size(0);
    int width = (int) one.size(1);
    int channels = (int) one.size(2);
    float[] values = one.castTo(DataType.FLOAT).dup('c').data().asFloat();
    float[] largest = new float[channels];
    for (int i = 0; i < values.length; i++) {
      largest[i % channels] = Math.max(largest[i % channels], values[i]);
    }
    List<Integer> order = new ArrayList<>();
    int silent = 0;
    for (int channel = 0; channel < channels; channel++) {
      order.add(channel);
      silent += largest[channel] <= 0 ? 1 : 0;
    }
    order.sort(Comparator.comparingDouble(c -> -largest[c]));
    float scale = Math.max(NOTHING, largest[order.get(0)]);
    List<Integer> shown = order.subList(0, Math.min(most, channels));
    Gallery gallery = Gallery.titled(title, Math.min(MOST_COLUMNS, shown.size()));
    for (int channel : shown) {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          Color colour = Cividis.at(values[(y * width + x) * channels + channel] / scale);
          image.setRGB(x, y, colour.getRGB());
        }
      }
      gallery.add(image, String.format(Locale.ROOT, "%d: up to %.2f", channel, largest[channel]));
    }
    return gallery.figure(
        String.format(
            Locale.ROOT,
            "The %d of %d feature maps (%d x %d) with the largest activations, dark for 0, yellow"
                + " for %.3g; %d of %d maps are 0 everywhere.",
            shown.size(),
            channels,
            height,
            width,
            scale,
            silent,
            channels));
  }
}
