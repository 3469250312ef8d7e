package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small network and a few drawings, for tests of training. */
final class SmallRuns {
  static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  static final List<String> CLASSES = SketchSet.CATS_DOGS.classes();
  static final TrainingPlan PLAN =
      TrainingPlan.FINE_TUNING.withEpochs(2).withBatchSize(4).withRates(1e-2, 1e-3).withWarmup(2);

  private SmallRuns() {}

  static Backbone source() {
    return Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("x", "y", "z"), 1);
  }

  static ImageSet train() {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 6, 1);
  }

  static ImageSet validation() {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 4, 1);
  }

  static Map<String, INDArray> weights(Backbone network) {
    Map<String, INDArray> copy = new HashMap<>();
    network.graph().paramTable().forEach((name, values) -> copy.put(name, values.dup()));
    return copy;
  }

  /** The epochs without what a clock says. */
  static List<Epoch> timeless(History history) {
    return history.epochs().stream()
        .map(
            e ->
                new Epoch(
                    e.number(),
                    e.trainLoss(),
                    e.trainAccuracy(),
                    e.validationLoss(),
                    e.validationAccuracy(),
                    e.headRate(),
                    e.bodyRate(),
                    0,
                    0))
        .toList();
  }

  /** Remembers what it is told. */
  static class Told implements EpochListener {
    final List<String> notes = new ArrayList<>();
    final List<TrainingProgress> steps = new ArrayList<>();
    final List<History> histories = new ArrayList<>();
    int looked;

    @Override
    public void onEpoch(History soFar) {
      histories.add(soFar);
    }

    @Override
    public void onStep(TrainingProgress at) {
      steps.add(at);
    }

    @Override
    public void onLook(int pictures, double seconds) {
      assertTrue(seconds > 0);
      looked += pictures;
    }

    @Override
    public void note(String line) {
      notes.add(line);
    }
  }

  static LabException refused(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    return e;
  }
}
