package io.transferlab.kernel;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One line of the running cell in which libraries say how far they are, and the kernel that the
 * cell still runs, where for some time nothing else has come of it. A cell has one display for the
 * line, however often one begins anew, and in the end there is nothing in it: Jupyter can empty a
 * display, but not remove it.
 */
final class SignLine {
  /** Two seconds without a sign of life are too many. */
  private static final double SILENT_SECONDS = 1.4;

  private static final long LOOK_MILLIS = 200;

  private static final double CLOCK_SECONDS = 0.95;

  private final BiConsumer<String, Boolean> publish;
  private final BooleanSupplier stopping;
  private final LongSupplier nanoTime;
  private boolean running;
  private boolean asking;
  private boolean published;
  private boolean clock;
  private long began;
  private long last;
  private long told;
  private String shown = "";

  /**
   * @param publish is given the line, and whether the running cell has a display for it already
   * @param stopping whether the cell was asked to stop
   * @param nanoTime the time
   */
  SignLine(BiConsumer<String, Boolean> publish, BooleanSupplier stopping, LongSupplier nanoTime) {
    this.publish = publish;
    this.stopping = stopping;
    this.nanoTime = nanoTime;
  }

  /**
   * A cell begins.
   *
   * @param waited seconds that its reader has waited for that already
   */
  synchronized void begin(double waited) {
    running = true;
    asking = false;
    published = false;
    clock = false;
    shown = "";
    began = nanoTime.getAsLong() - (long) (waited * 1e9);
    last = began;
    notifyAll();
  }

  /** A cell has ended; what works on behind it shows nothing more. */
  synchronized void end() {
    show("");
    running = false;
  }

  /** Something of the cell was published. */
  synchronized void alive() {
    last = nanoTime.getAsLong();
  }

  /** The cell waits for its reader, or no longer: who is asked need not be told that it runs. */
  synchronized void asks(boolean now) {
    show("");
    asking = now;
  }

  /** What a library says. */
  synchronized void show(String line) {
    clock = false;
    last = nanoTime.getAsLong();
    replace(line);
  }

  private void replace(String line) {
    if (running && !line.equals(shown)) {
      shown = line;
      publish.accept(line, published);
      published = true;
    }
  }

  /** Says that the cell runs, if nothing else has said so lately; from then on every second. */
  synchronized void look() {
    long now = nanoTime.getAsLong();
    boolean due =
        clock
            ? now - told >= CLOCK_SECONDS * 1e9
            : shown.isEmpty() && now - last >= SILENT_SECONDS * 1e9;
    if (due && running && !asking && !stopping.getAsBoolean()) {
      clock = true;
      told = now;
      replace("running, " + time(Math.round((now - began) / 1e9)) + " so far");
    }
  }

  private static String time(long seconds) {
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  /** Looks from now on by itself, as long as a cell runs. */
  void start() {
    Thread thread = new Thread(this::serve, "kernel-sign");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (true) {
      try {
        await();
        look();
      } catch (InterruptedException e) {
        // Nobody interrupts this thread.
      }
    }
  }

  private synchronized void await() throws InterruptedException {
    wait(running ? LOOK_MILLIS : 0);
  }
}
