package io.transferlab.words.train;

import io.transferlab.core.Progress;
import io.transferlab.core.Provenance;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * GloVe: vectors whose inner products, with two biases, come near the logarithms of how often words
 * stand together. J. Pennington, R. Socher, C. D. Manning: GloVe: Global vectors for word
 * representation, EMNLP 2014, <a
 * href="https://doi.org/10.3115/v1/D14-1162">doi:10.3115/v1/D14-1162</a>.
 *
 * <p>Own code: DL4J dropped its trainer, and no other library at hand has one. It uses all cores,
 * and the same seed gives the same vectors, bit for bit, however many there are.
 */
public final class Glove {
  private Glove() {}

  /**
   * Counts, then trains.
   *
   * @param corpus the text
   * @param options how
   * @param listener told after each epoch; its loss is the mean weighted squared error of a cell,
   *     halved, measured while learning
   * @return the vectors: the sum of word and context vectors. An interrupt ends training early and
   *     gives what was learned until then.
   */
  public static TrainedVectors train(
      Corpus corpus, GloveOptions options, TrainingListener listener) {
    Cooccurrence cells = Cooccurrence.count(corpus, options.window());
    return train(cells, options, listener);
  }

  /**
   * Trains on counts.
   *
   * @param cells how often words stand together
   * @param options how; window and least count played their part before
   * @param listener told after each epoch
   * @return the vectors
   */
  public static TrainedVectors train(
      Cooccurrence cells, GloveOptions options, TrainingListener listener) {
    long start = System.nanoTime();
    GloveModel model = new GloveModel(cells.words().size(), options);
    GloveShards shards = new GloveShards(model, cells, options.seed());
    List<TrainingEpoch> epochs = new ArrayList<>();
    boolean interrupted = false;
    try (Progress signs = Progress.of("GloVe", "epochs", options.epochs())) {
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        double loss = shards.epoch(epoch);
        double seconds = (System.nanoTime() - start) / 1e9;
        epochs.add(new TrainingEpoch(epoch, options.epochs(), loss, seconds));
        signs.done(1);
        Progress.hide(); // a line may be printed
        listener.onEpoch(epochs.get(epochs.size() - 1));
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: training ends here, what follows may go on
      interrupted = true;
    }
    WordVectors vectors =
        WordVectors.of(cells.words(), model.vectors(), options.dimension()).named("GloVe");
    return new TrainedVectors(vectors, epochs, interrupted, provenance(cells, options, epochs));
  }

  private static Provenance provenance(
      Cooccurrence cells, GloveOptions options, List<TrainingEpoch> epochs) {
    return Provenance.none()
        .with("method", "GloVe")
        .with("words", cells.words().size())
        .with("cells", cells.size())
        .with("dimension", options.dimension())
        .with("window", options.window())
        .with("least count", options.minCount())
        .with("x_max", options.xMax())
        .with("alpha", options.alpha())
        .with("rate", options.rate())
        .with("epochs", epochs.size())
        .with("seed", options.seed());
  }
}
