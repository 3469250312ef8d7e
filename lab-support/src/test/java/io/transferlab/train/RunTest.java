package io.transferlab.train;

import static io.transferlab.train.SmallRuns.CLASSES;
import static io.transferlab.train.SmallRuns.PLAN;
import static io.transferlab.train.SmallRuns.refused;
import static io.transferlab.train.SmallRuns.weights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Splits;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.Targets;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.train.SmallRuns.Told;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole runs: what they read, keep, refuse and say. */
class RunTest {
  @TempDir private Path folder;

  private final ImageSet train = SmallRuns.train();
  private final ImageSet validation = SmallRuns.validation();

  private FineTuned fit(FineTuner tuner, EpochListener listener) {
    return tuner.fit("run", train, validation, listener);
  }

  private static FineTuner tuner() {
    return FineTuner.of(SmallRuns.source(), CLASSES).withPlan(PLAN);
  }

  /** The same pictures, remembering which are read. */
  private static ImageSet watched(ImageSet set, Set<String> read) {
    List<Picture> pictures = new ArrayList<>();
    for (Picture p : set.pictures()) {
      pictures.add(
          new Picture(
              p.key(),
              p.label(),
              size -> {
                synchronized (read) {
                  read.add(p.key());
                }
                return p.source().read(size);
              }));
    }
    return ImageSet.of(set.name(), set.classes(), pictures);
  }

  @Test
  void tellsOfAllPicturesThatTheNetworkWasAskedAbout() {
    Told told = new Told();
    fit(tuner(), told);
    assertEquals(PLAN.epochs() * (train.size() + validation.size()), told.looked);
  }

