package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.Targets;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
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
    ImageSet others = ImageSet.drawn(set, Split.TEST, 10, 99);
    double found = network.evaluate(others).meanPerClassAccuracy();
    // 210 to 280 pictures: a standard deviation of about 0.02. A drawing program that has changed,
    // or weights that are not those of their provenance, fall far below.
    assertEquals(stated(network), found, 0.08);
    assertTrue(found > 0.8, network.name() + ": " + found + " where guessing gives 0.05");
  }

  /** Also that they are of comparable difficulty: one source is not simply the better one. */
  @Test
  void theTwoSourcesAreAboutEquallyGood() {
    double objects = stated(source);
    double scenes = stated(Pretrained.SKETCH_SCENES.load());
    assertEquals(objects, scenes, 0.08);
  }

  private static double stated(Backbone network) {
    return Double.parseDouble(network.provenance().facts().get("test accuracy"));
  }

  /** A quick live look at what the table measures at length: 10 pictures of each class. */
  @Test
  void theCloserSourceIsBetterForAnimals() {
    Splits animals =
        Targets.open("sketch-animals", TargetOptions.defaults().withPerClass(10).withSeed(5));
    ImageSet test = animals.test().take(20, 1);
    double objects = fne(source, animals.train(), test);
    double scenes = fne(Pretrained.SKETCH_SCENES.load(), animals.train(), test);
    double random = fne(Heads.randomized(source, 1), animals.train(), test);
    assertTrue(objects > scenes + 0.08, objects + " and " + scenes);
    assertTrue(scenes > random + 0.08, scenes + " and " + random);
  }

  private static double fne(Backbone network, ImageSet train, ImageSet test) {
    FeatureExtractor all = FeatureExtractor.of(network).all().withCache(FeatureCache.NONE);
    Features learned = all.extract(train);
    FullNetworkEmbedding embedding = FullNetworkEmbedding.fit(learned);
    return LinearSvm.train(embedding.apply(learned))
        .evaluate(embedding.apply(all.extract(test)))
        .meanPerClassAccuracy();
  }

  @Test
  void aFewEpochsOfFineTuningBeatTrainingFromScratch() {
    Splits cats =
        Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(20).withSeed(3));
    ImageSet test = cats.test().take(60, 1);
    TrainingPlan short5 = TrainingPlan.FINE_TUNING.withEpochs(5);
    double tuned =
        accuracy(FineTuner.of(source, cats.train().classes()).withPlan(short5), cats, test);
    double scratch =
        accuracy(
            FineTuner.fromScratch(source, cats.train().classes()).withPlan(short5), cats, test);
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
