package io.transferlab.plot;

import io.transferlab.notebook.Live;
import io.transferlab.notebook.Notebook;
import io.transferlab.projection.Projection;
import io.transferlab.projection.Tsne;
import io.transferlab.projection.TsneListener;
import io.transferlab.projection.TsneStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A t-SNE map that is seen while it grows: in a notebook it is redrawn in place, at most twice a
 * second and once at the end; elsewhere its end is said in words. It also keeps the divergence of
 * each step it hears of.
 *
 * <pre>{@code
 * try (LiveMap live = LiveMap.of("Animals", labels, classes)) {
 *   map = Tsne.defaults().withListener(live).map(features);
 * }
 * }</pre>
 */
public final class LiveMap implements TsneListener, AutoCloseable {
  private static final long REDRAW_NANOS = 500_000_000L;

  /** A small map is done in a second: so many steps are a frame even then, or none is seen. */
  private static final int REDRAW_STEPS = 3 * Tsne.STEPS_BETWEEN;

  private final String title;
  private final int[] labels;
  private final List<String> classes;
  private final boolean inNotebook;
  private final LongSupplier nanoClock;
  private final List<double[]> divergences = new ArrayList<>();
  private @Nullable TsneStep last;
  private @Nullable Live live;
  private long drawnAt;
  private int drawnStep;
  private boolean dirty;

  LiveMap(
      String title,
      int[] labels,
      List<String> classes,
      boolean inNotebook,
      LongSupplier nanoClock) {
    this.title = title;
    this.labels = labels.clone();
    this.classes = List.copyOf(classes);
    this.inNotebook = inNotebook;
    this.nanoClock = nanoClock;
  }

  /**
   * A growing map.
   *
   * @param title what is mapped
   * @param labels the class of each row; empty for none
   * @param classes names of the classes; empty for none
   * @return the listener to give to {@code Tsne}; close it to draw the last map
   */
  public static LiveMap of(String title, int[] labels, List<String> classes) {
    return new LiveMap(title, labels, classes, Notebook.isRunning(), System::nanoTime);
  }

  @Override
  public void onStep(TsneStep step) {
    divergences.add(new double[] {step.iteration(), step.kl()});
    last = step;
    dirty = true;
    if (inNotebook
        && (live == null
            || step.iteration() - drawnStep >= REDRAW_STEPS
            || nanoClock.getAsLong() - drawnAt >= REDRAW_NANOS)) {
      redraw();
    }
  }

  private TsneStep latest() {
    return Objects.requireNonNull(last, "no step so far");
  }

  private void redraw() {
    Figure figure = figure();
    if (live == null) {
      live = Notebook.live(figure);
    } else {
      live.update(figure);
    }
    drawnAt = nanoClock.getAsLong();
    drawnStep = latest().iteration();
    dirty = false;
  }

  /**
   * The map as it stands.
   *
   * @return the figure
   */
  public Figure figure() {
    TsneStep at = latest();
    ScatterMap map =
        ScatterMap.of(
            title + ", step " + at.iteration() + " of " + at.iterations(),
            Projection.of(at.points(), "t-SNE", Map.of()));
    return (labels.length == 0 ? map : map.classes(labels, classes)).figure();
  }

  /**
   * The divergence over the steps.
   *
   * @return the chart
   */
  public Curves divergence() {
    return Curves.of("Kullback-Leibler divergence of the map", "step", "divergence (nats)")
        .add(
            new Series(
                "t-SNE",
                divergences.stream().mapToDouble(d -> d[0]).toArray(),
                divergences.stream().mapToDouble(d -> d[1]).toArray()));
  }

  /** Draws the last map; without a notebook says it in words. Does nothing the second time. */
  @Override
  public void close() {
    if (dirty && inNotebook) {
      redraw();
    } else if (dirty) {
      System.out.println(figure().alternative());
      dirty = false;
    }
  }
}
