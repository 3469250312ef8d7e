package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.data.PixelTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a network was trained to see: each colour divided, less its mean, over its deviation. {@code
 * toString} tells every one from every other.
 *
 * @param divisor what the bytes 0 to 255 are divided by first: 255 or 1
 * @param mean subtracted then: of red, green and blue in this order, whatever the order in which
 *     the network takes them
 * @param std divided by then, in the same order; none of them 0
 * @param channels the order in which the network takes the colours
 */
public record Normalisation(float divisor, List<Float> mean, List<Float> std, Channels channels)
    implements PixelTransform {
  /** The order of colours in a pixel. */
  public enum Channels {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR
  }

  private static final float BYTE = 255;
  private static final List<Float> ZERO = List.of(0f, 0f, 0f);
  private static final List<Float> ONE = List.of(1f, 1f, 1f);
  private static final List<Float> HALF = List.of(.5f, .5f, .5f);

  /**
   * Checks the numbers.
   *
   * @param divisor 255 or 1
   * @param mean of red, green and blue
   * @param std of red, green and blue
   * @param channels the order of the colours
   * @throws LabException for another number of means or deviations than three, a value that is no
   *     finite number, a deviation that is not above 0, another divisor
   */
  public Normalisation {
    mean = three("mean", mean);
    std = three("std", std);
    if (std.stream().anyMatch(s -> s <= 0)) {
      throw LabException.of(
          "a std above 0 for each colour",
          words(std),
          "give the numbers the network was trained with, for instance 0.229 0.224 0.225");
    }
    if (divisor != BYTE && divisor != 1) {
      throw LabException.of(
          "bytes divided by 255 or by 1",
          number(divisor),
          "put other factors into mean and std: both are of what comes out of the division");
    }
  }

  private static List<Float> three(String what, List<Float> values) {
    if (values.size() != 3 || !values.stream().allMatch(Float::isFinite)) {
      throw LabException.of(
          "three numbers as " + what + ", of red, green and blue",
          values.isEmpty() ? "none" : words(values),
          "give one for each colour, for instance [0.485, 0.456, 0.406]");
    }
    return List.copyOf(values);
  }

  /**
   * The usual ones by name: {@code imagenet} (most networks of PyTorch), {@code half} (mean and
   * deviation 0.5: ViT, Inception), {@code tf-lite} ({@code (x - 127) / 128}: EfficientNet-Lite),
   * {@code clip}, {@code caffe} (BGR less the means of ImageNet), {@code unit} (0 to 1) and {@code
   * raw} (0 to 255 as it is).
   *
   * @return name to normalisation, the most usual first
   */
  public static Map<String, Normalisation> presets() {
    Map<String, Normalisation> all = new LinkedHashMap<>();
    all.put("imagenet", rgb(BYTE, List.of(.485f, .456f, .406f), List.of(.229f, .224f, .225f)));
    all.put("half", rgb(BYTE, HALF, HALF));
    all.put("tf-lite", rgb(1, List.of(127f, 127f, 127f), List.of(128f, 128f, 128f)));
    all.put(
        "clip",
        rgb(
            BYTE,
            List.of(.48145466f, .4578275f, .40821073f),
            List.of(.26862954f, .26130258f, .27577711f)));
    all.put("caffe", new Normalisation(1, List.of(123.68f, 116.779f, 103.939f), ONE, Channels.BGR));
    all.put("unit", rgb(BYTE, ZERO, ONE));
    all.put("raw", rgb(1, ZERO, ONE));
    return all;
  }

  private static Normalisation rgb(float divisor, List<Float> mean, List<Float> std) {
    return new Normalisation(divisor, mean, std, Channels.RGB);
  }

  @Override
  public void apply(float[] pixels) {
    float[] means = {mean.get(0), mean.get(1), mean.get(2)};
    float[] deviations = {std.get(0), std.get(1), std.get(2)};
    boolean swaps = channels == Channels.BGR;
    for (int i = 0; i + 2 < pixels.length; i += 3) {
      float r = (pixels[i] / divisor - means[0]) / deviations[0];
      float g = (pixels[i + 1] / divisor - means[1]) / deviations[1];
      float b = (pixels[i + 2] / divisor - means[2]) / deviations[2];
      pixels[i] = swaps ? b : r;
      pixels[i + 1] = g;
      pixels[i + 2] = swaps ? r : b;
    }
  }

  private static String words(List<Float> values) {
    return values.stream().map(Normalisation::number).collect(Collectors.joining(" "));
  }

  private static String number(float value) {
    return value == (int) value ? String.valueOf((int) value) : String.valueOf(value);
  }

  /** As in "RGB / 255, mean 0.485 0.456 0.406, std 0.229 0.224 0.225". */
  @Override
  public String toString() {
    String scaled = divisor == 1 ? "" : " / " + number(divisor);
    return channels + scaled + ", mean " + words(mean) + ", std " + words(std);
  }
}
