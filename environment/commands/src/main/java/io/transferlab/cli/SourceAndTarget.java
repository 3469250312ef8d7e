package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.data.Splits;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.Targets;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Sources;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A source and a target: the same words wherever a command takes both. */
final class SourceAndTarget {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description =
          "a pretrained network: Sketch_Objects; once fetched VGG16_ImageNet, VGG16_Places,"
              + " ResNet50_ImageNet; and where none of its layers is trained MobileNetV2_ImageNet,"
              + " DINOv2_Small and others of `data list`, or any file.onnx")
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
   * Loads a source that can be trained.
   *
   * @param what what is trained, and for what
   * @param instead what to do with a network of ONNX
   * @return the network
   * @throws LabException as {@link SourceWeights#load}; for a network of ONNX with these words
   */
  Backbone trainable(String what, String instead) {
    if (Sources.isOnnx(source)) {
      throw LabException.of(
          "a source whose layers can be trained, for " + what,
          source + ", a network of ONNX, which is asked and never changed",
          instead);
    }
    return weights.load(source);
  }

  /**
   * Opens the source for questions alone: what trains nothing takes more networks.
   *
   * @return the network, which is never changed
   * @throws LabException as {@link SourceWeights#frozen}
   */
  FrozenNetwork frozen() {
    return weights.frozen(source);
  }

  /** How another machine comes to the same source. */
  NetworkRecipe recipe() {
    return weights.recipe(source);
  }

  /**
   * What the source is called, before it is opened.
   *
   * @return its name, or its path as it was typed
   * @throws LabException for neither; offers the nearest name
   */
  String called() {
    return Sources.called(source);
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
