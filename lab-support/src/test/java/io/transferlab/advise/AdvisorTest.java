package io.transferlab.advise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.FrozenOnly;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.VggShape;
import io.transferlab.plot.AdviceFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdvisorTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  private static Splits cats(int train, int validation, int test) {
    return new Splits(
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, train, 1),
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, validation, 9),
        ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, test, 9));
  }

  private static Backbone small(String name, long seed) {
    return Backbone.random(name, SMALL, Preprocessing.SKETCH, List.of("x", "y", "z"), seed);
  }

  private static Advisor quick(FrozenNetwork... sources) {
    return Advisor.of(sources)
        .withShots(1, 5)
        .withDraws(2)
        .withEpochs(Way.HEAD, 2)
        .withEpochs(Way.FINE_TUNED, 1)
        .withEpochs(Way.SCRATCH, 1)
        .withSeconds(1e6)
        .withCache(FeatureCache.NONE);
  }

  private static Map<String, Double> accuracies(Advice advice, Way... ways) {
    List<Way> wanted = List.of(ways.length == 0 ? Way.values() : ways);
    Map<String, Double> all = new TreeMap<>();
    for (Trial t : advice.trials()) {
      if (wanted.contains(t.way())) {
        all.put("%s %s %d %d".formatted(t.way(), t.source(), t.perClass(), t.draw()), t.accuracy());
      }
    }
    return all;
  }

  /** Drawn cats and dogs: a network that has learned drawn objects knows them, a random one not. */
  @Test
  void aSourceThatKnowsIsTakenRatherThanRandomWeights() {
    Backbone random =
        Backbone.random("Random", VggShape.SKETCH, Preprocessing.SKETCH, List.of("x", "y"), 1);
    Advice advice =
        quick(random, Pretrained.SKETCH_OBJECTS.load())
            .withWays(Way.PROBE, Way.FNE)
            .withDraws(3)
            .run(cats(16, 12, 20), at -> {});
    Candidate taken = advice.choice().orElseThrow();
    assertEquals("Sketch_Objects", taken.source());
    PairedDifference ahead = Choice.compare(advice, taken, new Candidate(taken.way(), "Random"));
    assertTrue(ahead.isTold(), ahead.toString());
    assertTrue(
        advice.command().startsWith("environment/lab ")
            && advice.command().contains(" Sketch_Objects sketch-catsdogs ")
            && advice.command().endsWith(" --save sketch-catsdogs.zip"),
        advice.command());
    assertNotNull(advice.test());
    assertEquals(40, advice.test().total());
    assertTrue(advice.tested().startsWith("On the 40 test pictures"), advice.tested());
    assertTrue(advice.sentence().contains("fine-tuning was not tried"), advice.sentence());
  }

  @Test
  void triesEveryWayAndTheSameSeedGivesTheSame() {
    List<AdviceProgress> told = new ArrayList<>();
    Splits splits = cats(6, 3, 2);
    Advisor both = quick(small("A", 1), small("B", 2));
    Advice advice = both.run(splits, told::add);
    assertEquals(List.of(1, 3, 5, 6), advice.setting().shots());
    for (Way way : Way.values()) {
      for (int size : advice.setting().shots()) {
        long tried =
            advice.trials().stream().filter(t -> t.way() == way && t.perClass() == size).count();
        assertEquals(way == Way.SCRATCH ? 2 : 2 * 2, tried, way + " " + size);
      }
    }
    assertEquals(List.of(), advice.leftOut());
    assertTrue(told.get(0).isNews(), "a sign of life before the work");
    assertEquals(9, advice.table().rowCount(), "A and B are one architecture from scratch");
    String chart = AdviceFigure.of(advice).alternative();
    assertTrue(chart.contains("linear probe, ") && chart.contains("from scratch"), chart);
    assertEquals(accuracies(advice), accuracies(both.run(splits, at -> {})));
    Advisor other = both.withWays(Way.PROBE).withSeed(7);
    assertNotEquals(
        accuracies(advice, Way.PROBE), accuracies(other.run(splits, at -> {}), Way.PROBE));
  }

  /** Its features and a head are tried, and what cannot be done with it is said. */
  @Test
  void whatCanOnlyBeAskedIsTriedAsFarAsThatGoes() {
    FrozenOnly asked = new FrozenOnly(small("Asked", 1));
    Advice advice = quick(asked).withEpochs(Way.HEAD, 30).withShots(1).run(cats(6, 3, 2), at -> {});
    assertEquals(
        List.of(Way.PROBE, Way.FNE, Way.HEAD),
        advice.candidates().stream().map(Candidate::way).toList());
    assertEquals(
        List.of(
            "fine-tuned, of Asked: asked and never changed",
            "from scratch, of Asked: asked and never changed"),
        advice.leftOut());
    assertNotNull(advice.test());
    Advice both = quick(asked, small("B", 2)).withShots(1).run(cats(6, 3, 2), at -> {});
    assertTrue(both.trials().stream().anyMatch(t -> t.way() == Way.FINE_TUNED));
    assertTrue(
        both.trials().stream()
            .filter(t -> t.way() == Way.FINE_TUNED || t.way() == Way.SCRATCH)
            .allMatch(t -> t.source().equals("B")));
  }

  @Test
  void withoutTimeNoNetworkIsTrainedAndItIsSaid() {
    Advice advice = quick(small("A", 1)).withSeconds(0).run(cats(6, 3, 2), at -> {});
    assertTrue(advice.trials().stream().allMatch(t -> t.way().takesFeatures()));
    assertEquals(1, advice.leftOut().size());
    String line = advice.leftOut().get(0);
    assertTrue(line.contains("fine-tuned (A; up to "), line);
    assertTrue(line.contains("from scratch"), line);
    assertTrue(line.contains("for want of time"), line);
  }

  @Test
  void anInterruptKeepsWhatThereIs() {
    Advice advice =
        quick(small("A", 1))
            .run(
                cats(6, 3, 2),
                at -> {
                  if (at.what().startsWith("fine-tuning of") && at.isNews()) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertFalse(Thread.interrupted(), "used up");
    assertTrue(advice.isStopped());
    assertNull(advice.test());
    assertTrue(advice.choice().isPresent());
    assertEquals(1, advice.trials().stream().filter(t -> !t.way().takesFeatures()).count());
    Advice none = quick(small("A", 1)).run(cats(6, 3, 2), at -> Thread.currentThread().interrupt());
    assertTrue(none.isStopped() && none.trials().isEmpty());
    assertTrue(none.sentence().startsWith("Nothing was measured"), none.sentence());
  }

  @Test
  void whatCannotBeTriedIsRefused() {
    Splits splits = cats(2, 2, 2);
    assertThrows(LabException.class, () -> Advisor.of());
    assertThrows(LabException.class, () -> Advisor.of(small("A", 1), small("A", 2)));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withShots(0));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withDraws(0));
    assertThrows(LabException.class, () -> quick(small("A", 1)).withSeconds(-1));
    LabException ways =
        assertThrows(LabException.class, () -> quick(small("A", 1)).withWays(Way.SCRATCH));
    assertTrue(ways.getMessage().contains("Way.PROBE"), ways.getMessage());
    ImageSet one = ImageSet.of("one", List.of("cat"), splits.train().pictures().subList(0, 2));
    LabException alone =
        assertThrows(
            LabException.class,
            () -> quick(small("A", 1)).run(new Splits(one, one, one), at -> {}));
    assertTrue(alone.getMessage().contains("at least two classes"), alone.getMessage());
  }

  @Test
  void commandsQuoteWhatAShellWouldTakeApart() {
    Splits splits = cats(2, 2, 2);
    Backbone source = small("A", 1);
    Advisor advisor = Advisor.of(source).withTarget("my dog's/Fotos", List.of("--per-class", "9"));
    assertEquals(
        "environment/lab fine-tune A 'my dog'\\''s/Fotos' --scratch --per-class 9 --save"
            + " sketch-catsdogs.zip",
        advisor.command(Way.SCRATCH, source, splits));
    assertEquals(
        "environment/lab fine-tune A größe/ --freeze-to fc2 --no-augment --epochs 60 --save"
            + " sketch-catsdogs.zip",
        advisor.withTarget("größe/", List.of()).command(Way.HEAD, source, splits));
    assertEquals(
        "environment/lab l2norm A f --layers fc2 --save sketch-catsdogs.zip",
        advisor.withTarget("f", List.of()).command(Way.PROBE, source, splits));
    assertEquals(
        "environment/lab fne 'my nets/a.onnx' f --save sketch-catsdogs.zip",
        advisor
            .withTarget("f", List.of())
            .withTypedSources(Map.of("A", "my nets/a.onnx"))
            .command(Way.FNE, source, splits));
  }
}
