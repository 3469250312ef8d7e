package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pooling;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What can be chosen wherever features are extracted. */
class ExtractionOptions {
  @Option(
      names = "--per-class",
      description = "training pictures of each class at most; of other pictures, of each class")
  int perClass;

  @Option(names = "--batch", description = "pictures at a time (default: ${DEFAULT-VALUE})")
  int batch = 32;

  @Option(
      names = "--cache",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "keep features in LAB_DATA/features and find them there (default: on)")
  boolean cache = true;

  @Option(
      names = "--pooling",
      paramLabel = "HOW",
      description =
          "of feature maps: average, max or none; of a transformer's tokens also cls "
              + "and cls_and_average (default: as the network's card says, mostly average)")
  private Pooling pooling;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  boolean json;

  /**
   * Looks at the numbers before anything is loaded.
   *
   * @throws LabException for one that makes no sense
   */
  void check() {
    requirePictures("--per-class", perClass);
  }

  static void requirePictures(String option, int perClass) {
    if (perClass < 0) {
      throw LabException.of(
          "at least 1 picture of each class",
          option + " " + perClass,
          "leave the option out for all");
    }
  }

  /** An extractor with these options. */
  FeatureExtractor extractor(FrozenNetwork network) {
    FeatureExtractor extractor = FeatureExtractor.of(network).withBatchSize(batch);
    if (pooling != null) {
      extractor = extractor.withPooling(pooling);
    }
    if (!cache) {
      extractor = extractor.withCache(FeatureCache.NONE);
    }
    return extractor;
  }

  /** How features came about; of a network in a file also which file, and which card. */
  static Map<String, String> facts(FrozenNetwork network, Features features) {
    Map<String, String> facts = new LinkedHashMap<>(features.provenance().facts());
    if (!(network instanceof Backbone)) {
      network.provenance().facts().forEach(facts::putIfAbsent);
    }
    return facts;
  }
}
