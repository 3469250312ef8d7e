package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.Views;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.VggShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class FeatureExtractorTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  private final Backbone network =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), 1);
  private final ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 5, 1);
  private final FeatureExtractor extractor =
      FeatureExtractor.of(network).withCache(FeatureCache.NONE);

  private static float[] values(Features features) {
    return features.block(0, features.size());
  }

  @Test
  void allLayersOfTheSketchNetworkGive2080Features() {
    Features features =
        FeatureExtractor.of(Pretrained.SKETCH_OBJECTS.load())
            .withCache(FeatureCache.NONE)
            .all()
            .extract(set.take(1, 1));
    assertEquals(2 * (16 + 32) + 3 * (64 + 128 + 128) + 2 * 512, features.dimension());
    assertEquals(2080, features.dimension());
    assertEquals(15, features.layers().size());
    assertEquals(new Columns(1056, 1568), features.columns("fc1"));
    assertEquals(List.of("fc1", "fc2"), features.layers().subList(13, 15));
  }

  @Test
  void aFeatureOfAConvolutionIsTheMeanOfItsMap() {
    List<String> layers = List.of("block2_conv2", "fc1");
    Features pooled = extractor.withLayers(layers).extract(set);
    for (Batch batch : network.batches(network.pixels(set), 4)) {
      try (batch) {
        Map<String, INDArray> all = network.graph().feedForward(batch.input(), false);
        for (int i = 0; i < batch.size(); i++) {
          int row = batch.indices()[i];
          INDArray map = all.get("block2_conv2").slice(i);
          float[] found = pooled.layer("block2_conv2").row(row);
          for (int c = 0; c < found.length; c++) {
            double sum = 0;
            for (int y = 0; y < map.size(0); y++) {
              for (int x = 0; x < map.size(1); x++) {
                sum += map.getDouble(y, x, c);
              }
            }
            assertEquals(sum / (map.size(0) * map.size(1)), found[c], 1e-5);
          }
          float[] dense = all.get("fc1").getRow(i).dup().data().asFloat();
          assertArrayEquals(dense, pooled.layer("fc1").row(row), 1e-5f);
        }
      }
    }
  }

  @Test
  void maximumIsNoLessThanTheMeanAndWithoutPoolingTheMapComesWhole() {
    FeatureExtractor one = extractor.withLayers("block3_conv1");
    float[] mean = values(one.extract(set));
    float[] maximum = values(one.withPooling(Pooling.MAX).extract(set));
    Features whole = one.withPooling(Pooling.NONE).extract(set);
    assertEquals(8 * 8 * 16, whole.dimension());
    for (int row = 0; row < set.size(); row++) {
      float[] map = whole.row(row);
      for (int c = 0; c < 16; c++) {
        int channel = c;
        double[] places =
            IntStream.range(0, 64).mapToDouble(place -> map[place * 16 + channel]).toArray();
        assertEquals(
            IntStream.range(0, 64).mapToDouble(i -> places[i]).average().getAsDouble(),
            mean[row * 16 + c],
            1e-5);
        assertEquals(
            IntStream.range(0, 64).mapToDouble(i -> places[i]).max().getAsDouble(),
            maximum[row * 16 + c],
            1e-6);
      }
    }
  }

  @Test
  void theResultDependsOnNeitherBatchSizeNorTheOtherLayers() {
    float[] together = values(extractor.all().withBatchSize(100).extract(set).layer("fc2"));
    assertArrayEquals(
        together, values(extractor.all().withBatchSize(1).extract(set).layer("fc2")), 1e-5f);
    assertArrayEquals(together, values(extractor.withBatchSize(3).extract(set)), 1e-5f);
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfThreads() {
    NativeOps numerics = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int threads = numerics.ompGetMaxThreads();
    float[] several = values(extractor.all().extract(set));
    try {
      numerics.setOmpNumThreads(1);
      assertArrayEquals(several, values(extractor.all().extract(set)), 1e-5f);
    } finally {
      numerics.setOmpNumThreads(threads);
    }
  }

  @Test
  void activationsComeAfterTheReluUnlessAskedForBefore() {
    for (String layer : List.of("block4_conv2", "fc1")) {
      float[] after = values(extractor.withLayers(layer).withPooling(Pooling.NONE).extract(set));
      float[] before =
          values(extractor.withLayers(layer).withPooling(Pooling.NONE).beforeRelu().extract(set));
      boolean negative = false;
      for (int i = 0; i < after.length; i++) {
        negative |= before[i] < 0;
        assertEquals(Math.max(0, before[i]), after[i], 1e-6);
      }
      assertTrue(negative, layer);
    }
    // What lies above a layer that is looked at before its ReLU still gets it after.
    float[] above =
        values(extractor.withLayers("block1_conv1", "fc2").beforeRelu().extract(set).layer("fc2"));
    float[] usual = values(extractor.withLayers("fc2").beforeRelu().extract(set));
    assertArrayEquals(usual, above, 1e-5f);
    assertThrows(
        LabException.class, () -> extractor.withLayers("block1_pool").beforeRelu().extract(set));
  }

  @Test
  void labelsAndKeysAreThoseOfTheSet() {
    Features features = extractor.extract(set);
    assertEquals(set.classes(), features.classes());
    assertEquals(set.pictures().stream().map(Picture::key).toList(), features.keys());
    assertArrayEquals(
        set.pictures().stream().mapToInt(Picture::label).toArray(), features.labels());
    assertTrue(features.provenance().facts().get("layers").contains("fc2"));
    assertFalse(
        features.provenance().facts().containsKey("framing"),
        "what was kept before there were framings is found again");
  }

  @Test
  void tenCropsAreTenRowsOfAPictureAndTheirMeanIsOne() {
    Features crops = extractor.withCrops(Views.TEN).extract(set);
    assertEquals(10 * set.size(), crops.size());
    assertEquals(10, crops.views());
    assertEquals(crops.keys().get(0), crops.keys().get(9));
    Features mean = crops.averaged();
    assertEquals(set.size(), mean.size());
    float sum = 0;
    for (int i = 10; i < 20; i++) {
      sum += crops.row(i)[3];
    }
    assertEquals(sum / 10, mean.row(1)[3], 1e-6);
    assertEquals(set.pictures().get(1).key(), mean.keys().get(1));
  }

  @Test
  void picturesThatCannotBeReadHaveNoRow() {
    List<Picture> pictures = new ArrayList<>(set.pictures());
    Picture bad = pictures.get(2);
    pictures.set(
        2,
        new Picture(
            bad.key(),
            bad.label(),
            size -> {
              throw new IOException(bad.key() + ": the file is empty");
            }));
    ImageSet holed = ImageSet.of("holed", set.classes(), pictures);
    Features features = extractor.withBatchSize(3).extract(holed);
    assertEquals(set.size() - 1, features.size());
    assertFalse(features.keys().contains(bad.key()));
    assertEquals(List.of(bad.key() + ": the file is empty"), features.problems());
    assertArrayEquals(extractor.extract(set).row(3), features.row(2), 1e-5f);
  }

  @Test
  void anInterruptEndsItAndLeavesNothing() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> extractor.extract(set));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(set.size(), extractor.extract(set).size());
  }

  @Test
  void tellsHowFarItIs() {
    List<ExtractionProgress> seen = new ArrayList<>();
    extractor.withBatchSize(4).withProgress(seen::add).extract(set);
    assertEquals(List.of(4, 8, 10), seen.stream().map(ExtractionProgress::done).toList());
    assertEquals(0, seen.get(2).secondsLeft());
    assertTrue(seen.get(0).toString().contains("4 of 10 pictures"), seen.get(0).toString());
  }

  @Test
  void wrongLayersAreNamed() {
    assertMessage("did you mean \"fc1\"", () -> extractor.withLayers("fc3"));
    assertMessage("fc1 twice", () -> extractor.withLayers("fc1", "fc1").extract(set));
    assertMessage("at least one layer", () -> extractor.withLayers(List.of()).extract(set));
    assertMessage("at least 1 picture a batch", () -> extractor.withBatchSize(0));
    assertMessage("a layer of these features", () -> extractor.extract(set).layer("fc1"));
    ImageSet nothing = ImageSet.of("empty", List.of("cat"), List.of());
    assertMessage("at least one picture of empty", () -> extractor.extract(nothing));
  }

  private static void assertMessage(String part, Executable work) {
    LabException e = assertThrows(LabException.class, work);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void activationsThatAreNoNumbersAreAnError() {
    Backbone broken =
        Backbone.random("broken", SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), 1);
    broken.graph().getParam("fc1_b").putScalar(3, Float.NaN);
    LabException e =
        assertThrows(
            LabException.class,
            () ->
                FeatureExtractor.of(broken)
                    .withLayers("fc1")
                    .withCache(FeatureCache.NONE)
                    .extract(set));
    assertTrue(e.getMessage().contains("NaN") && e.getMessage().contains("fc1"), e.getMessage());
  }

  @Test
  void memoryDoesNotGrowWithTheSet() {
    // Kept pixels would come to 61 MB here, the maps of block1_conv1 to 1.3 GB.
    BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    List<Picture> many =
        IntStream.range(0, 4_000).mapToObj(i -> new Picture("cat/" + i, 0, size -> grey)).toList();
    ImageSet large = ImageSet.of("large", List.of("cat"), many);
    List<Long> used = new ArrayList<>();
    extractor
        .withLayers("block1_conv1")
        .withBatchSize(100)
        .withProgress(p -> used.add(org.bytedeco.javacpp.Pointer.totalBytes()))
        .extract(large);
    long early = used.get(10);
    long late = used.get(used.size() - 1);
    assertTrue(late <= early + (4 << 20), early + " bytes grew to " + late);
  }
}
