package io.transferlab.classify;

import io.transferlab.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One machine for each class, several at a time. */
final class OneVersusRest {
  private OneVersusRest() {}

  /**
   * Trains a machine for each class against all others. The result does not depend on the number of
   * threads.
   *
   * @param gram products of the rows
   * @param labels class of each row
   * @param classes how many classes
   * @param c weight of the losses
   * @return {@code [classes][n]}: what each row adds to the weights of each class
   * @throws CancellationException if the thread is interrupted
   */
  static float[][] train(Gram gram, int[] labels, int classes, double c) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(classes, Runtime.getRuntime().availableProcessors()),
            work -> {
              Thread thread = new Thread(work, "svm");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<float[]>> machines = new ArrayList<>();
      for (int k = 0; k < classes; k++) {
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
          positive[i] = labels[i] == k;
        }
        long seed = k;
        machines.add(pool.submit(() -> DualDescent.train(gram, positive, c, seed)));
      }
      float[][] signed = new float[classes][];
      try (Progress signs = Progress.of("linear SVM", "classes", classes)) {
        for (int k = 0; k < classes; k++) {
          signed[k] = machines.get(k).get();
          signs.done(1);
        }
      }
      if (Thread.currentThread().isInterrupted()) { // get() does not look if it need not wait
        throw new CancellationException("interrupted while training a support vector machine");
      }
      return signed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while training a support vector machine");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
