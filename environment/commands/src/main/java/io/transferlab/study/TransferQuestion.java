package io.transferlab.study;

import java.util.Objects;

/**
 * What is measured: a method that starts from a source network, on a target. Two questions are the
 * same only if everything is, so that a record never passes off one measurement as another.
 *
 * @param source name of the source network; {@link #RANDOM} or {@link #NONE}
 * @param sourceSeed what the source network was trained with, or its random weights drawn from; 0
 *     for none
 * @param weights the beginning of the SHA-256 of the source's weights; empty for none
 * @param target name of the target
 * @param method {@link TransferMethod#id()}
 * @param seed chooses the training pictures, their order and new weights
 * @param settings all else that was chosen
 */
public record TransferQuestion(
    String source,
    long sourceSeed,
    String weights,
    String target,
    String method,
    long seed,
    String settings) {
  /** The source of a method that needs none. */
  public static final String NONE = "none";

  /** Weights that were never trained: the control. */
  public static final String RANDOM = "random weights";

  /**
   * Checks that a file which somebody wrote by hand has every part.
   *
   * @param source name of the source network
   * @param sourceSeed what the source network was trained with, or its random weights drawn from
   * @param weights the beginning of the SHA-256 of the source's weights
   * @param target name of the target
   * @param method {@link TransferMethod#id()}
   * @param seed chooses the training pictures, their order and new weights
   * @param settings all else that was chosen
   */
  public TransferQuestion {
    for (String part : new String[] {source, weights, target, method, settings}) {
      Objects.requireNonNull(part, "a part of a measurement is missing");
    }
  }

  @Override
  public String toString() {
    String from =
        source.equals(NONE)
            ? ""
            : ", " + source + (source.equals(RANDOM) ? "" : " (seed " + sourceSeed + ")");
    return "%s, %s%s, pictures %d"
        .formatted(target, TransferMethod.named(method).title(), from, seed);
  }
}
