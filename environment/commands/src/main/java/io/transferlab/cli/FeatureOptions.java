package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.FrozenNetwork;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be chosen wherever features are extracted and classified. */
final class FeatureOptions extends ExtractionOptions {
  @Option(
      names = "--test-per-class",
      description = "test pictures of each class at most; default: all")
  int testPerClass;

  @Option(
      names = "--seeds",
      description = "how many runs, with training pictures chosen by seeds 1, 2, ... (default: 1)")
  int seeds = 1;

  @Option(names = "--c", description = "C of the support vector machine (default: 1)")
  double c = 1;

  @Option(
      names = "--cross-validate",
      description = "choose C from 0.01, 0.1, 1 and 10 on the training pictures instead")
  boolean crossValidate;

  @Mixin private CropOptions crops;

  @Override
  void check() {
    if (seeds < 1) {
      throw LabException.of("at least 1 run", "--seeds " + seeds, "leave the option out for one");
    }
    super.check();
    requirePictures("--test-per-class", testPerClass);
    crops.check();
  }

  /** How many rows there are of each picture. */
  int views() {
    return crops.count();
  }

  @Override
  FeatureExtractor extractor(FrozenNetwork network) {
    return crops.applyTo(super.extractor(network));
  }
}
