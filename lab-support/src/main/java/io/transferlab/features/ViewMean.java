package io.transferlab.features;

import io.transferlab.data.Views;
import java.util.Arrays;

/** Several views of each picture, averaged into one. */
final class ViewMean {
  private ViewMean() {}

  static Features of(Features features) {
    int count = features.views();
    Views views =
        Arrays.stream(Views.values()).filter(v -> v.count() == count).findFirst().orElseThrow();
    int[] firsts = new int[features.size() / count];
    Arrays.setAll(firsts, i -> i * count);
    return new Features(
        features.name(),
        views.mean(features.matrix().dup('c')),
        features.rows().take(firsts),
        features.columns(),
        features.provenance().with("averaged over", count + " views"));
  }
}
