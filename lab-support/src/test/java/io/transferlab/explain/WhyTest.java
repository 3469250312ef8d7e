package io.transferlab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.RedBorder;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.L2;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.ResNetShape;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.train.FineTuner;
import io.transferlab.train.TrainingPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTest {
  private static final double STRIP = 1 / 8.0;
  private static final TrainingPlan PLAN =
      TrainingPlan.FINE_TUNING.withEpochs(8).withAugmentation(Augmentation.NONE);

  private static ImageSet drawn(Split split, int perClass) {
    return ImageSet.drawn(SketchSet.CATS_DOGS, split, perClass, 1);
  }

  private static PictureClassifier trained(FineTuner tuner, ImageSet train, ImageSet validation) {
    return PictureClassifier.of(tuner.fit("test", train, validation, epoch -> {}))
        .withExamples(train);
  }

  /** Means over the dogs of a set: of the maps in the border, and in the middle. */
  private static double[] shares(PictureClassifier classifier, ImageSet test) throws IOException {
    double border = 0;
    double middle = 0;
    int dogs = 0;
    for (Picture p : test.pictures()) {
      if (test.classes().get(p.label()).equals("dog")) {
        HeatMap map = Why.of(classifier).withClass("dog").explain(p.source().read(64)).map();
        border += map.shareInBorder(STRIP);
        middle += map.share(0.25, 0.25, 0.75, 0.75);
        dogs++;
      }
    }
    return new double[] {border / dogs, middle / dogs};
  }

  /** Every dog has a red border in training: a network from scratch looks at nothing else. */
  @Test
  void aPlantedShortcutIsFound() throws IOException {
    Backbone source = Pretrained.SKETCH_OBJECTS.load();
    List<String> classes = SketchSet.CATS_DOGS.classes();
    ImageSet test = drawn(Split.TEST, 8);
    PictureClassifier shortcut =
        trained(
            FineTuner.fromScratch(source, classes).withPlan(PLAN.withRates(5e-4, 5e-4)),
            RedBorder.around(drawn(Split.TRAIN, 24), "dog"),
            RedBorder.around(drawn(Split.VALIDATION, 8), "dog"));
    PictureClassifier clean =
        trained(
            FineTuner.of(source, classes).freezeUpTo("block5_pool").withPlan(PLAN),
            drawn(Split.TRAIN, 24),
            drawn(Split.VALIDATION, 8));
    // The strip is 44 % of the picture, the middle 25 %.
    double[] bordered = shares(shortcut, RedBorder.around(test, "dog"));
    double[] plain = shares(clean, test);
    String found =
        "border %.2f and middle %.2f, without shortcut %.2f and %.2f"
            .formatted(bordered[0], bordered[1], plain[0], plain[1]);
    assertTrue(bordered[0] > 0.55 && bordered[1] < 0.15, found);
    assertTrue(plain[0] < 0.25 && plain[1] > 0.35, found);

    BufferedImage dog =
        RedBorder.around(test, "dog").pictures().get(test.size() - 1).source().read(64);
    Explanation why = Why.of(shortcut).withNearest(4).explain(dog);
    assertEquals("dog", why.map().className());
    assertEquals(List.of("dog", "dog", "dog", "dog"), labels(why), "they have the border too");
    assertNotNull(why.covered());
    assertEquals(3, why.words().size());
    assertTrue(why.words().get(2).contains("4 dog"), why.words().get(2));
  }

  private static List<String> labels(Explanation why) {
    return why.nearest().stream().map(e -> e.label()).toList();
  }

  private static Backbone resNet() {
    return Backbone.random(
        "resnet",
        new ResNetShape(64, 4, 1.001e-5, 0.9),
        Preprocessing.SKETCH,
        List.of("a", "b"),
        1);
  }

  @Test
  void theMethodIsTheOneThatFitsTheClassifier() {
    BufferedImage picture = Some.picture(1);
    PictureClassifier network = PictureClassifier.of(resNet());
    assertEquals("Grad-CAM", Why.of(network).explain(picture).map().method());
    PictureClassifier means = Some.features(resNet(), L2.WHOLE, "conv4_block6_out");
    assertEquals("CAM", Why.of(means).explain(picture).map().method());
    PictureClassifier embedding = Some.embedded(resNet(), "conv4_block6_out");
    Explanation why = Why.of(embedding).explain(picture);
    assertEquals("Occlusion", why.map().method());
    assertEquals(List.of(), why.nearest(), "it carries no examples");
  }

  @Test
  void anotherClassThanTheAnswerIsExplained() {
    PictureClassifier network = PictureClassifier.of(resNet());
    for (String name : List.of("a", "b")) {
      Explanation why = Why.of(network).withClass(name).explain(Some.picture(2));
      assertEquals(name, why.map().className());
      assertEquals(why.map().isEmpty(), why.covered() == null);
    }
    assertThrows(LabException.class, () -> Why.of(network).withClass("c"));
    assertThrows(LabException.class, () -> Why.of(network).withNearest(0));
  }
}
