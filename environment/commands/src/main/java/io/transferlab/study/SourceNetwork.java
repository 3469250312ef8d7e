package io.transferlab.study;

import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;

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
   * A pretrained network.
   *
   * @param backbone the network
   * @return it, with the seed of its provenance
   */
  public static SourceNetwork of(Backbone backbone) {
    String seed = backbone.provenance().facts().getOrDefault("seed", "0");
    return new SourceNetwork(
        backbone.name(),
        seed.matches("-?\\d{1,18}") ? Long.parseLong(seed) : 0,
        hash(backbone),
        backbone);
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

  private static String hash(Backbone backbone) {
    return backbone
        .trunk(backbone.reluLayers(), Pooling.AVERAGE)
        .weightsHash()
        .substring(0, DIGITS);
  }
}
