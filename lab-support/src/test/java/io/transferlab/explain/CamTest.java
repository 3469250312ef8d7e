package io.transferlab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.features.L2;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.network.Heads;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.predict.PictureClassifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CamTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  private static Backbone resNet(long seed) {
    return Backbone.random(
        "resnet", new ResNetShape(64, 4, 1.001e-5, 0.9), Preprocessing.SKETCH, CLASSES, seed);
  }

  private static Backbone vgg() {
    return Backbone.random(
        "vgg", new VggShape(64, List.of(16, 16, 16, 16, 16), 16), Preprocessing.SKETCH, CLASSES, 1);
  }

  /** The VGG16 form with a head on the means of its last maps. */
  private static Backbone averaged(long seed) {
    return Heads.replaceBehind(vgg(), "block5_conv3", Head.LINEAR, CLASSES, "block4_pool", seed);
  }

  @Test
  void whereBothApplyItIsGradCam() {
    for (long seed = 1; seed <= 4; seed++) {
      for (Backbone network : List.of(resNet(seed), averaged(seed))) {
        Cam cam = Cam.of(PictureClassifier.of(network));
        GradCam gradCam = GradCam.of(network).withLayer(cam.layer());
        for (String name : CLASSES) {
          HeatMap a = cam.map(Some.picture(seed), name);
          HeatMap b = gradCam.map(Some.picture(seed), name);
          for (int y = 0; y < a.height(); y++) {
            for (int x = 0; x < a.width(); x++) {
              assertEquals(a.at(y, x), b.at(y, x), 1e-4, network.name() + " " + seed + name);
            }
          }
        }
      }
    }
  }

  @Test
  void thePlacesAddUpToTheScoreButAConstant() {
    String last = "conv5_block3_out";
    assertAddsUp(PictureClassifier.of(resNet(1)));
    assertAddsUp(PictureClassifier.of(averaged(2)));
    assertAddsUp(Some.features(resNet(3), L2.WHOLE, last));
    assertAddsUp(Some.features(resNet(3), L2.PER_LAYER, "conv4_block6_out"));
    assertAddsUp(Some.standardised(resNet(3), last));
    assertAddsUp(Some.features(vgg(), L2.WHOLE, "block5_conv3"));
  }

  private static void assertAddsUp(PictureClassifier classifier) {
    for (int of = 0; of < classifier.classes().size(); of++) {
      List<Double> constants = new ArrayList<>();
      double scale = 0;
      for (long seed = 1; seed <= 3; seed++) {
        try (Batch batch = Prepared.of(classifier.backbone(), Some.picture(seed))) {
          double score = classifier.scores(batch.input()).getDouble(0, of);
          double sum = 0;
          for (float[] row : Cam.of(classifier).parts(batch.input(), of)) {
            for (float value : row) {
              sum += value;
              scale = Math.max(scale, Math.abs(value));
            }
          }
          constants.add(score - sum);
        }
      }
      assertTrue(scale > 0, "something is seen");
      for (double constant : constants) {
        assertEquals(constants.get(0), constant, 1e-3 * scale, classifier.toString());
      }
    }
  }

  @Test
  void itSaysWhereItDoesNotApply() {
    refused("use GradCam", PictureClassifier.of(vgg()));
    refused("use Occlusion", Some.features(vgg(), L2.WHOLE, "fc1"));
    refused("use Occlusion", Some.features(vgg(), L2.WHOLE, "block4_conv3", "block5_conv3"));
    refused("use Occlusion", Some.embedded(resNet(1), "conv5_block3_out"));
  }

  private static void refused(String words, PictureClassifier classifier) {
    String message = assertThrows(LabException.class, () -> Cam.of(classifier)).getMessage();
    assertTrue(message.contains(words), message);
  }
}
