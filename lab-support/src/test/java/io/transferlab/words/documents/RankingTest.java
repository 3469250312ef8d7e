package io.transferlab.words.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import io.transferlab.core.LabException;
import io.transferlab.words.TrainingGolden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void measuresAreThoseOfScikitLearn() {
    JsonObject golden = TrainingGolden.load("ranking");
    int[] grades =
        Arrays.stream(TrainingGolden.numbers(golden.get("grades")))
            .mapToInt(g -> (int) g)
            .toArray();
    int relevant = (int) Arrays.stream(grades).filter(g -> g > 0).count();
    List<Integer> all = Arrays.stream(grades).boxed().toList();
    double ap = golden.get("averagePrecision").getAsDouble();
    assertEquals(ap, Ranking.averagePrecision(grades, relevant), 1e-12);
    assertEquals(golden.get("ndcg5").getAsDouble(), Ranking.ndcg(5, grades, all), 1e-12);
    assertEquals(golden.get("ndcg10").getAsDouble(), Ranking.ndcg(10, grades, all), 1e-12);
  }

  @Test
  void precisionCountsPlacesBeyondTheEnd() {
    assertEquals(0.4, Ranking.precisionAt(5, new int[] {2, 1}), 1e-12);
    assertEquals(1, Ranking.precisionAt(2, new int[] {2, 1, 0}), 1e-12);
  }

  @Test
  void whatIsNotFoundLowersTheAverage() {
    assertEquals(0.25, Ranking.averagePrecision(new int[] {1}, 4), 1e-12);
    assertEquals(1, Ranking.ndcg(3, new int[] {2, 1, 0}, List.of(1, 2)), 1e-12);
    assertEquals(0, Ranking.ndcg(3, new int[] {0, 0}, List.of()), 1e-12);
  }

  @Test
  void aQueryWithoutAnswersIsRefused() {
    assertThrows(LabException.class, () -> Ranking.averagePrecision(new int[] {0}, 0));
    assertThrows(LabException.class, () -> Ranking.precisionAt(0, new int[] {1}));
  }
}
