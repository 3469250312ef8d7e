package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Framing;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.data.Views;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.evaluate.Evaluation;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.factory.Nd4j;

class BackboneTest {
  private final Backbone small =
      Backbone.random(
          "small", WeightFileTest.SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), 1);

  @Test
  void hasTheParametersOfVgg16() {
    // Keras 2 counts 138,357,544 for VGG16 with 1000 classes; the formula, not the memory, is
    // tested.
    VggShape shape = VggShape.VGG16;
    long count = 0;
    int in = 3;
    for (int block = 0; block < 5; block++) {
      for (int i = 0; i < VggShape.DEPTHS.get(block); i++) {
        int out = shape.widths().get(block);
        count += 9L * in * out + out;
        in = out;
      }
    }
    long flat = 7L * 7 * 512;
    count += flat * 4096 + 4096 + 4096L * 4096 + 4096 + 4096L * 1000 + 1000;
    assertEquals(138_357_544L, count);

    long sketch = 0;
    in = 3;
    for (int block = 0; block < 5; block++) {
      for (int i = 0; i < VggShape.DEPTHS.get(block); i++) {
        int out = VggShape.SKETCH.widths().get(block);
        sketch += 9L * in * out + out;
        in = out;
      }
    }
    sketch += (2L * 2 * 128 + 1) * 512 + 513L * 512 + 513L * 28;
    Backbone network =
        Backbone.random("s", VggShape.SKETCH, Preprocessing.SKETCH, SketchSet.OBJECTS.classes(), 1);
    assertEquals(sketch, network.graph().numParams());
  }

  @Test
  void layersAreNamedAsInKeras() {
    List<String> names =
        List.of(
            ("block1_conv1 block1_conv2 block1_pool block2_conv1 block2_conv2 block2_pool "
                    + "block3_conv1 block3_conv2 block3_conv3 block3_pool "
                    + "block4_conv1 block4_conv2 block4_conv3 block4_pool "
                    + "block5_conv1 block5_conv2 block5_conv3 block5_pool fc1 fc2 predictions")
                .split(" "));
    assertEquals(names, small.layerNames());
  }

  @Test
  void offersTheNearestLayer() {
    LabException e = assertThrows(LabException.class, () -> small.requireLayer("block5_conv9"));
    assertTrue(e.getMessage().contains("did you mean \"block5_conv"), e.getMessage());
  }

  @Test
  void refusesPicturesOfAnotherSize() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 1, 1);
    Pixels wrong = Pixels.of(set, 64);
    assertThrows(IllegalArgumentException.class, () -> small.batches(wrong, 4));
  }

  @Test
  void refusesPicturesFramedForAnotherNetwork() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 1, 1);
    int side = small.side();
    Pixels wrong = Pixels.of(set, Framing.shortSide(2 * side, Framing.Filter.BILINEAR, side));
    for (Executable use :
        List.<Executable>of(
            () -> small.batches(wrong, 4),
            () -> small.batches(wrong, Views.TEN, 4),
            () -> small.epoch(wrong, Augmentation.NONE, 4, 1))) {
      String message = assertThrows(LabException.class, use).getMessage();
      assertTrue(message.contains("stretched to " + side), message);
    }
  }

  @Test
  void refusesPicturesPreparedForAnotherNetwork() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 1, 1);
    Backbone other =
        Backbone.random(
            "other", WeightFileTest.SMALL, Preprocessing.CAFFE, List.of("cat", "dog"), 1);
    try (Batch batch = other.batches(other.pixels(set), 4).iterator().next();
        Trunk trunk = small.trunk(List.of("fc1"), Pooling.AVERAGE)) {
      LabException e = assertThrows(LabException.class, () -> small.probabilities(batch));
      assertTrue(e.getMessage().contains("prepared for small"), e.getMessage());
      assertThrows(LabException.class, () -> trunk.forward(batch));
      assertEquals(2, other.probabilities(batch).rows());
    }
  }

  @Test
  void evaluationDoesNotDependOnTheBatchSize() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 5, 1);
    Evaluation one = Classified.of(small, small.pixels(set), 1).evaluation();
    Evaluation all = Classified.of(small, small.pixels(set), 100).evaluation();
    assertArrayEquals(one.confusion(), all.confusion());
    assertEquals(10, all.total());
  }

  @Test
  void severalSetsAreJudgedAsEachAlone() {
    List<Pixels> sets =
        List.of(
            small.pixels(ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 5, 1)),
            small.pixels(ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 2, 1)));
    List<Classified> together = Classified.all(small, sets, 4);
    assertEquals(2, together.size());
    for (int i = 0; i < 2; i++) {
      Classified alone = Classified.of(small, sets.get(i), 4);
      assertArrayEquals(alone.evaluation().confusion(), together.get(i).evaluation().confusion());
      assertEquals(alone.loss(), together.get(i).loss());
    }
  }

  @Test
  void predictsProbabilities() throws Exception {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 1, 1);
    List<ClassProbability> predicted = small.predict(set.pictures().get(0).source().read(200), 5);
    assertEquals(2, predicted.size());
    assertEquals(1, predicted.stream().mapToDouble(ClassProbability::probability).sum(), 1e-5);
    assertTrue(predicted.get(0).probability() >= predicted.get(1).probability());
  }

  @Test
  void caffePreprocessingSwapsChannelsAndSubtractsMeans() {
    float[] pixel = {200, 100, 50};
    Preprocessing.CAFFE.apply(pixel);
    // Keras' documented means, blue first.
    assertArrayEquals(new float[] {50 - 103.939f, 100 - 116.779f, 200 - 123.68f}, pixel, 1e-4f);
    float[] sketch = {118, 182, 54};
    Preprocessing.SKETCH.apply(sketch);
    assertArrayEquals(new float[] {0, 1, -1}, sketch, 1e-6f);
  }

  @Test
  void predictsLabelledPicturesAsTheirImages() throws Exception {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 2, 1);
    List<List<ClassProbability>> all = small.predict(set, 2);
    for (int i = 0; i < set.size(); i++) {
      assertEquals(all.get(i), small.predict(set.pictures().get(i), 2));
      assertEquals(
          all.get(i).get(0).label(),
          small.predict(set.pictures().get(i).source().read(small.side()), 1).get(0).label());
    }
  }

  @Test
  void aPreparedPictureCanBeLookedAt() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xC86432);
    image.setRGB(1, 0, 0x0080FF);
    for (Preprocessing way : List.of(Preprocessing.CAFFE, Preprocessing.SKETCH)) {
      float[] pixels = {200, 100, 50, 0, 128, 255};
      way.apply(pixels);
      BufferedImage seen = way.picture(Nd4j.createFromArray(pixels).reshape('c', 1, 1, 2, 3), 0);
      assertEquals(image.getRGB(0, 0), seen.getRGB(0, 0));
      assertEquals(image.getRGB(1, 0), seen.getRGB(1, 0));
    }
  }

  @Test
  void unknownSourceOffersTheNearest() {
    LabException e = assertThrows(LabException.class, () -> Pretrained.named("Sketch_Objekts"));
    assertTrue(e.getMessage().contains("did you mean \"Sketch_Objects\""), e.getMessage());
  }
}
