package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.evaluate.Spread;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static Measured additive(double[] sources, double[] pictures) {
    Map<Long, Map<Long, Double>> runs = new TreeMap<>();
    for (int s = 0; s < sources.length; s++) {
      Map<Long, Double> row = new TreeMap<>();
      for (int p = 0; p < pictures.length; p++) {
        row.put((long) p, sources[s] + pictures[p]);
      }
      runs.put((long) s + 1, row);
    }
    return new Measured(runs);
  }

  /** Where both only add up, each spread is that of its own cause alone. */
  @Property
  void theTwoSpreadsAreToldApart(
      @ForAll @Size(3) List<@DoubleRange(max = .5) Double> sources,
      @ForAll @Size(4) List<@DoubleRange(max = .5) Double> pictures) {
    double[] bySource = sources.stream().mapToDouble(Double::doubleValue).toArray();
    double[] byPictures = pictures.stream().mapToDouble(Double::doubleValue).toArray();
    Measured measured = additive(bySource, byPictures);
    assertEquals(Spread.of(byPictures).deviation(), measured.overPictures(), 1e-9);
    assertEquals(Spread.of(bySource).deviation(), measured.overSources(), 1e-9);
    double mean = Spread.of(bySource).mean() + Spread.of(byPictures).mean();
    assertEquals(mean, measured.mean(), 1e-9);
  }

  /** One network with all pictures, the others with one set: as the table trains. */
  @Property
  void missingRunsDoNotChangeTheMeanWhereEffectsAddUp(
      @ForAll @Size(3) List<@DoubleRange(max = .5) Double> sources,
      @ForAll @Size(4) List<@DoubleRange(max = .5) Double> pictures) {
    Measured whole =
        additive(
            sources.stream().mapToDouble(Double::doubleValue).toArray(),
            pictures.stream().mapToDouble(Double::doubleValue).toArray());
    Map<Long, Map<Long, Double>> cross = new TreeMap<>();
    whole.runs().forEach((source, r) -> cross.put(source, source == 2 ? r : Map.of(1L, r.get(1L))));
    assertEquals(whole.mean(), new Measured(cross).mean(), 1e-9);
  }

  /** The best known network of one source is compared with the best known one of the other. */
  @Test
  void networksOfTwoSourcesArePairedByTheirRuns() {
    Measured a = new Measured(Map.of(1L, Map.of(1L, .5, 2L, .6), 2L, Map.of(1L, .4)));
    Measured b = new Measured(Map.of(1L, Map.of(1L, .1), 3L, Map.of(1L, .2, 2L, .3)));
    assertEquals(
        Map.of(1L, Map.of(1L, .3, 2L, .3), 2L, Map.of(1L, .3)),
        rounded(a.numbered().minus(b.numbered())));
  }

  private static Map<Long, Map<Long, Double>> rounded(Measured measured) {
    Map<Long, Map<Long, Double>> all = new TreeMap<>();
    measured
        .runs()
        .forEach(
            (source, r) -> {
              Map<Long, Double> row = new TreeMap<>();
              r.forEach((seed, value) -> row.put(seed, Math.round(value * 1e9) / 1e9));
              all.put(source, row);
            });
    return all;
  }

  @Test
  void saysOnlyWhatIsKnown() {
    assertEquals("–", new Measured(Map.of()).percent());
    assertEquals("50.0", new Measured(Map.of(1L, Map.of(1L, .5))).percent());
    assertEquals("60.0 ± 14.1", new Measured(Map.of(1L, Map.of(1L, .5, 2L, .7))).percent());
    assertEquals(
        "60.0 ± – ± 14.1", new Measured(Map.of(1L, Map.of(1L, .5), 2L, Map.of(1L, .7))).percent());
    assertEquals(
        "65.0 ± 7.1 ± 14.1", additive(new double[] {.1, .3}, new double[] {.4, .5}).percent());
  }

  @Test
  void differencesAreTakenRunByRun() {
    Measured a = additive(new double[] {.1, .3}, new double[] {.4, .5});
    Measured b = additive(new double[] {.1, .2}, new double[] {.4, .5});
    assertEquals(.05, a.minus(b).mean(), 1e-12);
    assertEquals(0, a.minus(b).overPictures(), 1e-12);
    Measured scratch = new Measured(Map.of(0L, Map.of(0L, .4, 1L, .5)));
    assertEquals(.2, a.minus(scratch).mean(), 1e-12);
    assertEquals(4, a.minus(scratch).values().length);
    Measured otherPictures = new Measured(Map.of(0L, Map.of(7L, .4)));
    assertTrue(a.minus(otherPictures).isEmpty());
  }
}
