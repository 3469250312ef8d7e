package io.transferlab.joint;

import java.util.List;

/**
 * What a training gave.
 *
 * @param heads those of the epoch that was best on the validation pairs
 * @param epochs all that were finished
 * @param interrupted whether somebody stopped it
 */
public record ContrastiveRun(JointHeads heads, List<ContrastiveEpoch> epochs, boolean interrupted) {
  /**
   * Takes a copy of the list.
   *
   * @param heads those of the epoch that was best on the validation pairs
   * @param epochs all that were finished
   * @param interrupted whether somebody stopped it
   */
  public ContrastiveRun {
    epochs = List.copyOf(epochs);
  }
}
