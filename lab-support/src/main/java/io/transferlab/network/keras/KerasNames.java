package io.transferlab.network.keras;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** The names that Keras' releases have given to the same layers. */
final class KerasNames {
  /** The classifier's output. */
  static final String OUTPUT = "predictions";

  /** Layers of the classifiers; a file may hold them although a network without top is filled. */
  static final Set<String> TOP = Set.of("fc1", "fc2", OUTPUT, "probs", "fc1000");

  private static final Pattern LEGACY =
      Pattern.compile("(res|bn)([2-5])([a-z])_branch(1|2a|2b|2c)");
  private static final Pattern FAMILY =
      Pattern.compile("block\\d+_.*|conv\\d+_.*|(res|bn)\\d[a-z].*|post_.*");

  private KerasNames() {}

  /**
   * Whether a name can only be a layer of such a network's body: of this one or a larger one.
   *
   * @param name a layer's name
   * @return false for layers that people add
   */
  static boolean isOfAFamily(String name) {
    return FAMILY.matcher(name).matches();
  }

  /**
   * The present name of a layer in a file of ResNet50 from before 2019. Never by order: the old
   * file lists the shortcut after the third convolution, the present graph before it, and in the
   * first stage both have the same shape.
   *
   * @param name for instance {@code res2a_branch1}
   * @return for instance {@code conv2_block1_0_conv}; the name itself if it is not a legacy one
   */
  static String present(String name) {
    switch (name) {
      case "conv1":
        return "conv1_conv";
      case "bn_conv1":
        return "conv1_bn";
      case "fc1000":
      case "probs":
        return OUTPUT;
      default:
        break;
    }
    Matcher matcher = LEGACY.matcher(name);
    if (!matcher.matches()) {
      return name;
    }
    int branch =
        switch (matcher.group(4)) {
          case "1" -> 0;
          case "2a" -> 1;
          case "2b" -> 2;
          default -> 3;
        };
    return String.format(
        Locale.ROOT,
        "conv%s_block%d_%d_%s",
        matcher.group(2),
        matcher.group(3).charAt(0) - 'a' + 1,
        branch,
        matcher.group(1).equals("bn") ? "bn" : "conv");
  }

  /**
   * The layers with weights of each kind, in the order of Keras' {@code model.layers}: files of
   * Keras 3 without names count by it. Keras sorts by depth, the distance from the output, and by
   * the order of making where that is equal.
   *
   * @param network a network with top
   * @return {@code conv2d}, {@code batch_normalization}, {@code dense} to names
   */
  static Map<String, List<String>> byKind(ComputationGraphConfiguration network) {
    List<String> made = List.copyOf(network.getVertices().keySet());
    Map<String, Integer> depths = new HashMap<>();
    // From the output up: whoever reads a layer was made after it.
    for (int i = made.size() - 1; i >= 0; i--) {
      int depth = depths.computeIfAbsent(made.get(i), output -> 0);
      for (String read : network.getVertexInputs().getOrDefault(made.get(i), List.of())) {
        depths.merge(read, depth + 1, Math::max);
      }
    }
    Map<String, List<String>> byKind = new HashMap<>();
    KerasWeights.withWeights(network).entrySet().stream()
        .sorted(Comparator.comparing(e -> -depths.getOrDefault(e.getKey(), 0)))
        .forEach(
            e ->
                byKind.computeIfAbsent(kind(e.getValue()), k -> new ArrayList<>()).add(e.getKey()));
    return byKind;
  }

  private static String kind(FeedForwardLayer layer) {
    if (layer instanceof BatchNormalization) {
      return "batch_normalization";
    }
    return layer instanceof ConvolutionLayer ? "conv2d" : "dense";
  }
}
