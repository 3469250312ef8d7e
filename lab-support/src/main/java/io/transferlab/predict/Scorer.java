package io.transferlab.predict;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.Matrices;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeaturePass;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.LogitPass;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The way from prepared pictures to scores, kept open. */
final class Scorer {
  /**
   * What a batch gives, the caller's own.
   *
   * @param scores {@code [n, classes]}
   * @param embeddings {@code [n, d]}, of length 1
   */
  record Rows(INDArray scores, INDArray embeddings) implements AutoCloseable {
    @Override
    public void close() {
      Scorer.close(scores);
      Scorer.close(embeddings);
    }
  }

  private static void close(INDArray array) {
    if (array.closeable() && !array.wasClosed()) {
      array.close();
    }
  }

  private final Function<INDArray, Rows> way;

  private Scorer(Function<INDArray, Rows> way) {
    this.way = way;
  }

  static Scorer of(FrozenNetwork network) {
    return of(network, network::logits);
  }

  static Scorer of(HeadedNetwork headed) {
    return of(headed, headed::logits);
  }

  private static Scorer of(Object which, Supplier<LogitPass> opener) {
    KeptOpen<LogitPass> kept = new KeptOpen<>();
    return new Scorer(
        prepared ->
            kept.use(
                which,
                opener,
                pass -> {
                  LogitPass.Rows rows = pass.run(prepared);
                  Rows unit = new Rows(rows.logits(), Matrices.unit(rows.features()));
                  close(rows.features());
                  return unit;
                }));
  }

  static Scorer of(FeatureExtractor extractor, FeatureTransform transform, LinearSvm svm) {
    KeptOpen<FeaturePass> kept = new KeptOpen<>();
    return new Scorer(
        prepared ->
            kept.use(
                extractor,
                extractor::pass,
                pass -> {
                  Features raw = pass.run(prepared);
                  Features ready = transform.apply(raw);
                  Rows rows = new Rows(svm.decision(ready), Matrices.unit(ready.matrix()));
                  // Outside the Java heap: a long run must not wait for its collector.
                  close(raw.matrix());
                  close(ready.matrix());
                  return rows;
                }));
  }

  Rows run(INDArray prepared) {
    return way.apply(prepared);
  }
}
