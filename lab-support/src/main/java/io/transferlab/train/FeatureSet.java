package io.transferlab.train;

import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Classified;
import io.transferlab.network.FrozenNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The features of a set's pictures: of one or several views of each. View 0 is the picture as it
 * is, the others are changed at random.
 */
final class FeatureSet implements AutoCloseable {
  private static final int PASS_BATCH = 32;
  private static final int JUDGE_BATCH = 64;

  private final Pixels pixels;
  private final int views;
  private final long[] shape;
  private final int width;
  private final FeatureStore store;
  private final boolean[] there;

  private FeatureSet(Pixels pixels, int views, long[] shape, int width, FeatureStore store) {
    this.pixels = pixels;
    this.views = views;
    this.shape = shape;
    this.width = width;
    this.store = store;
    this.there = new boolean[pixels.set().size()];
  }

  /**
   * Room for the features of a set, still empty.
   *
   * @param pixels the pictures
   * @param views of each, at least 1
   * @param shape of one picture's features: {@code [h, w, c]} or {@code [d]}
   * @param heap bytes they may take on the heap
   * @param folder where they go otherwise
   * @return the features, to be computed
   * @throws io.transferlab.core.LabException if there is no room
   */
  static FeatureSet of(Pixels pixels, int views, long[] shape, long heap, Path folder) {
    int width = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    int rows = Math.multiplyExact(pixels.set().size(), views);
    return new FeatureSet(pixels, views, shape, width, FeatureStore.of(rows, width, heap, folder));
  }

  /** How many bytes they take. */
  long bytes() {
    return 4L * there.length * views * width;
  }

  boolean isOnDisk() {
    return store.isOnDisk();
  }

  /** How many views of each picture there are. */
  int views() {
    return views;
  }

  /** How many batches {@link #compute} takes. */
  int batches() {
    return views * ((there.length + PASS_BATCH - 1) / PASS_BATCH);
  }

  /**
   * Computes them.
   *
   * @param network prepares the pictures
   * @param trunk gives the features
   * @param augmentation changes the views but the first
   * @param seed decides the changes
   * @param onBatch is told of every batch, by its number of pictures
   */
  void compute(
      FrozenNetwork network,
      FrozenPart.Flow trunk,
      Augmentation augmentation,
      long seed,
      IntConsumer onBatch) {
    for (int view = 0; view < views; view++) {
      Batches batches =
          view == 0
              ? network.batches(pixels, PASS_BATCH)
              : network.epoch(pixels, augmentation, PASS_BATCH, seed - view);
      for (Batch batch : batches) {
        try (batch) {
          put(trunk.run(batch), batch.indices(), view);
          onBatch.accept(batch.size());
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while computing features");
        }
      }
    }
  }

  private void put(INDArray features, int[] pictures, int view) {
    try (INDArray copy =
        features.dup('c')) { // dense: a view has room of the whole buffer behind it
      float[] values = copy.data().asFloat();
      for (int i = 0; i < pictures.length; i++) {
        store.put(pictures[i] * views + view, values, i * width);
        there[pictures[i]] = true;
      }
    }
  }

  /**
   * The features of some pictures; those that could not be read are left out.
   *
   * @param pictures their places in the set
   * @param view the view of each, in the same order
   * @return {@code [n, ...]}, to be closed; null if none could be read
   */
  @Nullable INDArray gather(List<Integer> pictures, IntToView view) {
    List<Integer> readable = readable(pictures);
    if (readable.isEmpty()) {
      return null;
    }
    float[] data = new float[readable.size() * width];
    for (int i = 0; i < readable.size(); i++) {
      int picture = readable.get(i);
      store.get(picture * views + view.of(picture), data, i * width);
    }
    INDArray out = blank(readable.size());
    out.data().asNioFloat().put(data); // at once: setData goes number by number
    return out;
  }

  /** Chooses the view of a picture. */
  @FunctionalInterface
  interface IntToView {
    /**
     * Chooses.
     *
     * @param picture its place in the set
     * @return 0 to below {@link #views()}
     */
    int of(int picture);
  }

  /** Zeros in the shape of a batch. */
  INDArray blank(int size) {
    long[] all = new long[shape.length + 1];
    all[0] = size;
    System.arraycopy(shape, 0, all, 1, shape.length);
    return Nd4j.create(DataType.FLOAT, all);
  }

  /** The labels of some pictures; of those that could be read. */
  int[] labels(List<Integer> pictures) {
    return readable(pictures).stream()
        .mapToInt(i -> pixels.set().pictures().get(i).label())
        .toArray();
  }

  private List<Integer> readable(List<Integer> pictures) {
    return pictures.stream().filter(i -> there[i]).toList();
  }

  /**
   * What a head makes of pictures as they are.
   *
   * @param head reads the features, gives probabilities
   * @param pictures their places in the set
   * @return evaluation and loss
   */
  Classified judge(ComputationGraph head, List<Integer> pictures) {
    int[] truth = new int[pictures.size()];
    int[] predicted = new int[truth.length];
    double loss = 0;
    int n = 0;
    for (int from = 0; from < pictures.size(); from += JUDGE_BATCH) {
      List<Integer> some = pictures.subList(from, Math.min(pictures.size(), from + JUDGE_BATCH));
      INDArray input = gather(some, picture -> 0);
      if (input == null) {
        continue;
      }
      try (input) {
        INDArray p = head.outputSingle(false, input);
        int[] best = p.argMax(1).toIntVector();
        int[] labels = labels(some);
        for (int i = 0; i < labels.length; i++) {
          truth[n] = labels[i];
          predicted[n++] = best[i];
          loss -= Math.log(Math.max(1e-12, p.getDouble(i, labels[i])));
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while classifying pictures");
      }
    }
    if (n == 0) {
      throw Classified.unreadable(pixels);
    }
    ImageSet set = pixels.set();
    Evaluation evaluation =
        Evaluation.of(set.classes(), Arrays.copyOf(truth, n), Arrays.copyOf(predicted, n));
    return new Classified(evaluation, loss / n, pixels.problems());
  }

  /** The pictures. */
  Pixels pixels() {
    return pixels;
  }

  @Override
  public void close() {
    store.close();
  }
}
