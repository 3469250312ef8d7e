package io.transferlab.plot;

import io.transferlab.train.Epoch;
import io.transferlab.train.EpochListener;
import io.transferlab.train.History;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

  /** A chart that grows with a run. */
  public static final class Growing implements EpochListener, AutoCloseable {
    private final LiveCurve curve;

    private Growing(LiveCurve curve) {
      this.curve = curve;
    }

    @Override
    public void onEpoch(History soFar) {
      Epoch last = soFar.epochs().get(soFar.epochs().size() - 1);
      curve.epoch(last.number(), last.trainAccuracy(), last.validationAccuracy());
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
