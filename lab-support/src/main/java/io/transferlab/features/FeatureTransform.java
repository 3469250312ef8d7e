package io.transferlab.features;

/** Turns features into others of the same pictures and layers. */
@FunctionalInterface
public interface FeatureTransform {
  /**
   * Transforms features.
   *
   * @param features of any pictures; stay as they are
   * @return new features with as many rows and columns
   */
  Features apply(Features features);
}
