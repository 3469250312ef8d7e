package io.transferlab.train;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.Provenance;
import io.transferlab.core.TimeLeft;
import io.transferlab.network.Classified;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The training loop. Interrupting the thread stops it within one batch. */
final class Run {
  private static final String STEPS = "steps";

  /** What comes after them: asking the network, keeping its weights. */
  private static final String LOOKS = "looks";

  /** That, as a part of the steps of an epoch, until it is known. */
  private static final double LOOK = 0.5;

  private static final double WARM_UP_SECONDS = 5;

  private final String name;
  private final TrainingPlan plan;
  private final Examples examples;
  private final TrainingStep step;
  private final Set<String> head;
  private Provenance provenance;
  private final @Nullable Checkpoint checkpoint;
  private final EpochListener listener;
  private final LossWatch watch;
  private final List<Epoch> epochs = new ArrayList<>();
  private final Weights bestWeights;
  private TimeLeft<String> time = new TimeLeft<>();
  private long learningSince;
  private long lastEnd;
  private boolean judgesTraining;
  private @Nullable Progress signs;

  /**
   * A run.
   *
   * @param name what to call it
   * @param plan how to train
   * @param examples what learns, and from what
   * @param step one step of it
   * @param head the layers that learn at the head's rate
   * @param provenance facts for its history
   * @param checkpoint where its state is kept; null: nowhere
   * @param listener told of it
   */
  Run(
      String name,
      TrainingPlan plan,
      Examples examples,
      TrainingStep step,
      Set<String> head,
      Provenance provenance,
      @Nullable Checkpoint checkpoint,
      EpochListener listener) {
    this.name = name;
    this.plan = plan;
    this.examples = examples;
    this.step = step;
    this.head = head;
    this.provenance = provenance;
    this.checkpoint = checkpoint;
    this.listener = listener;
    this.watch = new LossWatch(plan, step.classes());
    this.bestWeights = Weights.of(examples.graph());
  }

  /** Trains, and judges the training pictures too. */
  History fit() {
    return fit(true);
  }

  /**
   * Trains until the plan is done, nothing gets better any more, or someone interrupts.
   *
   * @param training whether the accuracy on training pictures is measured after each epoch
   * @return the run; what learned has the best epoch's weights
   */
  History fit(boolean training) {
    judgesTraining = training;
    Stop stop = Stop.NONE;
    boolean failed = true;
    lastEnd = System.nanoTime();
    try (Progress signs =
        listener.isLive() ? Progress.covered() : Progress.of(name, "epochs", plan.epochs())) {
      this.signs = signs;
      resume();
      prepare();
      time = new TimeLeft<>();
      learningSince = System.nanoTime();
      int open = plan.epochs() - epochs.size();
      double look = LOOK * examples.stepsPerEpoch();
      time.expect(STEPS, (double) open * examples.stepsPerEpoch());
      time.expect(LOOKS, open * look);
      while (epochs.size() < plan.epochs() && !isOutOfPatience()) {
        learn();
        time.done(LOOKS, look);
      }
      stop = isOutOfPatience() ? Stop.PATIENCE : Stop.NONE;
      failed = false;
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: the run ends here, what follows may go on
      stop = Stop.INTERRUPTED;
      failed = false;
    } catch (OutOfMemoryError | RuntimeException e) {
      if (e instanceof LabException || !Lab.isOutOfMemory(e)) {
        throw e;
      }
      throw BatchFit.error(plan.batchSize(), BatchFit.below(plan.batchSize(), this::tryStep), e);
    } finally {
      // Also after an error: never the weights of a step that went wrong.
      if (!epochs.isEmpty() || failed) {
        bestWeights.give(examples.graph());
      }
      bestWeights.close();
    }
    return history(stop);
  }

  /** What is done once is waited for with the first epoch; the history says how long it took. */
  private void prepare() {
    long start = System.nanoTime();
    if (epochs.size() < plan.epochs() && !isOutOfPatience()) {
      examples.prepare(listener);
    }
    String computed = examples.computed((System.nanoTime() - start) / 1e9);
    if (computed != null) {
      provenance = provenance.with("frozen layers", computed);
    }
  }

  private boolean isOutOfPatience() {
    return plan.patience() > 0 && epochs.size() - History.best(epochs) >= plan.patience();
  }

  /** One epoch, and what there is to do after it. */
  private void learn() {
    Epoch epoch = epoch();
    epochs.add(epoch);
    if (History.best(epochs) == epoch.number()) {
      bestWeights.take(examples.graph());
    }
    watch.epoch(epochs, listener);
    if (checkpoint != null) {
      save(checkpoint);
    }
    if (listener != EpochListener.SILENT && !listener.isLive()) {
      Progress.hide(); // a line may be printed
    }
    listener.onEpoch(history(Stop.NONE));
  }

