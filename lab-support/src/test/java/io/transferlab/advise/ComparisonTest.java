package io.transferlab.advise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.SvmTrainer;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.FrozenOnly;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.VggShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final VggShape SMALL = new VggShape(32, List.of(8, 8, 8, 8, 8), 8);

  @TempDir Path folder;

  private static Splits cats(int train, int test) {
    return new Splits(
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, train, 1),
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 1, 9),
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, test, 9));
  }

  private static Backbone small(String name, long seed) {
    return Backbone.random(name, SMALL, Preprocessing.SKETCH, List.of("x", "y", "z"), seed);
  }

  private static Comparison quick(FrozenNetwork... sources) {
    return Comparison.of(sources)
        .withWays(Way.PROBE, Way.FNE)
        .withShots(1)
        .withDraws(2)
        .withCache(FeatureCache.NONE);
  }

  /** They were guessed to take a millisecond a step: a third of what they took. */
  @Test
  void headsAreGuessedByWhatAStepTakesHereThenByWhatTheyTook() {
    Splits splits = cats(40, 10);
    FrozenNetwork network = small("A", 1);
    Comparison asked = quick(network).withWays(Way.HEAD).withDraws(3);
    ComparisonTimes times = new ComparisonTimes(asked, splits, new Pace(1000, () -> 0));
    double before = times.seconds(network, Way.HEAD, 40, 40);
    times.stepOfAHead(0.003);
    // 80 pictures, 16 a batch: five steps an epoch, sixty epochs.
    assertEquals(60, ComparisonTimes.headPlan(80).epochs());
    assertEquals(3 * 0.003 * 5 * 60, times.seconds(network, Way.HEAD, 40, 40), 0.1);
    assertTrue(times.seconds(network, Way.HEAD, 40, 40) > 2 * before);
    times.took(network, Way.HEAD, 40, 0.5);
    assertEquals(3 * 0.5, times.seconds(network, Way.HEAD, 40, 40), 1e-9);
    assertTrue(Speed.secondsOfAHeadStep(2, ComparisonTimes.headPlan(80)) > 0);
    assertTrue(Speed.secondsOfAHeadStep(40, ComparisonTimes.headPlan(80)) > 0);
  }

  @Test
  void allLearnFromTheSameDrawsAndAreJudgedByTheSamePictures() {
    List<AdviceProgress> told = new ArrayList<>();
    Splits splits = cats(5, 6);
    Comparison both =
        quick(small("A", 1), new FrozenOnly(small("B", 2))).withWays(Way.PROBE, Way.FNE, Way.HEAD);
    Compared compared = both.run(splits, told::add);
    assertEquals(List.of(1, 5), compared.setting().shots());
    assertEquals(
        Set.of("A", "B", Compared.CONTROL),
        compared.costs().stream().map(NetworkCost::network).collect(Collectors.toSet()));
    assertEquals(3 * 3 * 2 * 2, compared.trials().size(), "networks, ways, shots, draws");
    List<String> judges = splits.test().pictures().stream().map(Picture::key).toList();
    for (Trial trial : compared.trials()) {
      assertEquals(new HashSet<>(judges), new HashSet<>(trial.judged().keys()));
    }
    for (Candidate candidate : compared.candidates()) {
      for (int shots : compared.setting().shots()) {
        assertEquals(
            List.of(1L, 2L), compared.trials(candidate, shots).stream().map(Trial::draw).toList());
      }
    }
    assertFalse(compared.isStopped());
    assertEquals(List.of(), compared.leftOut());
    assertTrue(told.get(1).isNews() && told.get(1).what().contains("about "), told.toString());
    assertTrue(told.stream().allMatch(at -> !(at.secondsLeft() < 0)));
    assertEquals(9, compared.table().rowCount());
    assertEquals(3, compared.networks().rowCount());
    Compared again = both.run(splits, at -> {});
    assertEquals(accuracies(compared), accuracies(again), "the same seed gives the same");
    Comparison other = both.withWays(Way.PROBE).withSeed(5);
    assertNotEquals(
        accuracies(compared, Way.PROBE), accuracies(other.run(splits, at -> {}), Way.PROBE));
  }

  private static Set<String> accuracies(Compared compared, Way... ways) {
    List<Way> wanted = List.of(ways.length == 0 ? Way.values() : ways);
    return compared.trials().stream()
        .filter(t -> wanted.contains(t.way()))
        .map(
            t ->
                "%s %s %d %d %s"
                    .formatted(t.way(), t.source(), t.perClass(), t.draw(), t.accuracy()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the command fne does by itself, on all training pictures. */
  @Test
  void withAllPicturesTheEmbeddingIsThatOfTheRoomFeatures() {
    Splits splits = cats(8, 20);
    Backbone source = Pretrained.SKETCH_OBJECTS.load();
    Compared compared =
        Comparison.of(source)
            .withShots()
            .withDraws(3)
            .withWays(Way.FNE)
            .withCache(FeatureCache.NONE)
            .run(splits, at -> {});
    FeatureExtractor all = FeatureExtractor.of(source).all().withCache(FeatureCache.NONE);
    Features train = all.extract(splits.train());
    FullNetworkEmbedding fne = FullNetworkEmbedding.fit(train);
    int[] said =
        SvmTrainer.defaults()
            .train(fne.apply(train))
            .predict(fne.apply(all.extract(splits.test())))
            .labels();
    Candidate embedding = new Candidate(Way.FNE, "Sketch_Objects");
    for (Trial trial : compared.trials(embedding, 8)) {
      assertArrayEquals(said, trial.judged().labels());
    }
    assertEquals(1, compared.spread(embedding, 8).runs(), "one measurement, not three draws");
    assertEquals(embedding, compared.best(8).orElseThrow());
    Candidate control = new Candidate(Way.FNE, Compared.CONTROL);
    assertTrue(
        compared.behind(control, 8).isTold(), "drawings are known to the one, not the other");
    assertEquals(0, compared.behind(embedding, 8).difference());
    NetworkCost cost = compared.costs().get(0);
    assertEquals("Sketch_Objects", cost.network());
    assertEquals(2014, cost.year());
    assertEquals(4 * source.summary().parameters(), cost.weightBytes());
    assertTrue(cost.milliseconds() > 0);
    assertNull(compared.costs().get(1).year(), "nobody published random weights");
    assertTrue(compared.sentence().startsWith("Best with all (8) pictures"), compared.sentence());
    assertTrue(compared.sentence().contains("guessing 50.0 %"), compared.sentence());
  }

  @Test
  void shotsThatDoNotExistAreNamed() {
    Compared compared =
        quick(small("A", 1)).withShots(2, 3, 20, 50).withWays(Way.PROBE).run(cats(3, 2), at -> {});
    assertEquals(List.of(2, 3), compared.setting().shots());
    assertEquals(
        List.of("20, 50 pictures a class: no class has more than 3 training pictures"),
        compared.leftOut());
  }

  @Test
  void anInterruptKeepsWhatThereIs() {
    Compared compared =
        quick(small("A", 1), small("B", 2))
            .run(
                cats(5, 6),
                at -> {
                  if (at.isNews() && at.what().startsWith("A: ")) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertFalse(Thread.interrupted(), "used up");
    assertTrue(compared.isStopped());
    assertTrue(compared.trials().stream().anyMatch(t -> t.source().equals("A")));
    assertTrue(compared.trials().stream().noneMatch(t -> t.source().equals("B")));
    assertTrue(compared.leftOut().get(0).contains("stopped"), compared.leftOut().toString());
    assertTrue(compared.networks().rowCount() > 0 && compared.table().rowCount() > 0);
    Compared none = quick(small("A", 1)).run(cats(5, 6), at -> Thread.currentThread().interrupt());
    assertTrue(none.isStopped() && none.trials().isEmpty());
    assertEquals("Nothing was measured.", none.sentence());
    assertEquals(0, none.table().rowCount());
  }

  @Test
  void whatThereIsNoTimeForIsNamed() {
    AtomicLong now = new AtomicLong();
    Compared compared =
        quick(small("A", 1), small("B", 2))
            .withSeconds(3600)
            .withClock(now::get)
            .run(
                cats(5, 6),
                at -> {
                  if (at.what().startsWith("A: ")) {
                    now.set(3_700_000_000_000L);
                  }
                });
    assertTrue(compared.trials().stream().anyMatch(t -> t.source().equals("A")));
    assertTrue(compared.trials().stream().noneMatch(t -> t.source().equals("B")));
    assertTrue(
        compared.leftOut().stream()
            .anyMatch(line -> line.startsWith("B, for want of time: its features take about ")),
        compared.leftOut().toString());
    assertFalse(compared.isStopped());
  }

  @Test
  void whatWasExtractedIsNotExtractedAgain() {
    Comparison kept = quick(small("A", 1)).withCache(FeatureCache.in(folder));
    Compared first = kept.run(cats(5, 6), at -> {});
    List<String> told = new ArrayList<>();
    Compared again = kept.withSeconds(1e-9).run(cats(5, 6), at -> told.add(at.what()));
    assertTrue(told.stream().noneMatch(what -> what.startsWith("features of")), told.toString());
    assertTrue(
        again.leftOut().stream().noneMatch(line -> line.contains("its features take")),
        "what is kept takes no time: " + again.leftOut());
    assertEquals(accuracies(first), accuracies(kept.run(cats(5, 6), at -> {})));
  }

  private static void refused(String expected, Splits splits) {
    LabException thrown =
        assertThrows(LabException.class, () -> quick(small("A", 1)).run(splits, at -> {}));
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThrows(LabException.class, () -> Comparison.of());
    assertThrows(LabException.class, () -> Comparison.of(small("A", 1), small("A", 2)));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withShots(1, 0));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withDraws(0));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withSeconds(0));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withSeconds(Double.NaN));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withWays());
    LabException ways =
        assertThrows(LabException.class, () -> quick(small("A", 1)).withWays(Way.FINE_TUNED));
    assertTrue(ways.getMessage().contains("environment/lab advise"), ways.getMessage());
    Splits good = cats(3, 3);
    ImageSet none = ImageSet.of("empty", good.train().classes(), List.of());
    refused("test pictures", new Splits(good.train(), good.validation(), none));
    ImageSet cat = onlyFirst(good.train(), good.train().classes());
    refused("at least two pictures of each class", new Splits(cat, cat, good.test()));
    refused(
        "none of dog",
        new Splits(good.train(), cat, onlyFirst(good.test(), List.of("cat", "dog"))));
    ImageSet alone = onlyFirst(good.train(), good.train().classes().subList(0, 1));
    refused("at least two classes", new Splits(alone, alone, alone));
  }

  private static ImageSet onlyFirst(ImageSet set, List<String> classes) {
    return ImageSet.of(
        set.name(), classes, set.pictures().stream().filter(p -> p.label() == 0).toList());
  }

  @Test
  void architecturesAreToldByShapeOrName() {
    assertEquals(Family.VGG, Family.of(small("MobileNetV2", 1)).orElseThrow());
    String[] names = {
      "MobileNetV2_ImageNet",
      "EfficientNet_Lite4_ImageNet",
      "ConvNeXt_Tiny_ImageNet",
      "DINOv2_Small",
      "ViT_B16_ImageNet",
      "Sketch_Objects_ViT",
      "my-resnext50",
      "vgg16",
      "other"
    };
    List<Integer> years =
        Arrays.stream(names)
            .map(name -> Family.of(new FrozenOnly(small(name, 1))).map(Family::year).orElse(0))
            .toList();
    assertEquals(List.of(2018, 2019, 2022, 2023, 2020, 2020, 2016, 2014, 0), years);
  }
}
