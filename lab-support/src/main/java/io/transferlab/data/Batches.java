package io.transferlab.data;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One pass over a set in batches. The next batch is prepared (read or drawn, augmented,
 * preprocessed) by a background thread while the network works on the present one.
 */
public final class Batches implements Iterable<Batch> {
  private final Pixels pixels;
  private final PixelTransform transform;
  private final Augmentation augmentation;
  private final int batchSize;
  private final long seed;
  private final List<Integer> order;
  private final @Nullable Views views;
  private final int side;

  private Batches(
      Pixels pixels,
      PixelTransform transform,
      Augmentation augmentation,
      int batchSize,
      long seed,
      List<Integer> order,
      @Nullable Views views,
      int side) {
    this.pixels = pixels;
    this.transform = transform;
    this.augmentation = augmentation;
    this.batchSize = batchSize;
    this.seed = seed;
    this.order = order;
    this.views = views;
    this.side = side;
  }

  /**
   * All pictures in the set's order, unchanged.
   *
   * @param pixels the pictures
   * @param transform what the network wants done to pixels
   * @param batchSize pictures in a batch, at least 1
   * @return the pass
   */
  public static Batches inOrder(Pixels pixels, PixelTransform transform, int batchSize) {
    return new Batches(
        pixels, transform, Augmentation.NONE, batchSize, 0, indices(pixels), null, pixels.size());
  }

  /**
   * Several views of each picture, in the set's order: for judging, never for training.
   *
   * @param pixels the pictures, at a size somewhat larger than the network's, such as 256 for 224
   * @param transform what the network wants done to pixels
   * @param views which views
   * @param side the side of a view, which is that of the network's input, in pixels
   * @param batchSize pictures in a batch, at least 1; a batch has {@code views.count()} times as
   *     many rows, the views of a picture one after the other, each with its label
   * @return the pass
   */
  public static Batches views(
      Pixels pixels, PixelTransform transform, Views views, int side, int batchSize) {
    if (side < 1 || side > pixels.size()) {
      throw LabException.of(
          "views no larger than the pictures, which are " + pixels.size() + " pixels wide",
          side + " pixels",
          "read the pictures at a larger size, for instance " + side * 8 / 7);
    }
    return new Batches(
        pixels, transform, Augmentation.NONE, batchSize, 0, indices(pixels), views, side);
  }

  /**
   * All pictures in random order, augmented: one epoch of training.
   *
   * @param pixels the pictures
   * @param transform what the network wants done to pixels
   * @param augmentation random changes
   * @param batchSize pictures in a batch, at least 1
   * @param seed decides order and changes
   * @return the pass
   */
  public static Batches shuffled(
      Pixels pixels,
      PixelTransform transform,
      Augmentation augmentation,
      int batchSize,
      long seed) {
    List<Integer> order = new ArrayList<>(indices(pixels));
    Collections.shuffle(order, new Random(seed));
    return new Batches(
        pixels, transform, augmentation, batchSize, seed, order, null, pixels.size());
  }

  private static List<Integer> indices(Pixels pixels) {
    return java.util.stream.IntStream.range(0, pixels.set().size()).boxed().toList();
  }

  @Override
  public Iterator<Batch> iterator() {
    return new Ahead();
  }

  /** The batch that starts at a place of the order; null if none of its pictures can be read. */
  private @Nullable Batch prepare(int from) {
    int size = pixels.size();
    int each = views == null ? 1 : views.count();
    int values = side * side * 3;
    int to = Math.min(from + batchSize, order.size());
    float[] data = new float[(to - from) * each * values];
    int[] labels = new int[(to - from) * each];
    int[] indices = new int[labels.length];
    int n = 0;
    for (int i = from; i < to; i++) {
      int index = order.get(i);
      byte[] rgb = pixels.rgb(index);
      if (rgb != null) {
        if (views == null) {
          // Seeded by the picture, not by the thread's history: the same epoch each time.
          SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
          augmentation.write(rgb, size, random, data, n * values);
        } else {
          views.write(rgb, size, side, data, n * values);
        }
        Arrays.fill(labels, n, n + each, pixels.set().pictures().get(index).label());
        Arrays.fill(indices, n, n + each, index);
        n += each;
      }
    }
    if (n == 0) {
      return null;
    }
    if (n < labels.length) {
      data = Arrays.copyOf(data, n * values);
      labels = Arrays.copyOf(labels, n);
      indices = Arrays.copyOf(indices, n);
    }
    transform.apply(data);
    INDArray input = Nd4j.createUninitialized(DataType.FLOAT, n, side, side, 3);
    input.data().asNioFloat().put(data); // at once: setData goes number by number
    return new Batch(input, labels, indices, transform);
  }

  private final class Ahead implements Iterator<Batch> {
    private int next;
    private @Nullable FutureTask<@Nullable Batch> coming = start();

    private @Nullable FutureTask<@Nullable Batch> start() {
      if (next >= order.size()) {
        return null;
      }
      int from = next;
      next += batchSize;
      Callable<@Nullable Batch> work = () -> prepare(from);
      FutureTask<@Nullable Batch> task = new FutureTask<>(work);
      Thread thread = new Thread(task, "batches");
      thread.setDaemon(true);
      thread.start();
      return task;
    }

    private @Nullable Batch ready;

    @Override
    public boolean hasNext() {
      while (ready == null && coming != null) {
        try {
          Batch prepared = coming.get();
          coming = start();
          ready = prepared;
        } catch (InterruptedException e) {
          // Not an early end of the pass: that would look like a smaller set.
          Thread.currentThread().interrupt();
          coming = null;
          throw new CancellationException("interrupted while waiting for pictures");
        } catch (ExecutionException e) {
          coming = null;
          if (e.getCause() instanceof Error error) {
            throw error; // out of memory keeps its name, and so its cure
          }
          throw e.getCause() instanceof RuntimeException r
              ? r
              : new IllegalStateException(e.getCause());
        }
      }
      return ready != null;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the pass is over");
      }
      Batch batch = Objects.requireNonNull(ready);
      ready = null;
      return batch;
    }
  }
}
