package io.transferlab.cli;

import io.transferlab.data.Splits;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.Targets;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A source and a target: the same words wherever a command takes both. */
final class SourceAndTarget {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description =
          "a pretrained network: Sketch_Objects; or, once fetched, VGG16_ImageNet, VGG16_Places,"
              + " ResNet50_ImageNet")
  private String source;

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description =
          "sketch-catsdogs, sketch-rooms, sketch-textures, sketch-animals, a fetched set, a folder"
              + " with one subfolder of pictures a class, or a drawn source such as Sketch_Objects:"
              + " new drawings of its classes")
  private String target;

  @Mixin private SourceWeights weights;

  @Mixin private GroupOptions groups;

  /**
   * Loads the source.
   *
   * @return the network
   * @throws io.transferlab.core.LabException as {@link SourceWeights#load}
   */
  Backbone load() {
    return weights.load(source);
  }

  /**
   * Opens the source for questions alone: what trains nothing takes more networks.
   *
   * @return the network, which is never changed
   * @throws io.transferlab.core.LabException as {@link SourceWeights#frozen}
   */
  FrozenNetwork frozen() {
    return weights.frozen(source);
  }

  /** Which network, whatever its weights. */
  Pretrained source() {
    return Pretrained.named(source);
  }

  String target() {
    return target;
  }

  /**
   * Opens the target.
   *
   * @param perClass training pictures of each class; 0 if the option was left out
   * @param seed chooses them
   * @return its parts
   */
  Splits open(int perClass, long seed) {
    return Targets.open(target, groups.applyTo(options(perClass, seed)));
  }

  /** Opens any target; an option for a number of pictures that was left out is 0. */
  static Splits open(String target, int perClass, long seed) {
    return Targets.open(target, options(perClass, seed));
  }

  private static TargetOptions options(int perClass, long seed) {
    TargetOptions options = TargetOptions.defaults().withSeed(seed);
    return perClass == 0 ? options : options.withPerClass(perClass);
  }
}
