package io.transferlab.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sure a classifier may be; golden values by PyTorch, golden.py tells how. */
class CalibrationTest {
  private static final Gson GSON = new Gson();

  private static JsonObject golden(String name) throws IOException {
    try (var in =
        new InputStreamReader(
            CalibrationTest.class.getResourceAsStream("golden.json"), StandardCharsets.UTF_8)) {
      return GSON.fromJson(in, JsonObject.class).getAsJsonObject(name);
    }
  }

  private static double[][] logits(JsonObject golden) {
    return GSON.fromJson(golden.get("logits"), double[][].class);
  }

  private static int[] labels(JsonObject golden) {
    return GSON.fromJson(golden.get("labels"), int[].class);
  }

  private static double[][] softmax(double[][] scores, double temperature) {
    return Arrays.stream(scores)
        .map(row -> Calibration.softmax(row, temperature))
        .toArray(double[][]::new);
  }

  private static int[] counts(Reliability reliability) {
    return reliability.bins().stream().mapToInt(Reliability.Bin::pictures).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"too sure", "not sure enough", "two classes"})
  void temperatureAndErrorAreThoseOfAnIndependentProgram(String name) throws IOException {
    JsonObject golden = golden(name);
    double[][] logits = logits(golden);
    int[] labels = labels(golden);
    Calibration fitted = Calibration.fit(logits, labels);
    double expected = golden.get("temperature").getAsDouble();
    assertEquals(expected, fitted.temperature(), 1e-6 * expected);
    assertEquals(golden.get("lossBefore").getAsDouble(), fitted.lossBefore(), 1e-10);
    assertEquals(golden.get("lossAfter").getAsDouble(), fitted.lossAfter(), 1e-7);
    assertEquals(labels.length, fitted.pictures());
    Reliability before = Reliability.of(softmax(logits, 1), labels, 10);
    assertEquals(golden.get("eceBefore10").getAsDouble(), before.error(), 1e-12);
    assertArrayEquals(GSON.fromJson(golden.get("countsBefore10"), int[].class), counts(before));
    Reliability after = Reliability.of(softmax(logits, fitted.temperature()), labels, 15);
    assertEquals(golden.get("eceAfter15").getAsDouble(), after.error(), 1e-6);
    assertArrayEquals(GSON.fromJson(golden.get("countsAfter15"), int[].class), counts(after));
  }

  @Test
  void picturesThatAreAllRightAreNoEvidenceForCertainty() throws IOException {
    JsonObject golden = golden("separable");
    double[][] logits = logits(golden);
    Calibration fitted = Calibration.fit(logits, labels(golden));
    assertEquals(golden.get("temperature").getAsDouble(), fitted.temperature(), 1e-5);
    double[][] p = softmax(logits, fitted.temperature());
    double mean =
        Arrays.stream(p)
            .mapToDouble(r -> Arrays.stream(r).max().orElseThrow())
            .average()
            .orElseThrow();
    assertTrue(mean > 0.9 && mean < 0.96, "about as sure as 12 pictures allow: " + mean);
  }

  @Test
  void oddScoresGiveAUsableTemperature() {
    assertEquals(1, Calibration.fit(new double[0][], new int[0]).temperature());
    assertEquals(
        1, Calibration.fit(new double[][] {{0, 0}, {0, 0}}, new int[] {0, 1}).temperature());
    for (double[][] scores :
        new double[][][] {
          {{5, 1}}, {{1, 5}}, {{1e6, 0}, {0, 1e6}}, {{1e-9, 0}, {0, 1e-9}}, {{3, 3, 3}, {1, 2, 3}}
        }) {
      Calibration fitted = Calibration.fit(scores, new int[scores.length]);
      assertTrue(
          fitted.temperature() > 0 && Double.isFinite(fitted.temperature()), fitted.toString());
      for (double p : Calibration.softmax(scores[0], fitted.temperature())) {
        assertTrue(p >= 0 && p <= 1, "a probability: " + p);
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Calibration.fit(new double[][] {{1, 2}}, new int[] {0, 1}));
  }

  @Test
  void binsAreClosedAboveAndSumsAreWhole() {
    double[][] p = {{0.5, 0.5}, {0.3, 0.7}, {0.7, 0.3}, {0, 1}};
    Reliability reliability = Reliability.of(p, new int[] {0, 1, 1, 1});
    assertArrayEquals(new int[] {0, 0, 0, 0, 1, 0, 2, 0, 0, 1}, counts(reliability));
    assertEquals(0.725, reliability.confidence(), 1e-12);
    assertEquals(0.75, reliability.accuracy(), 1e-12);
    assertEquals((0.5 + 2 * 0.2) / 4, reliability.error(), 1e-12);
    assertThrows(LabException.class, () -> Reliability.of(p, new int[4], 0));
  }

  @Test
  void aThresholdKeepsTheShareOfRightAnswersThatIsWanted() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] p = new double[500][];
    int[] labels = new int[p.length];
    for (int i = 0; i < p.length; i++) {
      double sure = 0.5 + random.nextDouble() / 2;
      p[i] = new double[] {sure, 1 - sure};
      labels[i] = random.nextDouble() < sure ? 0 : 1;
    }
    long right = Arrays.stream(labels).filter(l -> l == 0).count();
    for (double kept : new double[] {1, 0.95, 0.5, 0.01}) {
      Abstention rule = Abstention.choose(p, labels, kept);
      long still = 0;
      long above = 0;
      for (int i = 0; i < p.length; i++) {
        boolean answered = p[i][0] >= rule.threshold();
        above += answered ? 1 : 0;
        still += answered && labels[i] == 0 ? 1 : 0;
      }
      assertEquals((long) Math.ceil(kept * right), still, "kept " + kept);
      assertEquals((double) above / p.length, rule.answered(), 1e-12);
      assertEquals((double) still / above, rule.accuracy(), 1e-12);
    }
    assertTrue(
        Abstention.choose(p, labels, 0.5).accuracy() > Abstention.choose(p, labels, 1).accuracy(),
        "who answers less is right more often");
    assertEquals(0, Abstention.choose(new double[][] {{1, 0}}, new int[] {1}, 0.95).threshold());
    assertThrows(LabException.class, () -> Abstention.choose(p, labels, 0));
  }
}
