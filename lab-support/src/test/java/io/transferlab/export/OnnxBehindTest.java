package io.transferlab.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.Head;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.network.onnx.OnnxNetwork;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.testing.ExternalWeights;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuner;
import io.transferlab.train.TrainingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is written behind a network of ONNX gives in ONNX Runtime what the classifier gives. */
class OnnxBehindTest {
  private static final List<String> CLASSES = SketchSet.CATS_DOGS.classes();

  @TempDir Path folder;

  private Path copied(String name) throws Exception {
    Path file = folder.resolve(name + ".onnx");
    try (var in = OnnxNetwork.class.getResourceAsStream(name + ".onnx")) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }

  private OnnxNetwork network(Path file, int side, String more) {
    String card = "{\"framing\": {\"fit\": \"stretched\", \"to\": %d}, %s}".formatted(side, more);
    return OnnxNetwork.of(file, NetworkCard.parse(card, file));
  }

  private static ImageSet train() {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 4, 1);
  }

  private static ImageSet other() {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 2, 1);
  }

  private static PictureClassifier features(OnnxNetwork network, String transform) {
    FeatureExtractor one = FeatureExtractor.of(network).withCache(FeatureCache.NONE);
    FeatureExtractor extractor = transform.equals("fne") ? one.all() : one;
    Features train = extractor.extract(train());
    FeatureTransform fitted =
        switch (transform) {
          case "fne" -> FullNetworkEmbedding.fit(train);
          case "standard" -> Standardiser.fit(train);
          default -> L2.WHOLE;
        };
    return PictureClassifier.of(extractor, fitted, LinearSvm.train(fitted.apply(train)));
  }

  /** Both ways, with pixels in, normalised inside and outside, channels last and first. */
  private void assertSame(PictureClassifier classifier, int free) throws Exception {
    int side = classifier.side();
    float[] values = new float[2 * side * side * 3];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    INDArray pixels = Nd4j.create(values.clone(), new int[] {2, side, side, 3});
    classifier.network().preprocessing().apply(values);
    INDArray prepared = Nd4j.create(values, new int[] {2, side, side, 3});
    INDArray scores = classifier.scores(prepared);
    Path file = folder.resolve("written.onnx");
    for (boolean first : new boolean[] {false, true}) {
      for (boolean outside : new boolean[] {false, true}) {
        OnnxExport.of(classifier).withChannelsFirst(first).withPrepared(outside).write(file);
        INDArray input = outside ? prepared : pixels;
        String name = outside ? "prepared" : "pixels";
        try (OnnxRuntime written = new OnnxRuntime(file)) {
          assertEquals(free, written.inputShape(name)[0]);
          INDArray turned = first ? input.permute(0, 3, 1, 2).dup('c') : input;
          INDArray found = written.run(name, turned, "logits");
          assertTrue(scores.equalsWithEps(found, 1e-4), scores + "\n" + found);
          INDArray probabilities = written.run(name, turned, "probabilities");
          assertTrue(classifier.probabilities(prepared).equalsWithEps(probabilities, 1e-5));
          assertEquals(
              classifier.classes().size(),
              io.transferlab.core.Json.read(written.metadata().get("classes"), String[].class)
                  .length);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet,48,imagenet,fne",
    "efficientnet,48,clip,l2",
    "convnext,64,imagenet,standard",
    "lite,48,tf-lite,l2"
  })
  void featuresAndAMachine(String name, int side, String normalisation, String transform)
      throws Exception {
    String more = "\"normalisation\": \"%s\"".formatted(normalisation);
    assertSame(features(network(copied(name), side, more), transform), -1);
  }

  @Test
  void aHeadBehindTheClassTokenAndBehindMaps() throws Exception {
    OnnxNetwork vit =
        network(copied("vit"), 32, "\"normalisation\": \"caffe\", \"pooling\": \"CLS\"");
    String layer = vit.descriptorLayers().get(0);
    PictureClassifier token =
        PictureClassifier.of(
            FineTuner.of(vit, CLASSES)
                .withHeadBehind(layer, Head.of(8, 4))
                .withPlan(
                    TrainingPlan.FINE_TUNING
                        .withEpochs(1)
                        .withBatchSize(4)
                        .withAugmentation(Augmentation.NONE))
                .fit("run", train(), other(), EpochListener.SILENT));
    assertEquals(Pooling.CLS, token.headed().pooling());
    assertSame(token, -1);
    Path zip = folder.resolve("token.zip");
    token.save(zip);
    assertSame(PictureClassifier.load(zip), -1);
    Path file = copied("resnet");
    ExternalWeights.split(file);
    OnnxNetwork resnet = network(file, 64, "\"normalisation\": \"imagenet\"");
    String maps = resnet.descriptorLayers().get(1);
    assertSame(
        PictureClassifier.of(
            HeadedNetwork.of(resnet, maps, Pooling.AVERAGE, Head.LINEAR, CLASSES, 1)),
        -1);
  }

  @Test
  void itsOwnTop() throws Exception {
    String classes =
        "\"classes\": ["
            + String.join(", ", IntStream.range(0, 10).mapToObj(i -> "\"c" + i + "\"").toList())
            + "]";
    OnnxNetwork network =
        network(copied("convnext"), 64, "\"normalisation\": \"imagenet\", " + classes);
    assertSame(PictureClassifier.of(network), -1);
  }
}
