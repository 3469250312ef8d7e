package io.transferlab.study;

import io.transferlab.core.Names;
import java.util.Arrays;
import java.util.List;

/** A way from pictures to a classifier. The order is that of the table. */
public enum TransferMethod {
  /** No network: the pixels themselves. */
  PIXELS("pixels", "raw pixels, SVM", Needs.NOTHING, false),
  /** No source: the same architecture, trained on the target alone. */
  SCRATCH("scratch", "from scratch", Needs.NOTHING, true),
  /** The last layer but one with a ReLU; of VGG16 {@code fc1}. */
  FC1("fc1", "fc1, L2, SVM", Needs.ANY_WEIGHTS, false),
  /** The last layer with a ReLU; of VGG16 {@code fc2}. */
  FC2("fc2", "fc2, L2, SVM", Needs.ANY_WEIGHTS, false),
  /** Every layer, each divided by its norm: what all layers are worth without the embedding. */
  LAYERS("layers", "all layers, L2, SVM", Needs.ANY_WEIGHTS, false),
  /** The Full-Network Embedding. */
  FNE("fne", "FNE, SVM", Needs.ANY_WEIGHTS, false),
  /** Every layer of the source frozen, a new output layer trained on its features. */
  HEAD("head", "frozen, new head", Needs.SOURCE, true),
  /** The last block of convolutions and all that follows is trained. */
  TOP_BLOCK("top-block", "top block fine-tuned", Needs.SOURCE, true),
  /** Everything is trained. */
  ALL("all", "all fine-tuned", Needs.SOURCE, true);

  /** What a method starts from. */
  enum Needs {
    /** No weights from elsewhere. */
    NOTHING,
    /** Weights, be they random. */
    ANY_WEIGHTS,
    /** Weights trained on a source. */
    SOURCE
  }

  private final String id;
  private final String title;
  private final Needs needs;
  private final boolean trained;

  TransferMethod(String id, String title, Needs needs, boolean trained) {
    this.id = id;
    this.title = title;
    this.needs = needs;
    this.trained = trained;
  }

  /**
   * The name that a user types.
   *
   * @return for instance {@code fne}
   */
  public String id() {
    return id;
  }

  /**
   * The name in the table.
   *
   * @return for instance {@code frozen, new head}
   */
  public String title() {
    return title;
  }

  Needs needs() {
    return needs;
  }

  /**
   * Whether a network is trained, with validation pictures to choose its best epoch by.
   *
   * @return false for classifiers on features
   */
  public boolean isTrained() {
    return trained;
  }

  /** Whether it takes features of a network that stays as it is. */
  boolean takesFeatures() {
    return needs == Needs.ANY_WEIGHTS;
  }

  /**
   * The method of a name.
   *
   * @param id in capitals or not
   * @return the method
   * @throws io.transferlab.core.LabException for an unknown name; offers the nearest
   */
  public static TransferMethod named(String id) {
    return Arrays.stream(values())
        .filter(m -> m.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> Names.unknown("a method", id, ids()));
  }

  /**
   * All names.
   *
   * @return in the order of the table
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(TransferMethod::id).toList();
  }
}
