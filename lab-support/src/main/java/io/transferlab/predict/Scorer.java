package io.transferlab.predict;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.Matrices;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeaturePass;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.network.Backbone;
import io.transferlab.network.LogitPass;
import java.lang.ref.Cleaner;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way from prepared pictures to scores, opened when it is first needed and closed when nobody
 * has it any more. For several threads, one at a time.
 */
final class Scorer {
  private static final Cleaner CLEANER = Cleaner.create();

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

  /** What is closed: it must not know the scorer. */
  private static final class Opened implements Runnable {
    private @Nullable AutoCloseable pass;

    @Override
    public synchronized void run() {
      if (pass != null) {
        try {
          pass.close();
        } catch (Exception e) { // no pass declares one
          throw new IllegalStateException(e);
        }
        pass = null;
      }
    }
  }

  private final Opened opened = new Opened();
  private final Supplier<Function<INDArray, Rows>> open;
  private @Nullable Function<INDArray, Rows> way;

  private Scorer(Function<Opened, Function<INDArray, Rows>> opener) {
    Opened held = opened;
    this.open = () -> opener.apply(held);
    CLEANER.register(this, held);
  }

  static Scorer of(Backbone network) {
    return new Scorer(
        held -> {
          LogitPass pass = network.logits();
          held.pass = pass;
          return prepared -> {
            LogitPass.Rows rows = pass.run(prepared);
            Rows unit = new Rows(rows.logits(), Matrices.unit(rows.features()));
            close(rows.features());
            return unit;
          };
        });
  }

  static Scorer of(FeatureExtractor extractor, FeatureTransform transform, LinearSvm svm) {
    return new Scorer(
        held -> {
          FeaturePass pass = extractor.pass();
          held.pass = pass;
          return prepared -> {
            Features raw = pass.run(prepared);
            Features ready = transform.apply(raw);
            Rows rows = new Rows(svm.decision(ready), Matrices.unit(ready.matrix()));
            // Outside the Java heap: a long run must not wait for its collector.
            close(raw.matrix());
            close(ready.matrix());
            return rows;
          };
        });
  }

  synchronized Rows run(INDArray prepared) {
    if (way == null) {
      way = open.get();
    }
    return way.apply(prepared);
  }
}
