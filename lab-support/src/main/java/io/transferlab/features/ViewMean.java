package io.transferlab.features;

import io.transferlab.core.LargeMatrix;
import io.transferlab.data.Views;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Several views of each picture, averaged into one. */
final class ViewMean {
  private static final int BLOCK = 64;

  private ViewMean() {}

  static Features of(Features features) {
    int count = features.views();
    Views views =
        Arrays.stream(Views.values()).filter(v -> v.count() == count).findFirst().orElseThrow();
    int[] firsts = new int[features.size() / count];
    Arrays.setAll(firsts, i -> i * count);
    return new Features(
        features.name(),
        means(features, views),
        features.rows().take(firsts),
        features.columns(),
        features.provenance().with("averaged over", count + " views"));
  }

  private static INDArray means(Features features, Views views) {
    int pictures = features.size() / views.count();
    int d = features.dimension();
    INDArray out = LargeMatrix.uninitialized(pictures, d);
    for (int from = 0; from < pictures; from += BLOCK) {
      int to = Math.min(pictures, from + BLOCK);
      INDArray rows =
          features
              .matrix()
              .get(
                  NDArrayIndex.interval((long) from * views.count(), (long) to * views.count()),
                  NDArrayIndex.all());
      try (INDArray some = rows.dup('c');
          INDArray mean = views.mean(some)) {
        out.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(mean);
      }
    }
    return out;
  }
}
