package io.transferlab.predict;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.network.FrozenNetwork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The pictures of a set in batches, in the set's order: decoded and prepared by all cores, a few
 * batches ahead of the network and no more, so that memory does not grow with the set.
 */
final class PreparedPictures implements AutoCloseable {
  private static final int BATCHES_AHEAD = 2;

  private final FrozenNetwork network;
  private final Pixels pixels;
  private final int batchSize;
  private final ExecutorService workers;
  private final Deque<Future<float @Nullable []>> coming = new ArrayDeque<>();
  private int started;
  private int taken;

  /**
   * Some pictures that follow one another.
   *
   * @param from the first
   * @param problems one a picture; null if it could be read
   * @param input those that could be read, {@code [n, side, side, 3]}; null if there are none
   */
  record Part(int from, List<@Nullable String> problems, @Nullable INDArray input)
      implements AutoCloseable {
    @Override
    public void close() {
      if (input != null) {
        input.close();
      }
    }
  }

  PreparedPictures(FrozenNetwork network, ImageSet set, int batchSize) {
    this.network = network;
    this.pixels = network.passing(set);
    this.batchSize = batchSize;
    this.workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(set.size(), Runtime.getRuntime().availableProcessors())),
            work -> {
              Thread thread = new Thread(work, "pictures");
              thread.setDaemon(true);
              return thread;
            });
  }

  private int size() {
    return pixels.set().size();
  }

  boolean hasNext() {
    return taken < size();
  }

  /** The next pictures. */
  Part next() {
    int from = taken;
    int to = Math.min(size(), from + batchSize);
    while (started < Math.min(size(), to + BATCHES_AHEAD * batchSize)) {
      int index = started++;
      coming.add(workers.submit(() -> prepared(index)));
    }
    int values = network.side() * network.side() * 3;
    float[] data = new float[(to - from) * values];
    List<@Nullable String> problems = new ArrayList<>();
    int n = 0;
    for (; taken < to; taken++) {
      float[] picture = get(coming.remove());
      if (picture == null) {
        String why = pixels.problem(taken);
        problems.add(why == null ? pixels.set().pictures().get(taken).key() : why);
      } else {
        problems.add(null);
        System.arraycopy(picture, 0, data, n++ * values, values);
      }
    }
    if (n == 0) {
      return new Part(from, problems, null);
    }
    INDArray input = Nd4j.createUninitialized(DataType.FLOAT, n, network.side(), network.side(), 3);
    input.data().asNioFloat().put(data, 0, n * values); // at once: setData goes number by number
    return new Part(from, problems, input);
  }

  private float @Nullable [] prepared(int index) {
    byte[] rgb = pixels.rgb(index);
    if (rgb == null) {
      return null;
    }
    float[] values = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      values[i] = rgb[i] & 0xff;
    }
    network.preprocessing().apply(values);
    return values;
  }

  private static float @Nullable [] get(Future<float @Nullable []> picture) {
    try {
      return picture.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for pictures");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // out of memory keeps its name, and so its cure
      }
      throw e.getCause() instanceof RuntimeException r
          ? r
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
