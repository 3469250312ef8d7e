package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  private final ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 6, 1);
  private final ImageSet validation = ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 4, 1);
  private final ImageSet rooms = ImageSet.drawn(SketchSet.ROOMS, Split.TRAIN, 1, 1);
  private final Backbone source =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, rooms.classes(), 1);
  private final TrainingPlan plan =
      TrainingPlan.FINE_TUNING.withEpochs(2).withBatchSize(4).withRates(1e-2, 1e-3);

  @Test
  void measuresWhatIsForgotten() {
    Splits own =
        new Splits(
            rooms,
            ImageSet.drawn(SketchSet.ROOMS, Split.VALIDATION, 1, 1),
            ImageSet.drawn(SketchSet.ROOMS, Split.TEST, 2, 1));
    Splits target =
        new Splits(train, validation, ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 1));
    List<Integer> told = new ArrayList<>();
    Forgetting found =
        Forgetting.measure(
            source,
            seed -> own,
            seed -> target,
            plan.withEpochs(1),
            2,
            f -> told.add(f.runs().size()));
    assertEquals(List.of(1, 2), told);
    double before = source.evaluate(own.test()).meanPerClassAccuracy();
    assertEquals(before, found.runs().get(1).before(), 1e-12);
    assertTrue(found.markdown().contains("in turn"), found.markdown());
    assertEquals(2, found.spread(Forgetting.Run::afterPlain).runs());
    Forgetting none =
        Forgetting.measure(
            source,
            seed -> {
              Thread.currentThread().interrupt();
              return own;
            },
            seed -> target,
            plan,
            2,
            f -> {});
    assertEquals(List.of(), none.runs());
    assertFalse(Thread.currentThread().isInterrupted());
    assertMessage(
        "at least 1 run",
        () -> Forgetting.measure(source, s -> own, s -> target, plan, 0, f -> {}));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
