package io.transferlab.features;

import io.transferlab.core.LabException;
import java.util.Map;

/** Keeps values that are no numbers out of features: a wrong number would look like a right one. */
final class Finite {
  /** Rows at a time. */
  private static final int BLOCK = 64;

  private Finite() {}

  /**
   * Looks at every value.
   *
   * @param features the features
   * @return the same features
   * @throws LabException for NaN or an infinity; names picture and layer
   */
  static Features checked(Features features) {
    for (int from = 0; from < features.size(); from += BLOCK) {
      float[] values = features.block(from, Math.min(from + BLOCK, features.size()));
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          int row = from + i / features.dimension();
          int column = i % features.dimension();
          throw LabException.of(
              "finite numbers as features",
              "%s for %s, column %d%s"
                  .formatted(values[i], features.keys().get(row), column, layer(features, column)),
              "fetch the network's weights anew; if they are your own, train them with a lower"
                  + " rate");
        }
      }
    }
    return features;
  }

  private static String layer(Features features, int column) {
    return features.columns().entrySet().stream()
        .filter(e -> column >= e.getValue().from() && column < e.getValue().to())
        .map(Map.Entry::getKey)
        .findFirst()
        .map(layer -> " (layer " + layer + ")")
        .orElse("");
  }
}
