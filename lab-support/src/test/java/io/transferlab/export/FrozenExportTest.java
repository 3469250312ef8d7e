package io.transferlab.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.Discretiser;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.predict.PictureClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Frozen features and a support vector machine, in ONNX Runtime and here. */
class FrozenExportTest {
  private static final VggShape VGG = new VggShape(40, List.of(4, 5, 6, 7, 8), 9);
  private static final ResNetShape RESNET = new ResNetShape(40, 4, 1.001e-5, 0.99);

  @TempDir Path folder;

  private final ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 12, 1);
  private final ImageSet test = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 1);

  /** The kinds of features that machines are trained on. */
  enum Kind {
    L2_PER_LAYER(train -> L2.PER_LAYER),
    L2_WHOLE(train -> L2.WHOLE),
    STANDARDISED(Standardiser::fit),
    DISCRETISED(train -> new Discretiser(0.2f, 0.4f)),
    EMBEDDED(FullNetworkEmbedding::fit);

    private final Function<Features, FeatureTransform> fit;

    Kind(Function<Features, FeatureTransform> fit) {
      this.fit = fit;
    }
  }

  private static FeatureExtractor extractor(Backbone network) {
    return FeatureExtractor.of(network).withCache(FeatureCache.NONE);
  }

  private PictureClassifier classifier(FeatureExtractor extractor, Kind kind) {
    Features features = extractor.extract(train);
    FeatureTransform transform = kind.fit.apply(features);
    return PictureClassifier.of(extractor, transform, LinearSvm.train(transform.apply(features)));
  }

  private void assertSame(PictureClassifier classifier) throws Exception {
    Path file = folder.resolve("frozen.onnx");
    OnnxExport.of(classifier).write(file);
    Backbone network = classifier.backbone();
    Pixels pixels = network.pixels(test);
    int side = network.side();
    try (OnnxRuntime runtime = new OnnxRuntime(file);
        Batch batch = network.batches(pixels, test.size()).iterator().next()) {
      INDArray raw = Nd4j.create(test.size(), side, side, 3);
      for (int i = 0; i < test.size(); i++) {
        byte[] rgb = pixels.rgb(i);
        for (int j = 0; j < rgb.length; j++) {
          raw.putScalar((long) i * rgb.length + j, rgb[j] & 0xff);
        }
      }
      assertClose(classifier.scores(batch.input()), runtime.run("pixels", raw, "logits"), 1e-4);
      assertClose(
          classifier.probabilities(batch.input()),
          runtime.run("pixels", raw, "probabilities"),
          1e-5);
    }
  }

  private static void assertClose(INDArray expected, INDArray found, double most) {
    double worst = expected.sub(found).amaxNumber().doubleValue();
    assertTrue(worst <= most, () -> "differs by " + worst);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyTransformAnswersTheSame(Kind kind) throws Exception {
    Backbone vgg = Backbone.random("vgg", VGG, Preprocessing.CAFFE, List.of("a", "b"), 1);
    assertSame(classifier(extractor(vgg).withLayers("block2_conv1", "block5_conv3", "fc1"), kind));
    assertSame(classifier(extractor(vgg).withLayers("fc2"), kind));
    Backbone resNet = Backbone.random("r", RESNET, Preprocessing.SKETCH, List.of("a", "b"), 1);
    assertSame(
        classifier(extractor(resNet).withLayers("conv2_block3_out", "conv5_block1_2_bn"), kind));
  }

  @ParameterizedTest
  @EnumSource(
      value = Pooling.class,
      names = {"NONE", "AVERAGE", "MAX"})
  void everyPoolingAnswersTheSame(Pooling pooling) throws Exception {
    Backbone vgg = Backbone.random("vgg", VGG, Preprocessing.CAFFE, List.of("a", "b"), 1);
    FeatureExtractor layers = extractor(vgg).withPooling(pooling);
    assertSame(classifier(layers.withLayers("block4_pool", "fc1", "predictions"), Kind.L2_WHOLE));
    assertSame(
        classifier(layers.withLayers("block4_conv1", "fc1").beforeRelu(), Kind.STANDARDISED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sketch_Objects", "Sketch_Objects_ResNet50"})
  void theFullNetworkEmbeddingOfATrainedNetworkIsExported(String source) throws Exception {
    PictureClassifier classifier =
        classifier(extractor(Pretrained.named(source).load()).all(), Kind.EMBEDDED)
            .calibrated(test);
    assertSame(classifier);
    try (OnnxRuntime runtime = new OnnxRuntime(folder.resolve("frozen.onnx"))) {
      assertEquals(String.valueOf(classifier.temperature()), runtime.metadata().get("temperature"));
    }
  }

  @Test
  void aCalibratedNetworkKeepsItsTemperatureAndThreshold() throws Exception {
    Backbone network = Backbone.random("vgg", VGG, Preprocessing.SKETCH, test.classes(), 1);
    PictureClassifier classifier = PictureClassifier.of(network).calibrated(test);
    assertTrue(Math.abs(classifier.temperature() - 1) > 0.01, classifier.toString());
    assertSame(classifier);
    try (OnnxRuntime runtime = new OnnxRuntime(folder.resolve("frozen.onnx"))) {
      assertEquals(String.valueOf(classifier.threshold()), runtime.metadata().get("threshold"));
    }
  }

  @Test
  void aTransformOfOnesOwnIsRefused() {
    Backbone vgg = Backbone.random("vgg", VGG, Preprocessing.CAFFE, List.of("a", "b"), 1);
    FeatureExtractor extractor = extractor(vgg).withLayers("fc2");
    Features features = extractor.extract(train);
    PictureClassifier own =
        PictureClassifier.of(extractor, same -> same, LinearSvm.train(features));
    LabException e =
        assertThrows(
            LabException.class, () -> OnnxExport.of(own).write(folder.resolve("own.onnx")));
    assertTrue(e.getMessage().contains("a transform of another kind"), e.getMessage());
  }
}
