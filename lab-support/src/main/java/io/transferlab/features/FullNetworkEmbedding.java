package io.transferlab.features;

/**
 * The Full-Network Embedding (Garcia-Gasulla et al. 2018, arXiv 1705.07706): the activations of all
 * layers, convolutions averaged over their maps, each feature standardised by the training pictures
 * and reduced to unusually high (above 0.15: 1), unusually low (below -0.25: -1) or neither (0). No
 * norm is divided by. As with its {@link Standardiser}, there is no way to one but the training
 * pictures.
 *
 * <pre>{@code
 * FullNetworkEmbedding fne = FullNetworkEmbedding.fit(train);
 * LinearSvm svm = LinearSvm.train(fne.apply(train));
 * Evaluation result = svm.evaluate(fne.apply(test));
 * }</pre>
 */
public final class FullNetworkEmbedding implements FeatureTransform {
  private final Standardiser standardiser;
  private final Discretiser discretiser;

  private FullNetworkEmbedding(Standardiser standardiser, Discretiser discretiser) {
    this.standardiser = standardiser;
    this.discretiser = discretiser;
  }

  /**
   * Measures the training pictures; published limits.
   *
   * @param train features of all layers ({@link FeatureExtractor#all})
   * @return what embeds them and others
   */
  public static FullNetworkEmbedding fit(Features train) {
    return fit(train, Discretiser.PUBLISHED);
  }

  /**
   * The same with other limits.
   *
   * @param train features of all layers
   * @param discretiser the limits
   * @return what embeds them and others
   */
  public static FullNetworkEmbedding fit(Features train, Discretiser discretiser) {
    return of(Standardiser.fit(train), discretiser);
  }

  /** Of its two halves. */
  static FullNetworkEmbedding of(Standardiser standardiser, Discretiser discretiser) {
    return new FullNetworkEmbedding(standardiser, discretiser);
  }

  /**
   * Embeds.
   *
   * @param features of the same layers as the training features
   * @return values -1, 0 and 1
   * @throws io.transferlab.core.LabException if they are of other layers
   */
  @Override
  public Features apply(Features features) {
    return standardiser.apply(
        features,
        discretiser::of,
        "FNE: standardised by training pictures, -1 below %s, 1 above %s"
            .formatted(discretiser.low(), discretiser.high()));
  }

  /**
   * The first half of it.
   *
   * @return means and deviations of the training pictures
   */
  public Standardiser standardiser() {
    return standardiser;
  }

  /**
   * The second half of it.
   *
   * @return the limits
   */
  public Discretiser discretiser() {
    return discretiser;
  }
}
