package io.transferlab.spark;

import io.transferlab.core.LabException;
import io.transferlab.data.Views;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Pooling;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How a machine makes an extractor like that of the driver, in a few hundred bytes.
 *
 * @param source the network's name or file
 * @param weights its file of weights, or null
 * @param card its card, or null
 * @param layers the layers
 * @param beforeRelu whether before their ReLU
 * @param pooling of feature maps
 * @param crops of each picture, or null
 * @param batch pictures at a time
 * @param hash of the driver's weights
 */
record Recipe(
    String source,
    @Nullable String weights,
    @Nullable String card,
    ArrayList<String> layers,
    boolean beforeRelu,
    Pooling pooling,
    @Nullable Views crops,
    int batch,
    String hash)
    implements Serializable {

  static Recipe of(NetworkRecipe network, FeatureExtractor extractor, String hash) {
    return new Recipe(
        absolute(network.source()),
        network.weights() == null ? null : network.weights().toAbsolutePath().toString(),
        network.card() == null ? null : network.card().toAbsolutePath().toString(),
        new ArrayList<>(extractor.layers()),
        extractor.isBeforeRelu(),
        extractor.pooling(),
        extractor.crops().orElse(null),
        extractor.batchSize(),
        hash);
  }

  /** A name stays one; a file has the same path wherever the worker was started. */
  private static String absolute(String source) {
    return source.contains("/") || source.endsWith(".onnx")
        ? io.transferlab.data.TypedPath.of(source).toAbsolutePath().toString()
        : source;
  }

  /** Opens the network on this machine. */
  FeatureExtractor extractor() {
    FeatureExtractor extractor =
        FeatureExtractor.of(new NetworkRecipe(source, path(weights), path(card)).open())
            .withLayers(layers)
            .withPooling(pooling)
            .withBatchSize(batch)
            .withCache(FeatureCache.NONE);
    if (beforeRelu) {
      extractor = extractor.beforeRelu();
    }
    return crops == null ? extractor : extractor.withCrops(crops);
  }

  /** Refuses weights that are not the driver's: their features would be no one's. */
  void requireSame(String found) {
    if (!found.equals(hash)) {
      throw LabException.of(
          "the weights of " + source + " that the driver has, SHA-256 " + hash.substring(0, 12),
          found.substring(0, 12),
          "put the same file there");
    }
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }
}
