package io.transferlab.network;

import org.jspecify.annotations.Nullable;

/**
 * How a network ends: with its top (the classifier), or without it.
 *
 * @param classes outputs of the top, at least 2; 0 without top
 * @param pooling what comes instead of the top; null with top
 */
public record Ending(int classes, @Nullable Pooling pooling) {
  /** Without top and without pooling: feature maps. */
  public static final Ending FEATURE_MAPS = new Ending(0, Pooling.NONE);

  /** Without top, one mean a feature map. */
  public static final Ending AVERAGE = new Ending(0, Pooling.AVERAGE);

  /** Without top, the greatest value of each feature map. */
  public static final Ending MAX = new Ending(0, Pooling.MAX);

  /**
   * Checks that it is one of the two.
   *
   * @param classes outputs of the top, at least 2; 0 without top
   * @param pooling what comes instead of the top; null with top
   * @throws IllegalArgumentException for fewer than 2 classes without a pooling, or classes with
   *     one
   */
  public Ending {
    if (pooling == null ? classes < 2 : classes != 0) {
      throw new IllegalArgumentException(
          "Expected at least 2 classes, or a pooling; found " + classes + " and " + pooling);
    }
  }

  /**
   * With top.
   *
   * @param classes outputs, at least 2
   * @return the ending
   */
  public static Ending top(int classes) {
    return new Ending(classes, null);
  }

  /**
   * Whether there is a classifier.
   *
   * @return false for feature maps or pooled features
   */
  public boolean hasTop() {
    return pooling == null;
  }
}
