package io.transferlab.classify;

import io.transferlab.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

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
    try (Progress signs = Progress.of("linear SVM", "classes", classes)) {
      return each(
              classes,
              Runtime.getRuntime().availableProcessors(),
              k -> {
                boolean[] positive = new boolean[labels.length];
                for (int i = 0; i < labels.length; i++) {
                  positive[i] = labels[i] == k;
                }
                return DualDescent.train(gram, positive, c, k);
              },
              machine -> signs.done(1))
          .toArray(float[][]::new);
    }
  }

  /**
   * Computes something for each of several machines.
   *
   * @param count how many
   * @param atOnce how many at a time
   * @param machine what is computed; is interrupted when the caller is
   * @param done is told each result, in order
   * @return the results, in order
   * @throws CancellationException if the thread is interrupted
   */
  static <T> List<T> each(int count, int atOnce, IntFunction<T> machine, Consumer<T> done) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(count, atOnce),
            work -> {
              Thread thread = new Thread(work, "svm");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<T>> machines = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        int one = k;
        machines.add(pool.submit(() -> machine.apply(one)));
      }
      List<T> found = new ArrayList<>();
      for (Future<T> future : machines) {
        found.add(future.get());
        done.accept(found.get(found.size() - 1));
      }
      if (Thread.currentThread().isInterrupted()) { // get() does not look if it need not wait
        throw new CancellationException("interrupted while training a support vector machine");
      }
      return found;
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
