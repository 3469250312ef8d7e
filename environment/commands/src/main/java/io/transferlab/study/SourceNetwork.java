package io.transferlab.study;

import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import io.transferlab.network.Pretrained;
import java.nio.file.Path;

/**
 * A network that measurements start from.
 *
 * @param name for instance {@code Sketch_Objects}; networks of one name differ in their seed
 * @param seed what it was trained with; 0 if nobody knows
 * @param weights the beginning of the SHA-256 of its weights; empty for no source
 * @param backbone the network; for no source, one of the architecture to train from scratch
 */
public record SourceNetwork(String name, long seed, String weights, Backbone backbone) {
  private static final int DIGITS = 12;

  /**
   * A pretrained network as it comes with the course or was fetched.
   *
   * @param source which
   * @return it, with the seed it was trained with; 0 for a fetched one
   * @throws io.transferlab.core.LabException if its weights are not there
   */
  public static SourceNetwork of(Pretrained source) {
    return of(source.load(), source.isShipped() ? SourceTraining.seed(source) : 0);
  }

  /**
   * Another network of a source.
   *
   * @param source which
   * @param file its weights
   * @return it, with the seed that the note beside the file tells; 0 if there is none
   * @throws io.transferlab.core.LabException if the file is damaged or another network's
   */
  public static SourceNetwork of(Pretrained source, Path file) {
    Backbone network = source.load(file);
    return of(network, TrainingNote.read(file, network).map(TrainingNote::seed).orElse(0L));
  }

  /**
   * A network.
   *
   * @param backbone the network
   * @param seed what it was trained with; 0 if nobody knows
   * @return it
   */
  public static SourceNetwork of(Backbone backbone, long seed) {
    return new SourceNetwork(backbone.name(), seed, hash(backbone), backbone);
  }

  /** The control: the same architecture with random weights. */
  static SourceNetwork random(Backbone like, long seed) {
    Backbone random = Heads.randomized(like, seed);
    return new SourceNetwork(TransferQuestion.RANDOM, seed, hash(random), random);
  }

  /** No source. */
  static SourceNetwork none(Backbone architecture) {
    return new SourceNetwork(TransferQuestion.NONE, 0, "", architecture);
  }

  static String hash(Backbone backbone) {
    return backbone
        .trunk(backbone.reluLayers(), Pooling.AVERAGE)
        .weightsHash()
        .substring(0, DIGITS);
  }
}
