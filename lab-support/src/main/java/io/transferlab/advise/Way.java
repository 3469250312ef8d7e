package io.transferlab.advise;

import io.transferlab.core.Names;
import io.transferlab.data.Augmentation;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way from pictures to a classifier, the cheapest first. */
public enum Way {
  /** The last layer of a source as it is, its L2 norm, and a linear SVM. */
  PROBE("probe", "linear probe", true),
  /** All layers of a source as they are, by the Full-Network Embedding, and a linear SVM. */
  FNE("fne", "Full-Network Embedding", true),
  /** All layers of a source frozen under a new output layer, which is trained. */
  HEAD("head", "frozen, trained head", false),
  /** All layers of a source trained, under a new output layer. */
  FINE_TUNED("fine-tuned", "fine-tuned", false),
  /** The same architecture with random weights: no source. */
  SCRATCH("scratch", "from scratch", false);

  private static final int HEAD_EPOCHS = 60;

  private final String id;
  private final String title;
  private final boolean features;

  Way(String id, String title, boolean features) {
    this.id = id;
    this.title = title;
    this.features = features;
  }

  /**
   * The name that a user types.
   *
   * @return for instance {@code fine-tuned}
   */
  public String id() {
    return id;
  }

  /**
   * The name in tables and charts.
   *
   * @return for instance {@code linear probe}
   */
  public String title() {
    return title;
  }

  /**
   * Whether features, which are computed once, and a linear SVM are all of it.
   *
   * @return false where a network is trained each time
   */
  public boolean takesFeatures() {
    return features;
  }

  /**
   * The way of a name.
   *
   * @param id in capitals or not
   * @return the way
   * @throws io.transferlab.core.LabException for an unknown name; offers the nearest
   */
  public static Way named(String id) {
    return Arrays.stream(values())
        .filter(way -> way.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("a way", id, Arrays.stream(values()).map(way -> way.id).toList()));
  }

  /** How it trains its network, as {@code environment/lab fine-tune} does. */
  TrainingPlan plan() {
    return switch (this) {
      case HEAD ->
          TrainingPlan.FINE_TUNING.withEpochs(HEAD_EPOCHS).withAugmentation(Augmentation.NONE);
      case SCRATCH -> TrainingPlan.FROM_SCRATCH;
      default -> TrainingPlan.FINE_TUNING;
    };
  }

  /** The last layer that stays as it is; null if all are trained. */
  @Nullable String frozenUpTo(FrozenNetwork source) {
    if (this != HEAD) {
      return null;
    }
    List<String> layers = source.layerNames();
    return source instanceof Backbone ? layers.get(layers.size() - 2) : lastLayer(source);
  }

  /** Whether a source can go this way: what is asked and never changed cannot be trained. */
  boolean isOpenTo(FrozenNetwork source) {
    return features || this == HEAD || source instanceof Backbone;
  }

  /** The layer that the probe looks at. */
  static String lastLayer(FrozenNetwork source) {
    List<String> layers = source.descriptorLayers();
    return layers.get(layers.size() - 1);
  }

  @Override
  public String toString() {
    return title;
  }
}
