package io.transferlab.cli;

import io.transferlab.train.EpochListener;
import io.transferlab.train.History;
import io.transferlab.train.TrainingProgress;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * A bar with the time left on the last line of a terminal, drawn at most ten times a second; a line
 * for each epoch above it.
 */
final class TrainingBar implements EpochListener {
  private static final int CELLS = 24;
  private static final long REDRAW_NANOS = 100_000_000L;

  private final PrintWriter out;
  private final boolean epochs;
  private final LongSupplier nanoClock;
  private String which = "";
  private int picturesAfter;
  private int looked;
  private double seconds;

  private long drawnAt;
  private int shown;

  /**
   * A bar.
   *
   * @param out the terminal
   * @param epochs whether each epoch gets its line
   * @param nanoClock when it is
   */
  TrainingBar(PrintWriter out, boolean epochs, LongSupplier nanoClock) {
    this.out = out;
    this.epochs = epochs;
    this.nanoClock = nanoClock;
    this.drawnAt = nanoClock.getAsLong() - REDRAW_NANOS;
  }

  /**
   * Says which run it is, and tells the time until all of it is over.
   *
   * @param words before the rest, such as "run 2 of 3, "; may be empty
   * @param pictures how many the network is asked about after the training; the run itself tells
   *     how long that takes, since it asks about others
   * @return this bar
   */
  TrainingBar of(String words, int pictures) {
    which = words;
    picturesAfter = pictures;
    return this;
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void onStep(TrainingProgress at) {
    if (nanoClock.getAsLong() - drawnAt < REDRAW_NANOS) {
      return;
    }
    drawnAt = nanoClock.getAsLong();
    int full = (int) Math.round(CELLS * at.fraction());
    show("[" + "#".repeat(full) + ".".repeat(CELLS - full) + "] " + which + withAllThatFollows(at));
  }

  private TrainingProgress withAllThatFollows(TrainingProgress at) {
    return at.epoch() == 0 || looked == 0
        ? at
        : new TrainingProgress(
            at.epoch(),
            at.epochs(),
            at.step(),
            at.steps(),
            at.secondsLeft() + picturesAfter * seconds / looked);
  }

  @Override
  public void onLook(int pictures, double took) {
    looked += pictures;
    seconds += took;
  }

  @Override
  public void onEpoch(History soFar) {
    if (epochs) {
      note(soFar.epochs().get(soFar.epochs().size() - 1).toString());
    }
  }

  @Override
  public void note(String line) {
    end();
    out.println(line);
    out.flush();
  }

  /** Takes the bar away, so that what comes next begins at the left. */
  void end() {
    show("");
    out.print("\r");
    out.flush();
  }

  private void show(String text) {
    out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    shown = text.length();
    out.flush();
  }
}
