package io.transferlab.data.fetch;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Progress for a log: a line at every tenth of a file, and whenever something else begins. */
public final class ProgressLines implements FetchListener {
  private static final long STEP_WITHOUT_TOTAL = 250_000_000L;

  private final Consumer<String> out;
  private final Map<String, String> last = new HashMap<>();

  /**
   * Lines to somewhere.
   *
   * @param out takes one line at a time
   */
  public ProgressLines(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public synchronized void at(Step step) {
    long place = step.total() > 0 ? step.percent() / 10 : step.done() / STEP_WITHOUT_TOTAL;
    String now = step.phase() + step.what() + place;
    if (!now.equals(last.put(step.entry(), now))) {
      out.accept(step.text());
    }
  }
}
