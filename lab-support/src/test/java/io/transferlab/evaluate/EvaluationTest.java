package io.transferlab.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  @Test
  void aLargeClassCountsNoMoreThanASmallOne() {
    int[] truth = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
    int[] predicted = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    Evaluation e = Evaluation.of(ABC, truth, predicted);
    assertEquals(0.9, e.accuracy(), 1e-12);
    assertEquals(0.75, e.meanPerClassAccuracy(), 1e-12, "class c has no pictures: left out");
    assertEquals(List.of("b taken for a: 1"), e.mostConfused(3));
  }

  @Test
  void lengthsMustAgree() {
    assertThrows(IllegalArgumentException.class, () -> Evaluation.of(ABC, new int[2], new int[3]));
  }

  @Property(tries = 100)
  void accuraciesLieBetween0And1AndPerfectIs1(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 2) Integer> truth) {
    int[] t = truth.stream().mapToInt(i -> i).toArray();
    assertEquals(1, Evaluation.of(ABC, t, t).meanPerClassAccuracy(), 1e-12);
    int[] wrong = truth.stream().mapToInt(i -> (i + 1) % 3).toArray();
    assertEquals(0, Evaluation.of(ABC, t, wrong).accuracy(), 1e-12);
    Evaluation mixed = Evaluation.of(ABC, t, new int[t.length]);
    assertTrue(mixed.accuracy() >= 0 && mixed.accuracy() <= 1);
    assertEquals(t.length, mixed.total());
  }
}
