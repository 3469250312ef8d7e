package io.transferlab.projection;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** So many threads; the results never depend on how many, since every task has its own output. */
final class Workers implements AutoCloseable {
  private final ForkJoinPool pool;

  private Workers(ForkJoinPool pool) {
    this.pool = pool;
  }

  /** As many as there are cores. */
  static Workers all() {
    return new Workers(ForkJoinPool.commonPool());
  }

  static Workers of(int threads) {
    return new Workers(new ForkJoinPool(threads));
  }

  void forEach(int tasks, IntConsumer task) {
    if (pool == ForkJoinPool.commonPool()) {
      IntStream.range(0, tasks).parallel().forEach(task);
    } else {
      pool.submit(() -> IntStream.range(0, tasks).parallel().forEach(task)).join();
    }
  }

  @Override
  public void close() {
    if (pool != ForkJoinPool.commonPool()) {
      pool.shutdown();
    }
  }
}
