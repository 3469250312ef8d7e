package io.transferlab.plot;

import io.transferlab.core.Sizes;
import io.transferlab.notebook.Live;
import io.transferlab.notebook.Notebook;
import io.transferlab.notebook.Showable;
import io.transferlab.train.Epoch;
import io.transferlab.train.EpochListener;
import io.transferlab.train.History;
import io.transferlab.train.TrainingProgress;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Training runs as curves: one while it goes on, or several side by side. */
public final class TrainingCurves {
  private TrainingCurves() {}

  /**
   * Shows accuracies on training and validation pictures while a network trains.
   *
   * <pre>{@code
   * try (var live = TrainingCurves.live("Fine-tuning")) {
   *   result = tuner.fit("fine-tuned", train, validation, live);
   * }
   * }</pre>
   *
   * @param title what the chart is about
   * @return the listener to give to {@code fit}; close it to draw the last figure
   */
  public static Growing live(String title) {
    return new Growing(LiveCurve.accuracy(title, "training", "validation"));
  }

  /**
   * Compares runs by their accuracy on validation pictures.
   *
   * @param title what the chart is about
   * @param runs the runs, with names of their own
   * @return the chart; add reference lines, then show it
   */
  public static Curves accuracy(String title, List<History> runs) {
    Curves curves = Curves.accuracy(title);
    for (History run : runs) {
      curves.add(series(run, run.name(), Epoch::validationAccuracy));
    }
    return curves;
  }

  /**
   * Compares runs by their accuracy, on training pictures and on validation pictures: where the two
   * part, a network learns its pictures by heart.
   *
   * @param title what the chart is about
   * @param runs the runs, with names of their own
   * @return the chart: of each run one colour and marker, training dashed, validation not
   */
  public static Curves accuracies(String title, List<History> runs) {
    Curves curves = Curves.accuracy(title);
    for (History run : runs) {
      curves.run(
          run.name(),
          series(run, "training", Epoch::trainAccuracy),
          series(run, "validation", Epoch::validationAccuracy));
    }
    return curves;
  }

  /**
   * Compares runs by their loss, on training pictures and on validation pictures.
   *
   * @param title what the chart is about
   * @param runs the runs, with names of their own
   * @return the chart
   */
  public static Curves loss(String title, List<History> runs) {
    Curves curves = Curves.loss(title);
    for (History run : runs) {
      curves.run(
          run.name(),
          series(run, "training", Epoch::trainLoss),
          series(run, "validation", Epoch::validationLoss));
    }
    return curves;
  }

  /**
   * The mean curve of several runs that differ in their seed, with its spread.
   *
   * @param name what the runs have in common
   * @param runs at least one
   * @return validation accuracy over the epochs that all of them have
   */
  public static Series mean(String name, List<History> runs) {
    return Series.meanOf(
        name,
        runs.stream()
            .map(r -> r.epochs().stream().mapToDouble(Epoch::validationAccuracy).toArray())
            .toList());
  }

  private static Series series(History run, String name, ToDoubleFunction<Epoch> value) {
    return Series.of(name, run.epochs().stream().mapToDouble(value).toArray());
  }

  private static String where(TrainingProgress at) {
    return (at.epoch() == 0 ? "frozen layers" : "epoch " + at.epoch() + " of " + at.epochs())
        + at.timeLeft();
  }

  /**
   * Shows in one line where a run is, for the runs of a comparison: in a notebook the line is
   * replaced in place, elsewhere only notes are printed.
   *
   * @return the listener to give to {@code fit}
   */
  public static EpochListener line() {
    return new StatusLine(System::nanoTime, Notebook::isRunning);
  }

  /** One line that is replaced in place. */
  static final class StatusLine implements EpochListener {
    private static final long SHOWN_NANOS = 500_000_000L;

    private record Words(String text) implements Showable {
      @Override
      public Map<String, Object> mimeBundle() {
        return Map.of("text/plain", text);
      }
    }

    private final LongSupplier nanoClock;
    private final boolean inNotebook;
    private @Nullable Live live;
    private long shownAt;
    private String accuracies = "";

    /** Whether the line says where the run is. */
    private boolean running;

    StatusLine(LongSupplier nanoClock, BooleanSupplier inNotebook) {
      this.nanoClock = nanoClock;
      this.inNotebook = inNotebook.getAsBoolean();
      this.shownAt = nanoClock.getAsLong();
    }

    @Override
    public void onEpoch(History soFar) {
      Epoch last = soFar.last();
      accuracies =
          "after epoch "
              + last.number()
              + ", accuracy "
              + Sizes.percent(last.trainAccuracy())
              + " on training pictures, "
              + Sizes.percent(last.validationAccuracy())
              + " on validation pictures";
      if (inNotebook) {
        show(accuracies);
        running = false;
      }
    }

    @Override
    public boolean isLive() {
      return inNotebook;
    }

    @Override
    public void onStep(TrainingProgress at) {
      boolean due = !running && !accuracies.isEmpty(); // or short epochs would never say it
      if (inNotebook && (due || nanoClock.getAsLong() - shownAt >= SHOWN_NANOS)) {
        show((accuracies.isEmpty() ? "" : accuracies + "; ") + where(at));
        running = true;
      }
    }

    private void show(String text) {
      shownAt = nanoClock.getAsLong();
      if (live == null) {
        live = Notebook.live(new Words(text));
      } else {
        live.update(new Words(text));
      }
    }

    @Override
    public void note(String line) {
      System.out.println(line);
    }
  }

  /** A chart that grows with a run. */
  public static final class Growing implements EpochListener, AutoCloseable {
    private final LiveCurve curve;

    private Growing(LiveCurve curve) {
      this.curve = curve;
    }

    @Override
    public void onEpoch(History soFar) {
      Epoch last = soFar.last();
      curve.epoch(last.number(), last.trainAccuracy(), last.validationAccuracy());
    }

    @Override
    public boolean isLive() {
      return curve.isInNotebook();
    }

    @Override
    public void onStep(TrainingProgress at) {
      curve.until(at.epochs()).status(where(at));
    }

    @Override
    public void note(String line) {
      System.out.println(line);
    }

    @Override
    public void close() {
      curve.finish();
    }
  }
}
