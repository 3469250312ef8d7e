package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.Batch;
import io.transferlab.data.Pixels;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.inference.ForwardPass;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A set of pictures put through a network.
 *
 * @param evaluation what it got right
 * @param loss mean cross-entropy in nats, at least 0
 * @param problems the pictures that could not be read and are not counted: one line each
 */
public record Classified(Evaluation evaluation, double loss, List<String> problems) {
  /**
   * Classifies pictures, with the weights as they are now.
   *
   * @param network the network
   * @param pixels the pictures; their classes are the network's outputs
   * @param batchSize pictures at a time
   * @return evaluation and loss; the pictures that cannot be read are left out
   * @throws LabException if none can be read
   * @throws CancellationException if the thread is interrupted meanwhile; the flag stays set
   */
  public static Classified of(Backbone network, Pixels pixels, int batchSize) {
    return all(network, List.of(pixels), batchSize).get(0);
  }

  /**
   * Classifies several sets, with the weights as they are now, which are prepared once for all.
   *
   * @param network the network
   * @param sets of pictures; their classes are the network's outputs
   * @param batchSize pictures at a time
   * @return for each set what {@link #of} gives
   * @throws LabException if of one of them no picture can be read
   * @throws CancellationException if the thread is interrupted meanwhile; the flag stays set
   */
  public static List<Classified> all(Backbone network, List<Pixels> sets, int batchSize) {
    String output = network.outputLayer();
    try (ForwardPass pass = network.forward(List.of(output))) {
      Function<Batch, INDArray> probabilities =
          batch -> Objects.requireNonNull(pass.run(batch.input()).get(output));
      return sets.stream().map(set -> of(network, set, batchSize, probabilities)).toList();
    }
  }

  /** The same of any network, by what gives the probabilities of a batch. */
  static Classified of(
      FrozenNetwork network,
      Pixels pixels,
      int batchSize,
      Function<Batch, INDArray> probabilities) {
    int[] truth = new int[pixels.set().size()];
    int[] predicted = new int[truth.length];
    double loss = 0;
    int n = 0;
    try (Progress signs =
        Progress.of("classifying " + pixels.set().name(), "pictures", truth.length)) {
      for (Batch batch : network.batches(pixels, batchSize)) {
        try (batch) {
          INDArray p = probabilities.apply(batch);
          int[] best = p.argMax(1).toIntVector();
          for (int i = 0; i < batch.size(); i++) {
            truth[n] = batch.labels()[i];
            predicted[n++] = best[i];
            loss -= Math.log(Math.max(1e-12, p.getDouble(i, batch.labels()[i])));
          }
          signs.done(batch.size());
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while classifying pictures");
          }
        }
      }
    }
    if (n == 0) {
      throw unreadable(pixels);
    }
    Evaluation evaluation =
        Evaluation.of(pixels.set().classes(), Arrays.copyOf(truth, n), Arrays.copyOf(predicted, n));
    return new Classified(evaluation, loss / n, pixels.problems());
  }

  /**
   * The error for a set of which nothing could be read.
   *
   * @param pixels the set
   * @return the error, ready to be thrown
   */
  public static LabException unreadable(Pixels pixels) {
    return unreadable(pixels.set().name(), pixels.problems());
  }

  /**
   * The error for a set of which no picture can be read.
   *
   * @param set its name
   * @param problems why, a line a picture; may be empty
   * @return the error, ready to be thrown
   */
  public static LabException unreadable(String set, List<String> problems) {
    return LabException.of(
        "at least one picture of " + set + " that can be read",
        problems.isEmpty() ? "no picture at all" : problems.get(0),
        "open that file in a viewer: save it anew from there as PNG, or leave it out");
  }
}
