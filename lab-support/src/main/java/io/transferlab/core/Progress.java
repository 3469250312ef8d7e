package io.transferlab.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Long work that says by itself that it goes on: after a second in one line, which is replaced in
 * place every second and gone when the work ends; in a notebook below the cell, in a terminal on
 * its last line, elsewhere nowhere. Who works has nothing to pass on:
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("features of cats", "pictures", 1120)) {
 *   for (...) {
 *     ...
 *     progress.done(32);
 *   }
 * }
 * }</pre>
 *
 * shows "features of cats: 320 of 1,120 pictures, 12 s left". Work inside such work, on the same
 * thread, is told behind it, and moves the whole on. The time left is told where it all takes five
 * seconds or more. Work that follows other work within half a second, as in a loop of many short
 * ones, goes on in its line.
 */
public final class Progress implements AutoCloseable {
  private static final double SHOWN_AFTER = 0.9;
  private static final double TIME_FROM = 5;

  /** What begins so soon after what was before it, on the same thread, goes on in its line. */
  private static final double PAUSE = 0.5;

  /** Less says nothing about the rest. */
  private static final double LEAST_FRACTION = 0.01;

  private static final int WIDTH = 100;
  private static final long TICK_MILLIS = 1000;

  /** What a thread is at: work knows the work around it without being told. */
  private static final ThreadLocal<@Nullable Progress> INNERMOST = new ThreadLocal<>();

  /** The line of a thread's last work. */
  private static final ThreadLocal<@Nullable Line> LAST = new ThreadLocal<>();

  /** Made when the first long work begins. */
  private static final class Shared {
    static final ProgressScreen SCREEN =
        ServiceLoader.load(ProgressScreen.class, Progress.class.getClassLoader())
            .findFirst()
            .orElse(new Nowhere());

    static final ScheduledThreadPoolExecutor CLOCK = clock();

