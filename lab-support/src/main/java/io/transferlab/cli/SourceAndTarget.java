package io.transferlab.cli;

import io.transferlab.network.Backbone;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code fine-tune}, {@code l2norm}, {@code fne} and {@code features} work on. */
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
          "sketch-catsdogs, sketch-rooms, sketch-textures, sketch-animals, a fetched set, or a"
              + " folder with one subfolder of pictures a class")
  private String target;

  @Mixin private SourceWeights weights;

  /**
   * Loads the source.
   *
   * @return the network
   * @throws io.transferlab.core.LabException as {@link SourceWeights#load}
   */
  Backbone load() {
    return weights.load(source);
  }

  String target() {
    return target;
  }
}
