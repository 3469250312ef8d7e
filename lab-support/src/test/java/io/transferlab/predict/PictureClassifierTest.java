package io.transferlab.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Pixels;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import io.transferlab.network.ClassProbability;
import io.transferlab.network.Head;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class PictureClassifierTest {
  private static PictureClassifier classifier(boolean network) {
    return network ? Small.ofNetwork() : Small.ofFeatures();
  }

  private static Batch batch(Backbone network, ImageSet set) {
    return network.batches(Pixels.of(set, network.side()), set.size()).iterator().next();
  }

  @ParameterizedTest
  @ValueSource(strings = {"output", "one layer", "all values of the maps"})
  void probabilitiesOfANetworkAreItsOwn(String kind) {
    Backbone network = Small.network();
    if (kind.equals("one layer")) {
      network = Heads.replace(network, Head.of(8).withDropout(0.5), Small.CLASSES, null, 1);
    } else if (kind.startsWith("all")) {
      Head head = Head.LINEAR.withPooling(Pooling.NONE);
      network = Heads.replaceBehind(network, "block4_pool", head, Small.CLASSES, null, 1);
    }
    PictureClassifier classifier = PictureClassifier.of(network);
    try (Batch batch = batch(network, Small.validation())) {
      INDArray expected = network.probabilities(batch);
      INDArray found = classifier.probabilities(batch.input());
      assertTrue(expected.equalsWithEps(found, 1e-5), expected + "\n" + found);
      INDArray scores = classifier.scores(batch.input());
      assertTrue(expected.equalsWithEps(Transforms.softmax(scores, true), 1e-5));
      INDArray embeddings = classifier.embeddings(batch.input());
      assertEquals(batch.size(), embeddings.rows());
      assertEquals(1, embeddings.norm2(1).maxNumber().doubleValue(), 1e-5);
    }
  }

  @Test
  void frozenFeaturesAndAnSvmSayWhatTheySaidInTraining() {
    PictureClassifier classifier = Small.ofFeatures();
    assertFalse(classifier.hasGradients());
    PictureClassifier.Frozen frozen = classifier.frozen();
    ImageSet set = Small.validation();
    INDArray expected =
        frozen.svm().decision(frozen.transform().apply(frozen.extractor().extract(set)));
    try (Batch batch = batch(classifier.backbone(), set)) {
      assertTrue(expected.equalsWithEps(classifier.scores(batch.input()), 1e-4));
    }
    assertEquals(
        frozen.svm().evaluate(frozen.transform().apply(frozen.extractor().extract(set))).toString(),
        classifier.evaluate(set).evaluation().toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersComeInOrderAndNameWhatCannotBeRead(boolean network) {
    PictureClassifier classifier = classifier(network).withThreshold(0.5);
    ImageSet set = Small.spoilt(Small.validation());
    List<Answer> answers = new ArrayList<>();
    classifier.answers(set, answers::add);
    assertEquals(set.pictures().stream().map(Picture::key).toList(), keys(answers));
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      if (i % 3 == 0) {
        assertEquals(answer.key() + " is no picture", answer.problem());
        assertFalse(answer.known());
        assertTrue(answer.predictions().isEmpty());
      } else {
        assertNull(answer.problem());
        assertEquals(2, answer.predictions().size());
        double sum = answer.predictions().stream().mapToDouble(ClassProbability::probability).sum();
        assertEquals(1, sum, 1e-5);
        assertTrue(answer.best().probability() >= 0.5);
      }
    }
  }

  private static List<String> keys(List<Answer> answers) {
    return answers.stream().map(Answer::key).toList();
  }

  @Test
  void whoInterruptsIsAnsweredNoFurther() {
    PictureClassifier classifier = Small.ofNetwork();
    List<Picture> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.addAll(Small.validation().pictures());
    }
    ImageSet set = ImageSet.of("many", Small.CLASSES, many);
    List<Answer> answers = new ArrayList<>();
    assertThrows(
        CancellationException.class,
        () ->
            classifier.answers(
                set,
                answer -> {
                  answers.add(answer);
                  Thread.currentThread().interrupt();
                }));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertTrue(answers.size() < set.size(), answers.size() + " answers");
  }

  @Test
  void onePictureIsAnsweredAsInASet() throws Exception {
    PictureClassifier classifier = Small.ofNetwork();
    Picture picture = Small.validation().pictures().get(3);
    BufferedImage large = picture.source().read(150);
    Map<String, Double> expected =
        classifier.backbone().predict(large, 2).stream()
            .collect(Collectors.toMap(ClassProbability::label, ClassProbability::probability));
    for (ClassProbability found : classifier.answer(large).predictions()) {
      assertEquals(expected.get(found.label()), found.probability(), 1e-5);
    }
  }

  @Test
  void calibrationAndThresholdComeFromValidationPictures() {
    PictureClassifier classifier = Small.ofFeatures();
    assertEquals(1, classifier.temperature());
    assertEquals(0, classifier.threshold());
    PictureClassifier calibrated = classifier.calibrated(Small.validation());
    assertTrue(calibrated.temperature() > 0 && calibrated.temperature() != 1);
    assertTrue(calibrated.threshold() > 0 && calibrated.threshold() <= 1);
    Tested before = classifier.evaluate(Small.validation());
    Tested after = calibrated.evaluate(Small.validation());
    assertArrayEquals(before.predicted().labels(), after.predicted().labels());
    assertArrayEquals(before.scores()[0], after.scores()[0], "scores are before the temperature");
    BufferedImage nothing = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    assertFalse(calibrated.withThreshold(1).answer(nothing).known());
    assertThrows(LabException.class, () -> calibrated.withThreshold(1.1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTrainingPictureIsMostLikeItself(boolean network) throws Exception {
    PictureClassifier plain = classifier(network);
    ImageSet train = Small.spoilt(Small.train());
    PictureClassifier classifier = plain.withExamples(train);
    Picture picture = train.pictures().get(1);
    BufferedImage seen = picture.source().read(plain.side());
    assertEquals(List.of(), plain.nearest(seen, 3));
    List<Example> nearest = classifier.nearest(seen, 3);
    assertEquals(3, nearest.size());
    assertEquals(picture.key(), nearest.get(0).key());
    assertEquals(train.classes().get(picture.label()), nearest.get(0).label());
    assertEquals(1, nearest.get(0).similarity(), 1e-4);
    assertTrue(nearest.get(0).thumbnail().getWidth() <= 96);
    assertEquals(List.of(), plain.examples(1));
    assertEquals(
        train.classes(), classifier.examples(1).stream().map(Example::label).distinct().toList());
    assertEquals(2 * train.classes().size(), classifier.examples(2).size());
  }

  @Test
  void classesMayBeASubsetInAnotherOrderAndOthersAreNamed() {
    PictureClassifier classifier = Small.ofFeatures();
    ImageSet set = Small.validation();
    List<Picture> turned =
        set.pictures().stream()
            .map(p -> new Picture(p.key(), p.label() == 0 ? 2 : p.key().length() % 2, p.source()))
            .toList();
    ImageSet other = ImageSet.of("other", List.of("bird", "horse", "CAT"), turned);
    Tested tested = classifier.evaluate(other);
    assertEquals(List.of("bird", "horse"), tested.otherClasses());
    assertEquals(8, tested.evaluation().total());
    assertEquals(Small.CLASSES, tested.evaluation().classes());
    int cat = Small.CLASSES.indexOf("cat");
    for (int truth : tested.predicted().truth()) {
      assertEquals(cat, truth);
    }
    ImageSet none = ImageSet.of("none", List.of("bird", "horse"), List.of(turned.get(9)));
    LabException e = assertThrows(LabException.class, () -> classifier.evaluate(none));
    assertTrue(e.getMessage().contains("bird, horse"), e.getMessage());
  }

  @Test
  void aNetworkWithoutTopIsRefused() {
    Backbone trunk = Heads.withoutTop(Small.network(), Pooling.AVERAGE, 32);
    LabException e = assertThrows(LabException.class, () -> PictureClassifier.of(trunk));
    assertTrue(e.getMessage().contains("without its top"), e.getMessage());
  }

  @Test
  void cropsAreRefused() {
    FeatureExtractor crops =
        FeatureExtractor.of(Small.network()).withCrops(io.transferlab.data.Views.TEN);
    assertThrows(
        LabException.class,
        () ->
            PictureClassifier.of(
                crops, io.transferlab.features.L2.WHOLE, Small.ofFeatures().frozen().svm()));
  }
}
