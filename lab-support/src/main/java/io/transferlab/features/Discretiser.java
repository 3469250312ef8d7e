package io.transferlab.features;

import io.transferlab.core.LabException;

/**
 * Leaves of each standardised feature only whether it is unusually high (1), unusually low (-1) or
 * neither (0). A value equal to a limit is neither.
 *
 * @param low values below it become -1; at most {@code high}
 * @param high values above it become 1
 */
public record Discretiser(float low, float high) implements FeatureTransform {
  /**
   * The limits of the Full-Network Embedding, found by looking at which features speak for or
   * against classes (Garcia-Gasulla et al. 2017, arXiv 1703.01127; arXiv 1705.07706).
   */
  public static final Discretiser PUBLISHED = new Discretiser(-0.25f, 0.15f);

  /**
   * Checks the order.
   *
   * @param low values below it become -1
   * @param high values above it become 1
   * @throws LabException if the lower limit is above the upper one
   */
  public Discretiser {
    if (!(low <= high)) {
      throw LabException.of(
          "a lower limit that is not above the upper one", low + " and " + high, "swap them");
    }
  }

  /**
   * Limits fitted to a network and a set as the published ones were found: by looking at which
   * features are unusual inside each class (Kolmogorov-Smirnov test at 1 %).
   *
   * @param standardised training pictures, of a {@link Standardiser}
   * @return limits for these features
   */
  public static Discretiser fit(Features standardised) {
    return CharacteristicLimits.of(standardised);
  }

  /**
   * Discretises one value.
   *
   * @param standardised the value
   * @return -1, 0 or 1
   */
  public int of(float standardised) {
    return standardised > high ? 1 : standardised < low ? -1 : 0;
  }

  /**
   * Discretises features.
   *
   * @param features standardised ones
   * @return values -1, 0 and 1
   */
  @Override
  public Features apply(Features features) {
    return features.with(
        RowBlocks.map(features, features.dimension(), this::rows),
        "discretised",
        "below " + low + ", above " + high);
  }

  private float[] rows(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = of(values[i]);
    }
    return values;
  }
}
