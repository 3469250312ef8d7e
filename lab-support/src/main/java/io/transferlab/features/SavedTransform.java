package io.transferlab.features;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FeatureTransform} has measured, as plain values that a file can hold.
 *
 * @param kind which transform: {@code l2-per-layer}, {@code l2}, {@code standardise}, {@code
 *     discretise} or {@code fne}
 * @param layers of a standardiser: what it was measured of
 * @param mean of a standardiser: one a feature
 * @param deviation of a standardiser: one a feature, at least 0
 * @param low of a discretiser: values below it become -1
 * @param high of a discretiser: values above it become 1
 */
public record SavedTransform(
    String kind,
    @Nullable List<String> layers,
    double @Nullable [] mean,
    double @Nullable [] deviation,
    @Nullable Float low,
    @Nullable Float high) {
  /**
   * Takes a transform apart.
   *
   * @param transform one of this package
   * @return its values
   * @throws LabException for a transform of somebody's own, which no file can hold
   */
  public static SavedTransform of(FeatureTransform transform) {
    if (transform instanceof L2 l2) {
      String kind = l2 == L2.PER_LAYER ? "l2-per-layer" : "l2";
      return new SavedTransform(kind, null, null, null, null, null);
    } else if (transform instanceof Standardiser standardiser) {
      return of("standardise", standardiser, null);
    } else if (transform instanceof Discretiser discretiser) {
      return of("discretise", null, discretiser);
    } else if (transform instanceof FullNetworkEmbedding fne) {
      return of("fne", fne.standardiser(), fne.discretiser());
    }
    throw LabException.of(
        "L2, a Standardiser, a Discretiser or a FullNetworkEmbedding",
        "a transform of your own, which cannot be saved",
        "use one of these, or keep the classifier in this notebook");
  }

  private static SavedTransform of(
      String kind, @Nullable Standardiser standardiser, @Nullable Discretiser discretiser) {
    return new SavedTransform(
        kind,
        standardiser == null ? null : standardiser.layers(),
        standardiser == null ? null : standardiser.mean(),
        standardiser == null ? null : standardiser.deviation(),
        discretiser == null ? null : discretiser.low(),
        discretiser == null ? null : discretiser.high());
  }

  /**
   * Puts it together again.
   *
   * @return a transform that gives the same
   * @throws LabException if values are missing or make no sense
   */
  public FeatureTransform transform() {
    return switch (String.valueOf(kind)) {
      case "l2-per-layer" -> L2.PER_LAYER;
      case "l2" -> L2.WHOLE;
      case "standardise" -> standardiser();
      case "discretise" -> discretiser();
      case "fne" -> FullNetworkEmbedding.of(standardiser(), discretiser());
      default -> throw wrong("l2, standardise, discretise or fne", "\"" + kind + "\"");
    };
  }

  private Standardiser standardiser() {
    if (layers == null || mean == null || deviation == null || mean.length != deviation.length) {
      throw wrong("a mean and a deviation for each feature", "not as many of both");
    }
    if (!Arrays.stream(mean).allMatch(Double::isFinite)
        || !Arrays.stream(deviation).allMatch(d -> d >= 0 && Double.isFinite(d))) {
      throw wrong("finite means, and deviations of at least 0", "something else");
    }
    return Standardiser.of(layers, mean, deviation);
  }

  private Discretiser discretiser() {
    if (low == null || high == null) {
      throw wrong("two limits", "none");
    }
    return new Discretiser(low, high);
  }

  private static LabException wrong(String expected, String found) {
    return LabException.of(expected + " of a transform", found, "save it again");
  }
}
