package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.data.Views;
import io.transferlab.features.FeatureExtractor;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Whether crops of pictures are looked at instead of the whole. */
final class CropOptions {
  @Option(
      names = "--crops",
      description =
          "1, 2 or 10 crops of each picture, which vote where pictures are classified; default: the"
              + " whole picture")
  private Integer crops;

  /**
   * Looks at the number before anything is loaded.
   *
   * @throws LabException for another number of crops
   */
  void check() {
    if (crops != null) {
      views();
    }
  }

  /** How many views of each picture are looked at: 1 for the whole picture. */
  int count() {
    return crops == null ? 1 : views().count();
  }

  FeatureExtractor applyTo(FeatureExtractor extractor) {
    return crops == null ? extractor : extractor.withCrops(views());
  }

  private Views views() {
    return Arrays.stream(Views.values())
        .filter(v -> v.count() == crops)
        .findFirst()
        .orElseThrow(
            () ->
                LabException.of(
                    "1, 2 or 10 crops",
                    "--crops " + crops,
                    "take 10 for the best accuracy, or leave the option out for the whole"
                        + " picture"));
  }
}