  private void save(Checkpoint into) {
    try {
      into.write(
          epochs,
          step.steps(),
          Weights.live(examples.graph()),
          step.updaterState(),
          bestWeights.layers());
    } catch (LabException e) {
      if (Thread.currentThread().isInterrupted()) { // which closes the file under our hands
        throw new CancellationException("interrupted while writing a checkpoint");
      }
      throw e;
    }
  }

  /** Goes on where the checkpoint was written, if there is one. */
  private void resume() {
    if (checkpoint == null) {
      return;
    }
    Path file = checkpoint.file();
    Checkpoint.State state;
    try {
      state = checkpoint.read();
    } catch (FileSystemException e) { // it may be whole
      throw LabException.reading(file, e);
    } catch (IOException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      listener.note(
          "The checkpoint "
              + file
              + " is damaged ("
              + e.getMessage()
              + ") and not used: the run begins anew. The damaged file is kept as "
              + aside.getFileName()
              + ".");
      moveAside(file, aside);
      return;
    }
    if (state == null) {
      return;
    }
    try {
      checkpoint.restore(Weights.live(examples.graph()), step.updaterState(), bestWeights.layers());
    } catch (IOException e) {
      throw LabException.of(
          "the weights of this run in " + file,
          String.valueOf(e.getMessage()),
          "delete " + file + ", and the run begins anew",
          e);
    }
    step.resume(state.steps());
    listener.note(
        "Goes on after epoch "
            + state.epochs().size()
            + " of "
            + plan.epochs()
            + ", from the checkpoint "
            + file
            + ".");
    for (Epoch done : state.epochs()) {
      epochs.add(done);
      listener.onEpoch(history(Stop.NONE));
    }
  }

  private static void moveAside(Path file, Path aside) {
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LabException.writing(
          aside, e, "delete the damaged checkpoint " + file + ", and the run begins anew");
    }
  }

  private void tryStep(int size) {
    try (var blank = examples.blank(size)) {
      step.fit(blank, new int[size]);
    }
  }

  private History history(Stop stop) {
    return new History(name, epochs, History.best(epochs), stop, provenance);
  }

  /** One pass over the training pictures, then a look at the others. */
  private Epoch epoch() {
    int number = epochs.size() + 1;
    long start = System.nanoTime();
    double[] loss = {0};
    int[] seen = {0};
    int first = step.steps();
    examples.epoch(
        number,
        (input, labels) -> {
          double ofBatch = step.fit(input, labels);
          watch.step(number, ofBatch);
          loss[0] += ofBatch * labels.length;
          seen[0] += labels.length;
          time.done(STEPS, 1);
          TrainingProgress at = progress(number, step.steps() - first);
          show(at);
          listener.onStep(at);
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while training");
          }
        });
    if (seen[0] == 0) {
      throw examples.unreadable();
    }
    long learned = System.nanoTime();
    double learning = (learned - start) / 1e9;
    Examples.Look look = examples.look(judgesTraining);
    if (examples.areWhole()) {
      listener.onLook(look.pictures(), (System.nanoTime() - learned) / 1e9);
    }
    Classified onTrain = look.onTrain();
    return new Epoch(
        number,
        loss[0] / seen[0],
        onTrain == null ? Double.NaN : onTrain.evaluation().meanPerClassAccuracy(),
        look.onValidation().loss(),
        look.onValidation().evaluation().meanPerClassAccuracy(),
        rate(true),
        rate(false),
        waited(),
        seen[0] / learning);
  }

  private void show(TrainingProgress at) {
    if (signs != null) {
      signs.at(at.fraction() * at.epochs(), "epoch " + at.epoch() + " of " + at.epochs());
    }
  }

  /** Seconds since the last epoch or the beginning: what a person has waited for this one. */
  private double waited() {
    long now = System.nanoTime();
    double seconds = (now - lastEnd) / 1e9;
    lastEnd = now;
    return seconds;
  }

  /** The rate of the uppermost layer of the head, or of the rest. */
  private double rate(boolean ofHead) {
    double found = 0;
    for (Map.Entry<String, Double> layer : step.rates().entrySet()) {
      if (head.contains(layer.getKey()) == ofHead) {
        found = layer.getValue();
      }
    }
    return found;
  }

  private TrainingProgress progress(int number, int batch) {
    double left = isWarmingUp() ? Double.NaN : time.seconds();
    return new TrainingProgress(number, plan.epochs(), batch, examples.stepsPerEpoch(), left);
  }

  /** The first steps take twice as long as the others, or more: until they are compiled. */
  private boolean isWarmingUp() {
    return (System.nanoTime() - learningSince) / 1e9 < WARM_UP_SECONDS;
  }
}
