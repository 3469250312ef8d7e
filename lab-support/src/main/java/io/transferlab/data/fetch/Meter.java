package io.transferlab.data.fetch;

import java.util.function.LongSupplier;

/** Turns bytes as they come into a few reports a second, with speed. */
final class Meter {
  private static final long EVERY_NANOS = 250_000_000L;

  private final FetchListener progress;
  private final LongSupplier nanoTime;
  private final String entry;
  private final String what;
  private final Step.Phase phase;
  private final long total;
  private final long start;
  private final long startBytes;
  private long done;
  private long lastReport;

  Meter(Transfers how, String entry, String what, Step.Phase phase, long done, long total) {
    this.progress = how.progress();
    this.nanoTime = how.nanoTime();
    this.entry = entry;
    this.what = what;
    this.phase = phase;
    this.total = total;
    this.done = done;
    this.startBytes = done;
    this.start = nanoTime.getAsLong();
    this.lastReport = start - EVERY_NANOS;
  }

  void add(long bytes) {
    done += bytes;
    long now = nanoTime.getAsLong();
    if (now - lastReport >= EVERY_NANOS) {
      lastReport = now;
      report(now);
    }
  }

  void finish() {
    report(nanoTime.getAsLong());
  }

  private void report(long now) {
    double seconds = (now - start) / 1e9;
    // The first moments say nothing about the speed.
    double speed = seconds > 0.5 ? (done - startBytes) / seconds : 0;
    progress.at(new Step(entry, phase, what, done, Math.max(total, 0), speed));
  }
}
