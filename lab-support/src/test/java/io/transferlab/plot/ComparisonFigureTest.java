package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.advise.Compared;
import io.transferlab.advise.ComparisonSetting;
import io.transferlab.advise.NetworkCost;
import io.transferlab.advise.Trial;
import io.transferlab.advise.Way;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.evaluate.Predicted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonFigureTest {
  private static final List<String> CLASSES = List.of("cat", "dog");

  private static Trial trial(Way way, String network, int shots, int wrong) {
    int[] truth = IntStream.range(0, 20).map(i -> i % 2).toArray();
    int[] said = IntStream.range(0, 20).map(i -> i < wrong ? 1 - truth[i] : truth[i]).toArray();
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "p" + i).toList();
    return new Trial(way, network, shots, 1, new Predicted(CLASSES, keys, truth, said), 0);
  }

  private static Compared compared(List<Trial> trials) {
    return new Compared(
        new ComparisonSetting(
            "mine", CLASSES, List.of(1, 8), 20, 1, 2, List.of(), Provenance.none()),
        List.of(
            new NetworkCost("Old", "VGG", 2014, 160, 500_000_000),
            new NetworkCost("own", "", null, 3, 5_000_000),
            new NetworkCost(Compared.CONTROL, "VGG", null, 3, 5_000_000)),
        trials,
        List.of(),
        false);
  }

  @Test
  void saysWhatItShows() {
    List<Trial> trials = new ArrayList<>();
    for (int shots : new int[] {1, 8}) {
      trials.add(trial(Way.PROBE, "Old", shots, 10 - shots));
      trials.add(trial(Way.FNE, "Old", shots, 9 - shots));
      trials.add(trial(Way.PROBE, "own", shots, 6));
      trials.add(trial(Way.PROBE, Compared.CONTROL, shots, 10));
    }
    Figure figure = ComparisonFigure.of(compared(trials));
    assertEquals(
        "Scatter chart: mine: accuracy against cost. Best way of each network, by milliseconds a"
            + " picture. With all (8) pictures a class: Old (VGG 2014, 160 ms) 95.0 % by the"
            + " Full-Network Embedding; own (3 ms) 70.0 % by the linear probe; random weights (3"
            + " ms) 50.0 % by the linear probe. With 1 picture a class: Old 60.0 % by the"
            + " Full-Network Embedding; own 70.0 % by the linear probe; random weights 50.0 % by"
            + " the linear probe. Guessing: 50.0 %.",
        figure.alternative());
    assertTrue(figure.image().getHeight() > 500);
  }

  @Test
  void withoutMeasurementsThereIsNoFigure() {
    assertThrows(LabException.class, () -> ComparisonFigure.of(compared(List.of())));
  }

  @Test
  void theAxisOfCostHoldsAllAndIsLabelledWithRoundNumbers() {
    LogAxis wide = LogAxis.of(0.43, 159);
    assertTrue(wide.at(0.43) > 0.02 && wide.at(159) < 0.98);
    assertEquals(List.of(1.0, 10.0, 100.0), wide.labelled(5).stream().map(Math::rint).toList());
    LogAxis narrow = LogAxis.of(3, 3);
    assertEquals(0.2, narrow.low() / 10, 1e-12);
    assertEquals(List.of(2.0, 5.0), narrow.labelled(5).stream().map(Math::rint).toList());
    assertEquals(0, narrow.at(2), 1e-12);
    assertEquals(1, narrow.at(5), 1e-12);
  }
}