  @Test
  void noTestPictureIsEverTrainedOn() {
    Splits cats = Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(6));
    Set<String> read = new HashSet<>();
    Splits watched =
        new Splits(
            watched(cats.train(), read), watched(cats.validation().take(3, 1), read), cats.test());
    tuner().fit("run", watched.train(), watched.validation(), EpochListener.SILENT);
    cats.test().pictures().forEach(p -> assertTrue(!read.contains(p.key()), p.key()));
    assertEquals(12 + 6, read.size());
    // Nor is a validation picture, by mistake.
    List<Picture> both = new ArrayList<>(train.pictures());
    both.addAll(validation.pictures());
    refused(
        "8 pictures in both sets",
        () ->
            tuner()
                .fit("run", ImageSet.of("set", CLASSES, both), validation, EpochListener.SILENT));
  }

  @Test
  void theOrderOfAFolderDoesNotMatter() throws IOException {
    // The same files, made in opposite orders.
    List<Path> folders = List.of(folder.resolve("a"), folder.resolve("b"));
    List<Picture> forth = train.pictures();
    List<Picture> back = new ArrayList<>(forth);
    java.util.Collections.reverse(back);
    for (int i = 0; i < 2; i++) {
      for (Picture p : i == 0 ? forth : back) {
        Path file = folders.get(i).resolve("set").resolve(p.key() + ".png");
        Files.createDirectories(file.getParent());
        BufferedImage image = p.source().read(32);
        ImageIO.write(image, "png", file.toFile());
      }
    }
    List<FineTuned> runs = new ArrayList<>();
    for (Path f : folders) {
      ImageSet set = ImageSet.of(f.resolve("set"));
      assertEquals(CLASSES, set.classes());
      runs.add(tuner().fit("run", set, validation, EpochListener.SILENT));
    }
    assertEquals(
        SmallRuns.timeless(runs.get(0).history()), SmallRuns.timeless(runs.get(1).history()));
    assertEquals(weights(runs.get(0).network()), weights(runs.get(1).network()));
  }

  @Test
  void memoryStaysFlatOverFiftyEpochs() throws ReflectiveOperationException {
    Field field = Nd4j.getDeallocatorService().getClass().getDeclaredField("referenceMap");
    field.setAccessible(true);
    Map<?, ?> arrays = (Map<?, ?>) field.get(Nd4j.getDeallocatorService());
    List<Long> alive = new ArrayList<>();
    EpochListener counting =
        soFar -> {
          if (List.of(10, 30, 50).contains(soFar.epochs().size())) {
            System.gc();
            alive.add(
                arrays.values().stream().filter(r -> ((Reference<?>) r).get() != null).count());
          }
        };
    fit(tuner().withPlan(PLAN.withEpochs(50).withBatchSize(6)), counting);
    assertTrue(alive.get(2) <= alive.get(0) + 3, "arrays outside the heap: " + alive);
  }

  @Test
  void aTunedNetworkIsTrainedOnWithOtherLayersFrozen() {
    FineTuned head = fit(tuner().withHead(Head.of(8)).freezeUpTo("fc2"), EpochListener.SILENT);
    Map<String, INDArray> afterHead = weights(head.network());
    FineTuner next = FineTuner.continuing(head).freezeUpTo("block4_pool").withPlan(PLAN);
    assertEquals(afterHead, weights(next.prepare()), "begins where the first ended, bit for bit");
    FineTuned all = fit(next, EpochListener.SILENT);
    weights(all.network())
        .forEach(
            (name, values) -> {
              if (name.matches("block[1-4]_.*")) {
                assertEquals(afterHead.get(name), values, name);
              } else if (name.endsWith("_W")) {
                assertNotEquals(afterHead.get(name), values, name);
              }
            });
    weights(head.network()).forEach((name, v) -> assertEquals(afterHead.get(name), v, name));
    assertEquals(Set.of("dense_1", "predictions"), FineTuner.headLayers(all.network()));
    assertTrue(next.freezeNothing().prepare().frozenLayers().isEmpty());
    refused("to go on with the head there is", () -> next.withHead(Head.LINEAR));
  }

  @Test
  void layersAreFrozenByNumberToo() {
    FineTuner tuner = tuner();
    List<String> names = SmallRuns.source().layerNames();
    for (int layers : new int[] {1, 3, names.size() - 1}) {
      List<String> frozen = tuner.freezeUpTo(layers).prepare().frozenLayers();
      assertEquals(names.subList(0, layers), frozen);
      assertEquals(frozen, tuner.freezeUpTo(String.valueOf(layers)).prepare().frozenLayers());
      assertEquals(frozen, tuner.freezeUpTo(names.get(layers - 1)).prepare().frozenLayers());
    }
    assertEquals(List.of(), tuner.freezeUpTo(3).freezeUpTo(0).prepare().frozenLayers());
    refused("a layer number of 0 to 21", () -> tuner.freezeUpTo(22));
    refused("a layer number", () -> tuner.freezeUpTo(-1));
    refused("something left to train", () -> tuner.freezeUpTo(21));
    refused("something left to train", () -> tuner.freezeUpTo("21"));
  }

  @Test
  void aHeadMayReplaceEverythingBehindALayer() {
    FineTuner tuner = tuner().withHeadBehind("block4_pool", Head.of(8).withDropout(0.2));
    Backbone network = tuner.freezeUpTo("block4_pool").prepare();
    assertTrue(!network.layerNames().contains("fc1"));
    FineTuned tuned = fit(tuner.freezeUpTo("block4_pool"), EpochListener.SILENT);
    assertEquals(8, tuned.network().evaluate(validation).total());
    assertEquals("8 + output, dropout 0.20", tuned.network().provenance().facts().get("head"));
    refused("to freeze a layer that stays", () -> tuner.freezeUpTo("fc1").prepare());
    refused(
        "did you mean \"block4_pool\"", () -> tuner().withHeadBehind("blok4_pool", Head.LINEAR));
  }

  @Test
  void refusesPicturesThatCannotBeLearnedFrom() {
    ImageSet cats =
        ImageSet.of(
            "cats", CLASSES, train.pictures().stream().filter(p -> p.label() == 0).toList());
    refused("none of dog", () -> tuner().fit("run", cats, validation, EpochListener.SILENT));
    ImageSet none = ImageSet.of("none", CLASSES, List.of());
    refused("none of cat", () -> tuner().fit("run", none, validation, EpochListener.SILENT));
    refused("validation pictures", () -> tuner().fit("run", train, none, EpochListener.SILENT));
    refused(
        "at most 12 pictures",
        () -> fit(tuner().withPlan(PLAN.withBatchSize(13)), EpochListener.SILENT));
    refused("at least two classes", () -> FineTuner.of(SmallRuns.source(), List.of("cat")));
  }

  @Test
  void tellsWhereItIs() {
    Told told = new Told();
    fit(tuner().withPlan(PLAN.withEpochs(2).withBatchSize(5)), told);
    assertEquals(6, told.steps.size());
    assertEquals(1, told.steps.get(5).fraction(), 1e-12);
    assertEquals("epoch 1 of 2, batch 2 of 3", told.steps.get(1).toString(), "too early to tell");
    assertTrue(told.steps.get(3).toString().startsWith("epoch 2 of 2, batch 1 of 3"));
    double before = 0;
    for (TrainingProgress at : told.steps) {
      assertTrue(at.fraction() > before);
      before = at.fraction();
    }
  }

  @Test
  void restoredWeightsAreTheBestEpochsAlsoWithAugmentationOff() {
    TrainingPlan plan =
        PLAN.withEpochs(6).withAugmentation(Augmentation.NONE).withRates(3e-2, 3e-3);
    FineTuned tuned = fit(tuner().withPlan(plan), EpochListener.SILENT);
    var classified = tuned.network().classify(validation);
    Epoch best = tuned.history().epochs().get(tuned.history().bestEpoch() - 1);
    assertEquals(best.validationAccuracy(), classified.evaluation().meanPerClassAccuracy(), 1e-9);
    assertEquals(best.validationLoss(), classified.loss(), 1e-6);
  }

  @Test
  void classWeightsAreForTheLossOfTrainingAlone() {
    List<Picture> unequal = new ArrayList<>(train.pictures().subList(0, 8));
    ImageSet some = ImageSet.of("set", CLASSES, unequal);
    FineTuned tuned =
        tuner()
            .withPlan(PLAN.withClassWeights(ClassWeights.BALANCED))
            .fit("run", some, validation, EpochListener.SILENT);
    Epoch best = tuned.history().epochs().get(tuned.history().bestEpoch() - 1);
    assertEquals(best.validationLoss(), tuned.network().classify(validation).loss(), 1e-6);
    assertEquals("balanced", tuned.history().provenance().facts().get("class weights"));
    refused(
        "did you mean \"cat\"",
        () ->
            fit(
                tuner().withPlan(PLAN.withClassWeights(ClassWeights.of(Map.of("cta", 2.0)))),
                EpochListener.SILENT));
  }
}