    private static ScheduledThreadPoolExecutor clock() {
      ScheduledThreadPoolExecutor clock =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "progress");
                thread.setDaemon(true);
                return thread;
              });
      clock.setRemoveOnCancelPolicy(true);
      return clock;
    }
  }

  private record Nowhere() implements ProgressScreen {
    @Override
    public boolean isThere() {
      return false;
    }

    @Override
    public void show(String line) {
      // Nobody looks.
    }

    @Override
    public boolean mayStay() {
      return false;
    }
  }

  /**
   * The line of the outermost work and all inside it, and of what follows without a pause; every
   * access holds its lock.
   */
  private static final class Line {
    final ProgressScreen screen;
    final LongSupplier nanoTime;
    final long began;
    final Thread owner = Thread.currentThread();
    final Deque<Progress> works = new ArrayDeque<>();
    String shown = "";

    /** What was shown, without the time that was added because it was the same again. */
    String same = "";

    long said;
    long ended;
    boolean takenAway;
    boolean waiting;
    @Nullable Future<?> ticks;

    Line(ProgressScreen screen, LongSupplier nanoTime) {
      this.screen = screen;
      this.nanoTime = nanoTime;
      this.began = nanoTime.getAsLong();
    }

    synchronized void start() {
      if (ticks == null) {
        ticks =
            Shared.CLOCK.scheduleWithFixedDelay(
                this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void stop() {
      Future<?> running = ticks;
      if (running != null) {
        running.cancel(false);
        ticks = null;
      }
    }

    private double secondsSince(long then) {
      return (nanoTime.getAsLong() - then) / 1e9;
    }

    /** Whether work that begins now on this screen goes on in this line. */
    synchronized boolean goesOnFor(ProgressScreen next) {
      return next == screen && works.isEmpty() && secondsSince(ended) < PAUSE;
    }

    synchronized void begin(Progress work) {
      works.addLast(work);
      // A loop of short works may be between two of them whenever the clock ticks.
      boolean late = !shown.isEmpty() && secondsSince(said) * 1000 >= TICK_MILLIS;
      if (takenAway || late) {
        takenAway = false;
        tick();
      }
    }

    /** The outermost work is over. The line stays a moment, where it can, for what comes next. */
    synchronized void end() {
      ended = nanoTime.getAsLong();
      if (shown.isEmpty()) {
        return;
      }
      if (!screen.mayStay()) {
        hide();
        takenAway = true;
      } else if (ticks != null && !waiting) {
        waiting = true;
        waitFor(PAUSE);
      }
    }

    private void waitFor(double seconds) {
      Shared.CLOCK.schedule(
          this::goUnlessFollowed, (long) (seconds * 1000) + 10, TimeUnit.MILLISECONDS);
    }

    private synchronized void goUnlessFollowed() {
      double since = secondsSince(ended);
      waiting = works.isEmpty() && since < PAUSE;
      if (waiting) {
        waitFor(PAUSE - since);
      } else if (works.isEmpty()) {
        stop();
        hide();
      }
    }

    synchronized void tick() {
      if (works.isEmpty()) {
        if (secondsSince(ended) >= PAUSE) {
          stop();
          hide();
        }
        return;
      }
      // Who was asked to stop, or is covered, says no more.
      if (secondsSince(began) < SHOWN_AFTER || owner.isInterrupted() || !screen.isThere()) {
        return;
      }
      String text = text(secondsSince(works.getFirst().began));
      if (text.isEmpty()) {
        hide();
        return;
      }
      boolean again = text.equals(same);
      same = text;
      if (again) { // it lives, though nothing has moved
        text += ", " + Sizes.time(secondsSince(began)) + " so far";
      }
      shown = text;
      said = nanoTime.getAsLong();
      screen.show(text);
    }

    private String text(double seconds) {
      StringBuilder words = new StringBuilder();
      boolean covered = false;
      for (Progress work : works) {
        String where = work.where();
        if (words.isEmpty()) {
          words.append(work.what).append(work.what.isEmpty() || where.isEmpty() ? "" : ": ");
          words.append(where);
        } else {
          words.append(", ").append(where.isEmpty() ? work.what : where);
        }
        if (work.covered) {
          covered = true;
          break;
        }
      }
      if (words.length() > WIDTH) {
        words.setLength(WIDTH - 3);
        words.append("...");
      }
      if (covered) {
        return words.toString();
      }
      double fraction = fraction(works.iterator());
      double left = works.getFirst().left(fraction, seconds);
      if (seconds < SHOWN_AFTER) { // too young to tell
        return words.toString();
      }
      if (fraction >= LEAST_FRACTION && seconds + left >= TIME_FROM) {
        words.append(", ").append(Sizes.time(left)).append(" left");
      } else if (!(fraction > 0)) {
        words.append(", ").append(Sizes.time(seconds)).append(" so far");
      }
      return words.toString();
    }

    private static double fraction(Iterator<Progress> inwards) {
      if (!inwards.hasNext()) {
        return 0;
      }
      Progress work = inwards.next();
      if (Double.isNaN(work.total)) {
        return 0;
      }
      double inside = work.open * fraction(inwards);
      return Math.max(0, Math.min(1, (work.done + inside) / work.total));
    }

    synchronized void hide() {
      takenAway = false;
      same = "";
      if (!shown.isEmpty()) {
        shown = "";
        screen.show("");
      }
    }
  }

  private final Line line;
  private final @Nullable Progress outer;
  private final String what;
  private final String unit;
  private final double total;
  private final boolean covered;
  private final long began;
  private final RecentPace pace = new RecentPace();
  private int looks;
  private double toldFraction;
  private double toldSeconds;
  private double done;
  private double open;
  private String where = "";

  private Progress(
      ProgressScreen screen,
      LongSupplier nanoTime,
      String what,
      String unit,
      double total,
      boolean covered) {
    this.what = what;
    this.unit = unit;
    this.total = total;
    this.covered = covered;
    Progress around = INNERMOST.get();
    outer = around;
    line = around == null ? lineFor(screen, nanoTime) : around.line;
    synchronized (line) {
      began = nanoTime.getAsLong();
      line.begin(this);
      if (around != null && around.open == 0) {
        around.open = Math.min(1, around.total - around.done);
      }
    }
    INNERMOST.set(this);
  }

  private static Line lineFor(ProgressScreen screen, LongSupplier nanoTime) {
    Line last = LAST.get();
    if (last != null && last.goesOnFor(screen)) {
      return last;
    }
    Line line = new Line(screen, nanoTime);
    LAST.set(line);
    return line;
  }

  private static Progress begin(String what, String unit, double total, boolean covered) {
    ProgressScreen screen = Shared.SCREEN;
    Progress begun = new Progress(screen, System::nanoTime, what, unit, total, covered);
    if (begun.outer == null && !covered) {
      begun.line.start();
    }
    return begun;
  }

  /**
   * Begins work that is counted.
   *
   * @param what in a few words, such as "features of cats"
   * @param unit what is counted, such as "pictures"
   * @param total how many there are
   * @return the work; to be closed on the same thread
   */
  public static Progress of(String what, String unit, double total) {
    return begin(what, unit, total, false);
  }

  /**
   * Does work of which nobody knows how far it is: the time so far is told.
   *
   * @param <T> what it gives
   * @param what in a few words
   * @param work the work
   * @return what it gave
   */
  public static <T> T during(String what, Supplier<T> work) {
    Progress progress = begin(what, "", Double.NaN, false);
    try {
      return work.get();
    } finally {
      progress.close();
    }
  }

  /**
   * Begins work that says how far it is in words of its own, by {@link #at}: nothing inside it is
   * told.
   *
   * @return the work; to be closed on the same thread
   */
  public static Progress spoken() {
    Progress begun = covered();
    begun.line.start();
    return begun;
  }

  /**
   * Begins work that shows by itself how far it is, so that it has no line; inside other work it
   * says it by {@link #at}. Nothing inside it is told.
   *
   * @return the work; to be closed on the same thread
   */
  public static Progress covered() {
    return begin("", "", Double.NaN, true);
  }

  /** For tests: ticks by hand, on a screen and a clock of their own. */
  static Progress of(
      ProgressScreen screen, LongSupplier nanoTime, String what, String unit, double total) {
    return new Progress(screen, nanoTime, what, unit, total, false);
  }

  /**
   * Takes the line away until its next second: something else is about to be printed. Where the
   * line has a place of its own, as in a notebook, it stays.
   */
  public static void hide() {
    Line line = LAST.get();
    if (line != null && !line.screen.mayStay()) {
      line.hide();
    }
  }

  /**
   * Some of it is done. Any thread may say so.
   *
   * @param amount how much, in the work's unit
   */
  public void done(double amount) {
    synchronized (line) {
      done += amount;
      open = 0;
    }
  }

  /**
   * So much of it is done.
   *
   * @param amount how much in all, in the work's unit
   * @param words where that is, told in the place of the numbers, such as "epoch 7 of 80"
   */
  public void at(double amount, String words) {
    synchronized (line) {
      done = amount;
      open = 0;
      where = words;
    }
  }

  /**
   * The part before is done, and the next one begins; what is inside it moves it on.
   *
   * @param name of the part, told behind the numbers; may be empty
   */
  public void next(String name) {
    synchronized (line) {
      done += open;
      open = Math.min(1, total - done);
      int number = (int) Math.round(done) + 1;
      where = String.format(Locale.ROOT, "%s %d of %.0f", unit, number, total);
      where += name.isEmpty() ? "" : ", " + name;
    }
  }

  /** Seconds that the rest takes, at the pace of late; NaN if it is too early to tell. */
  private double left(double fraction, double seconds) {
    if (fraction > toldFraction) {
      pace.add(fraction - toldFraction, seconds - toldSeconds);
      looks++;
      toldFraction = fraction;
      toldSeconds = seconds;
    }
    boolean known = looks > 1 || seconds >= TIME_FROM; // what begins slowly may go on quickly
    return known && pace.isKnown() ? (1 - fraction) * pace.seconds() : Double.NaN;
  }

  private String where() {
    return !where.isEmpty() || Double.isNaN(total)
        ? where
        : String.format(Locale.ROOT, "%,.0f of %,.0f %s", Math.min(done, total), total, unit);
  }

  void tick() {
    line.tick();
  }

  /** The work is over; with the outermost the line goes, unless other work follows at once. */
  @Override
  public void close() {
    synchronized (line) {
      line.works.remove(this);
      if (outer == null) {
        line.end();
      }
    }
    INNERMOST.set(outer);
    if (outer == null) {
      INNERMOST.remove();
    }
  }
}
