package io.transferlab.advise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.transferlab.evaluate.Predicted;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** NumPy 1.24.2 and SciPy 1.10.1 computed the same: golden.py beside golden.json. */
class PairedDifferenceTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  private record Case(
      int[] labels,
      int[][] a,
      int[][] b,
      double difference,
      double error,
      int draws,
      double overDraws,
      double bootstrap) {}

  private static Case[] golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PairedDifferenceTest.class.getResourceAsStream("golden.json"))) {
      return new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), Case[].class);
    }
  }

  private static List<Trial> trials(Way way, int[] labels, int[][] right) {
    List<String> keys = IntStream.range(0, labels.length).mapToObj(i -> "p" + i).toList();
    List<Trial> trials = new ArrayList<>();
    for (int draw = 0; draw < right.length; draw++) {
      int of = draw;
      int[] said =
          IntStream.range(0, labels.length)
              .map(i -> right[of][i] == 1 ? labels[i] : (labels[i] + 1) % CLASSES.size())
              .toArray();
      trials.add(new Trial(way, "source", 5, draw, new Predicted(CLASSES, keys, labels, said), 0));
    }
    return trials;
  }

  @Test
  void agreesWithAnIndependentComputation() throws IOException {
    int told = 0;
    for (Case expected : golden()) {
      PairedDifference found =
          PairedDifference.of(
              trials(Way.PROBE, expected.labels(), expected.a()),
              trials(Way.FNE, expected.labels(), expected.b()));
      assertEquals(expected.difference(), found.difference(), 1e-12);
      assertEquals(expected.error(), found.error(), 1e-12);
      assertEquals(expected.draws(), found.draws());
      assertEquals(2 * expected.error(), found.uncertainty(), 1e-12);
      double pictures =
          Math.sqrt(found.error() * found.error() - Math.pow(expected.overDraws(), 2));
      double one = Math.sqrt(2) / (expected.labels().length + 2);
      double sampled = Math.hypot(expected.bootstrap(), one);
      assertEquals(sampled, pictures, 0.05 * sampled, "as samples of the pictures spread");
      told += found.isTold() ? 1 : 0;
    }
    assertTrue(told > 0 && told < golden().length, "some differences are sure, and some are not");
  }
}
