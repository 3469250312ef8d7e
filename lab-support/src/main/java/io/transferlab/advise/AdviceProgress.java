package io.transferlab.advise;

import io.transferlab.core.Sizes;

/**
 * What an advisor or a comparison is doing.
 *
 * @param what in a few words
 * @param isNews whether it is worth a line of its own: something ended; else it only moved on
 * @param secondsLeft an estimate of the time until the end; NaN where there is none yet
 */
public record AdviceProgress(String what, boolean isNews, double secondsLeft) {
  @Override
  public String toString() {
    return Double.isNaN(secondsLeft) ? what : what + "; " + Sizes.time(secondsLeft) + " left";
  }
}
