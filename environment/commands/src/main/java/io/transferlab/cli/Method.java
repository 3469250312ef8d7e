package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.distributed.Cluster;
import io.transferlab.features.Discretiser;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.FrozenNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * A way from activations to what the classifier sees.
 *
 * @param name for tables
 * @param layers the layers it takes
 * @param how what is done to their features
 */
record Method(String name, List<String> layers, How how) {
  /** What is done to features. */
  enum How {
    /** An L2 norm of each layer. */
    NORM,
    /** The Full-Network Embedding. */
    PUBLISHED,
    /** The same with limits of these features. */
    FITTED
  }

  /** More than these are counted, not named. */
  private static final int NAMED = 3;

  static Method l2(List<String> layers) {
    String name = layers.size() > NAMED ? layers.size() + " layers" : String.join("+", layers);
    return new Method(name, layers, How.NORM);
  }

  static Method fne(List<String> layers) {
    return new Method("FNE", layers, How.PUBLISHED);
  }

  /** With limits that are fitted to the training pictures' features. */
  static Method fitted(List<String> layers) {
    return new Method("FNE, fitted limits", layers, How.FITTED);
  }

  /** The last two layers, each by itself. */
  static List<Method> lastTwo(FrozenNetwork network) {
    List<String> layers = network.descriptorLayers();
    return layers.subList(Math.max(0, layers.size() - 2), layers.size()).stream()
        .map(layer -> l2(List.of(layer)))
        .toList();
  }

  /** All layers that some methods take, in the order of the network. */
  static List<String> layers(FrozenNetwork network, List<Method> methods) {
    List<String> all = new ArrayList<>(network.layerNames());
    all.retainAll(methods.stream().flatMap(m -> m.layers().stream()).distinct().toList());
    return all;
  }

  /** What this method does to features of its layers, measured on training pictures. */
  FeatureTransform fit(Features train) {
    return switch (how) {
      case NORM -> L2.PER_LAYER;
      case PUBLISHED -> FullNetworkEmbedding.fit(train);
      case FITTED ->
          FullNetworkEmbedding.fit(train, Discretiser.fit(Standardiser.fit(train).apply(train)));
    };
  }

  /** The same where the features lie on a cluster. */
  Cluster.Way onCluster() {
    return switch (how) {
      case NORM -> new Cluster.Way(layers, Cluster.Embedding.L2);
      case PUBLISHED -> new Cluster.Way(layers, Cluster.Embedding.FNE);
      case FITTED ->
          throw LabException.of(
              "the published limits, for --spark-svm", "--fitted", "leave out one of the two");
    };
  }

  String words() {
    return name + (how == How.NORM ? ", L2, linear SVM" : ", linear SVM");
  }
}
