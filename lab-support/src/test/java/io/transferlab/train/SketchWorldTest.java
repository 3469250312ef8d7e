package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import org.junit.jupiter.api.Test;

/** What the labs promise of the networks that come with the course, with margin. */
class SketchWorldTest {
  private final Backbone source = Pretrained.SKETCH_OBJECTS.load();

  @Test
  void theShippedNetworksKnowTheirClasses() {
    knows(SketchSet.OBJECTS, source);
    knows(SketchSet.SCENES, Pretrained.SKETCH_SCENES.load());
    knows(SketchSet.OBJECTS, Pretrained.SKETCH_OBJECTS_RESNET50.load());
  }

  private static void knows(SketchSet set, Backbone network) {
    assertEquals(set.classes(), network.classes());
    double stated = Double.parseDouble(network.provenance().facts().get("test accuracy"));
    ImageSet others = ImageSet.drawn(set, Split.TEST, 10, 99);
    double found = network.evaluate(others).meanPerClassAccuracy();
    // 210 to 280 pictures: a standard deviation of about 0.02. A drawing program that has changed,
    // or weights that are not those of their provenance, fall far below.
    assertEquals(stated, found, 0.08);
  }

  @Test
  void aFewEpochsOfFineTuningBeatTrainingFromScratch() {
    Splits cats = Targets.open("sketch-catsdogs", 20, 3);
    ImageSet test = cats.test().take(60, 1);
    Plan short5 = Plan.FINE_TUNING.withEpochs(5);
    double tuned = accuracy(FineTuner.of(source, cats.train().classes()).plan(short5), cats, test);
    double scratch =
        accuracy(FineTuner.fromScratch(source, cats.train().classes()).plan(short5), cats, test);
    assertTrue(tuned > 0.78, "fine-tuned " + tuned);
    assertTrue(tuned > scratch + 0.1, "fine-tuned " + tuned + ", from scratch " + scratch);
  }

  private static double accuracy(FineTuner tuner, Splits cats, ImageSet test) {
    return tuner
        .fit("run", cats.train(), cats.validation(), EpochListener.SILENT)
        .network()
        .evaluate(test)
        .meanPerClassAccuracy();
  }
}
