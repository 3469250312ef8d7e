package io.transferlab.network.keras;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a weight is, from its name in a legacy file: {@code conv1_conv/kernel:0}, {@code
 * block1_conv1_W_1:0}, {@code bn_conv1_running_std:0}. Names are all there is to go by: their order
 * differs between files of the same network.
 */
final class WeightNames {
  private static final Pattern LAST =
      Pattern.compile(
          "(?:^|.*[/_])(kernel|W|bias|b|gamma|beta|moving_mean|running_mean|moving_variance"
              + "|running_var|running_std)(?:_\\d+)?(?::\\d+)?");

  /** Keras 1 calls the variance running_std; it is not a standard deviation. */
  private static final Map<String, String> PRESENT =
      Map.of(
          "W", "kernel",
          "b", "bias",
          "running_mean", "moving_mean",
          "running_var", "moving_variance",
          "running_std", "moving_variance");

  private WeightNames() {}

  /**
   * Keras' present name of a weight.
   *
   * @param name the name in the file
   * @return for instance {@code kernel}; null for a weight of another kind
   */
  static @Nullable String role(String name) {
    Matcher matcher = LAST.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    return PRESENT.getOrDefault(matcher.group(1), matcher.group(1));
  }

  /**
   * The layer that a weight belongs to.
   *
   * @param group the group's name: the layer, or a model within the model
   * @param weight the weight's name: may begin with the layer's
   * @return the innermost name
   */
  static String layer(String group, String weight) {
    String[] parts = weight.split("/");
    return parts.length < 2 ? group : parts[parts.length - 2];
  }
}
