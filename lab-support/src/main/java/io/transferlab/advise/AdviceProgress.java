package io.transferlab.advise;

import io.transferlab.core.Progress;
import io.transferlab.core.Sizes;
import java.util.function.Consumer;

/**
 * What an advisor or a comparison is doing.
 *
 * @param what in a few words
 * @param isNews whether it is worth a line of its own: something ended; else it only moved on
 * @param secondsLeft an estimate of the time until the end; NaN where there is none yet
 */
public record AdviceProgress(String what, boolean isNews, double secondsLeft) {
  /**
   * What shows all that is told but the news, which the listener may print, in the line of long
   * work.
   *
   * @param signs the work
   * @param listener told of everything
   * @return what to tell
   */
  static Consumer<AdviceProgress> shown(Progress signs, Consumer<AdviceProgress> listener) {
    return at -> {
      if (at.isNews()) {
        Progress.hide();
      } else {
        signs.at(0, at.toString());
      }
      listener.accept(at);
    };
  }

  @Override
  public String toString() {
    return Double.isNaN(secondsLeft) ? what : what + "; " + Sizes.time(secondsLeft) + " left";
  }
}
