package io.transferlab.network.keras;

import java.util.Map;

/**
 * The weights of one layer in a Keras file.
 *
 * @param name the layer's name
 * @param weights by Keras' present names: {@code kernel}, {@code bias}, {@code gamma}, {@code
 *     beta}, {@code moving_mean}, {@code moving_variance}
 */
record KerasLayer(String name, Map<String, Tensor> weights) {
  /** Keeps the order. */
  KerasLayer {
    weights = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(weights));
  }
}
