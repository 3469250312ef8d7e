package io.transferlab.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that Keras' releases have given to the same layers. */
final class KerasNames {
  /** Layers of the classifiers; a file may hold them although a network without top is filled. */
  static final Set<String> TOP = Set.of("fc1", "fc2", Heads.OUTPUT, "probs", "fc1000");

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
        return Heads.OUTPUT;
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
   * The layers with weights in the order of Keras' {@code model.layers}, which is by depth: files
   * of Keras 3 without names count by it.
   *
   * @param architecture the family
   * @return names, with top
   */
  static List<String> inKerasOrder(Architecture architecture) {
    List<String> names = new ArrayList<>();
    if (architecture instanceof VggShape) {
      for (String name : Vgg16.layerNames()) {
        if (!name.endsWith("_pool")) {
          names.add(name);
        }
      }
      return names;
    }
    names.addAll(List.of("conv1_conv", "conv1_bn"));
    for (int stage = 0; stage < ResNet50.BLOCKS.length; stage++) {
      for (int block = 1; block <= ResNet50.BLOCKS[stage]; block++) {
        String start = "conv" + (stage + 2) + "_block" + block;
        List<String> order =
            block == 1
                ? List.of("1_conv", "1_bn", "2_conv", "2_bn", "0_conv", "3_conv", "0_bn", "3_bn")
                : List.of("1_conv", "1_bn", "2_conv", "2_bn", "3_conv", "3_bn");
        order.forEach(o -> names.add(start + "_" + o));
      }
    }
    names.add(Heads.OUTPUT);
    return names;
  }
}
