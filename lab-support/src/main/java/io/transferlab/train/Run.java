package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.network.Classified;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** The training loop. Interrupting the thread stops it within one batch. */
final class Run {
  private final String name;
  private final Plan plan;
  private final Examples examples;
  private final TrainingStep step;
  private final Set<String> head;
  private final Provenance provenance;
  private final List<Epoch> epochs = new ArrayList<>();
  private int best;
  private long started;
  private int stepsHere;

  Run(
      String name,
      Plan plan,
      Examples examples,
      TrainingStep step,
      Set<String> head,
      Provenance provenance) {
    this.name = name;
    this.plan = plan;
    this.examples = examples;
    this.step = step;
    this.head = head;
    this.provenance = provenance;
  }

  /**
   * Trains until the plan is done, nothing gets better any more, or someone interrupts.
   *
   * @param listener told of it
   * @return the run; what learned has the best epoch's weights
   */
  History fit(EpochListener listener) {
    started = System.nanoTime();
    Stop stop = Stop.NONE;
    Weights bestWeights = Weights.of(examples.graph());
    try {
      while (epochs.size() < plan.epochs() && stop == Stop.NONE) {
        Epoch epoch = epoch(listener);
        epochs.add(epoch);
        if (best == 0 || epoch.isBetterThan(epochs.get(best - 1))) {
          best = epoch.number();
          bestWeights.take(examples.graph());
        }
        if (plan.patience() > 0 && epoch.number() - best >= plan.patience()) {
          stop = Stop.PATIENCE;
        }
        listener.onEpoch(history(stop));
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: the run ends here, what follows may go on
      stop = Stop.INTERRUPTED;
    } finally {
      // Also after an error: never the weights of a step that went wrong.
      if (best > 0 || stop != Stop.INTERRUPTED) {
        bestWeights.give(examples.graph());
      }
      bestWeights.close();
    }
    return history(stop);
  }

  private History history(Stop stop) {
    return new History(name, epochs, best, stop, provenance);
  }

  /** One pass over the training pictures, then a look at the others. */
  private Epoch epoch(EpochListener listener) {
    int number = epochs.size() + 1;
    long start = System.nanoTime();
    double[] loss = {0};
    int[] seen = {0};
    int first = step.steps();
    examples.epoch(
        number,
        (input, labels) -> {
          double ofBatch = step.fit(input, labels);
          if (Double.isNaN(ofBatch)) {
            throw LabException.of(
                "a loss that falls",
                "no number in epoch " + number + ": the steps were too large",
                "try rates ten times lower than " + plan.headRate() + " and " + plan.bodyRate());
          }
          loss[0] += ofBatch * labels.length;
          seen[0] += labels.length;
          stepsHere++;
          listener.onStep(progress(number, step.steps() - first));
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while training");
          }
        });
    if (seen[0] == 0) {
      throw examples.unreadable();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Classified onValidation = examples.onValidation();
    Classified onTrain = examples.onTrain();
    return new Epoch(
        number,
        loss[0] / seen[0],
        onTrain.evaluation().meanPerClassAccuracy(),
        onValidation.loss(),
        onValidation.evaluation().meanPerClassAccuracy(),
        rate(true),
        rate(false),
        seconds,
        seen[0] / seconds);
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
    int steps = examples.stepsPerEpoch();
    double each = (System.nanoTime() - started) / 1e9 / stepsHere;
    double left = each * ((plan.epochs() - number + 1.0) * steps - batch);
    return new TrainingProgress(number, plan.epochs(), batch, steps, left);
  }
}
