package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.data.Views;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** What can be chosen wherever features are extracted and classified. */
final class FeatureOptions {
  @Option(names = "--per-class", description = "training pictures of each class at most")
  int perClass;

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

  @Option(
      names = "--crops",
      description = "1, 2 or 10 crops of each picture, which vote; default: the whole picture")
  Integer crops;

  @Option(names = "--batch", description = "pictures at a time (default: ${DEFAULT-VALUE})")
  int batch = 32;

  @Option(
      names = "--cache",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "keep features in LAB_DATA/features and find them there (default: on)")
  boolean cache = true;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  boolean json;

  void check() {
    if (seeds < 1) {
      throw LabException.of("at least 1 run", "--seeds " + seeds, "leave the option out for one");
    }
    if (perClass < 0 || testPerClass < 0) {
      throw LabException.of(
          "at least 1 picture of each class",
          String.valueOf(Math.min(perClass, testPerClass)),
          "leave the option out for all");
    }
    if (crops != null) {
      views();
    }
  }

  private Views views() {
    return Arrays.stream(Views.values())
        .filter(v -> v.count() == crops)
        .findFirst()
        .orElseThrow(
            () -> LabException.of("1, 2 or 10 crops", "--crops " + crops, "choose one of these"));
  }

  FeatureExtractor extractor(Backbone backbone) {
    FeatureExtractor extractor = FeatureExtractor.of(backbone).batchSize(batch);
    if (!cache) {
      extractor = extractor.cache(FeatureCache.NONE);
    }
    if (crops != null) {
      extractor = extractor.crops(views());
    }
    if (!json && TerminalProgress.isTerminal()) {
      extractor = extractor.progress(p -> System.out.print("\r" + pad(p.toString()) + "\r"));
    }
    return extractor;
  }

  private static String pad(String line) {
    return line + " ".repeat(Math.max(0, 90 - line.length()));
  }
}
