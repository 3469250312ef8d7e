package io.transferlab.advise;

import io.transferlab.evaluate.Predicted;

/**
 * One way tried once.
 *
 * @param way what was done
 * @param source the network it starts from; of {@link Way#SCRATCH} one of the same architecture
 * @param perClass training pictures of each class at most
 * @param draw which training pictures, and which random numbers
 * @param judged what was said of the pictures held back, none of which chose anything
 * @param seconds how long training and judging takes, with the features of its pictures, which many
 *     trials share
 */
public record Trial(
    Way way, String source, int perClass, long draw, Predicted judged, double seconds) {
  /**
   * What it got right.
   *
   * @return mean per-class accuracy on the pictures held back, 0 to 1
   */
  public double accuracy() {
    return judged.evaluation().meanPerClassAccuracy();
  }

  /** What was tried. */
  Candidate candidate() {
    return new Candidate(way, source);
  }
}
