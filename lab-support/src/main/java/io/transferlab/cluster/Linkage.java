package io.transferlab.cluster;

import io.transferlab.core.Names;
import java.util.Arrays;
import java.util.Locale;
import smile.clustering.linkage.CompleteLinkage;
import smile.clustering.linkage.SingleLinkage;
import smile.clustering.linkage.UPGMALinkage;
import smile.clustering.linkage.WardLinkage;

/** What the distance of two groups is. */
public enum Linkage {
  /** The growth of the spread when they join (Ward 1963). */
  WARD,
  /** The mean distance of their members. */
  AVERAGE,
  /** The largest distance of their members. */
  COMPLETE,
  /** The smallest distance of their members. */
  SINGLE;

  smile.clustering.linkage.Linkage distances(double[][] rows) {
    return switch (this) {
      case WARD -> WardLinkage.of(rows);
      case AVERAGE -> UPGMALinkage.of(rows);
      case COMPLETE -> CompleteLinkage.of(rows);
      case SINGLE -> SingleLinkage.of(rows);
    };
  }

  /**
   * The linkage of a name.
   *
   * @param name for instance {@code ward}
   * @return the linkage
   */
  public static Linkage of(String name) {
    return Arrays.stream(values())
        .filter(j -> j.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "a linkage",
                    name,
                    Arrays.stream(values()).map(j -> j.name().toLowerCase(Locale.ROOT)).toList()));
  }
}
