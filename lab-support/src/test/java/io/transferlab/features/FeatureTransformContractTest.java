package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** What holds for everything that turns features into others, whatever it computes. */
class FeatureTransformContractTest {
  /** All there are; {@code fit} gets the training features, whether it needs them or not. */
  private enum Transform {
    L2_WHOLE(train -> L2.WHOLE, true),
    L2_PER_LAYER(train -> L2.PER_LAYER, true),
    DISCRETISER(train -> Discretiser.PUBLISHED, true),
    STANDARDISER(Standardiser::fit, false),
    FULL_NETWORK_EMBEDDING(FullNetworkEmbedding::fit, false);

    private final Function<Features, FeatureTransform> fit;
    private final boolean idempotent;

    Transform(Function<Features, FeatureTransform> fit, boolean idempotent) {
      this.fit = fit;
      this.idempotent = idempotent;
    }

    boolean measuresTraining() {
      return !idempotent;
    }
  }

  /** Two views a picture, two layers of 5 and 3 columns; more rows than are done at a time. */
  private static Features some(String name, int pictures, long seed) {
    Random dice = new Random(seed);
    int rows = 2 * pictures;
    float[] values = new float[8 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (3 * dice.nextGaussian() + i % 8);
    }
    return of(name, values, 2);
  }

  private static Features of(String name, float[] values, int views) {
    int rows = values.length / 8;
    Map<String, Columns> columns = new LinkedHashMap<>();
    columns.put("conv", new Columns(0, 5));
    columns.put("fc", new Columns(5, 8));
    List<String> keys = IntStream.range(0, rows).mapToObj(i -> "c/" + i / views).toList();
    int[] labels = IntStream.range(0, rows).map(i -> i / views % 2).toArray();
    return new Features(
        name,
        Nd4j.create(values, new long[] {rows, 8}, 'c'),
        new FeatureRows(labels, List.of("a", "b"), keys, views, List.of("x.png: empty")),
        columns,
        Provenance.none().with("network", "none"));
  }

  private static float[] values(Features features) {
    return features.block(0, features.size());
  }

  private final Features train = some("train", 60, 1);
  private final Features test = some("test", 50, 2);

  @ParameterizedTest
  @EnumSource
  void onlyTheValuesBecomeOthers(Transform transform) {
    float[] before = values(test);
    Features result = transform.fit.apply(train).apply(test);
    assertArrayEquals(before, values(test), "the input stays as it is");
    assertNotEquals(Arrays.toString(before), Arrays.toString(values(result)));
    assertEquals(test.name(), result.name());
    assertEquals(test.size(), result.size());
    assertEquals(test.views(), result.views());
    assertEquals(test.keys(), result.keys());
    assertArrayEquals(test.labels(), result.labels());
    assertEquals(test.classes(), result.classes());
    assertEquals(test.problems(), result.problems());
    assertEquals(test.columns(), result.columns());
    assertEquals("none", result.provenance().facts().get("network"));
    assertNotEquals(test.provenance(), result.provenance(), "it says what was done");
  }

  @ParameterizedTest
  @EnumSource
  void aPictureBecomesTheSameWhicheverOthersThereAre(Transform transform) {
    FeatureTransform fitted = transform.fit.apply(train);
    Features all = fitted.apply(test);
    int[] some = {77, 3, 64, 3};
    assertArrayEquals(values(all.rows(some)), values(fitted.apply(test.rows(some))));
    assertArrayEquals(all.row(40), fitted.apply(test.rows(new int[] {40})).row(0));
  }

  @ParameterizedTest
  @EnumSource
  void isMeasuredOnTheTrainingPicturesAlone(Transform transform) {
    float[] first = values(transform.fit.apply(train).apply(test));
    assertArrayEquals(first, values(transform.fit.apply(some("train", 60, 1)).apply(test)));
    float[] byOthers = values(transform.fit.apply(some("train", 60, 3)).apply(test));
    assertEquals(transform.measuresTraining(), !Arrays.equals(first, byOthers));
    float[] byItself = values(transform.fit.apply(test).apply(test));
    assertEquals(transform.measuresTraining(), !Arrays.equals(first, byItself));
  }

  @ParameterizedTest
  @EnumSource
  void doneTwiceIsDoneOnceWhereNothingIsMeasured(Transform transform) {
    FeatureTransform fitted = transform.fit.apply(train);
    Features once = fitted.apply(test);
    if (transform.idempotent) {
      assertArrayEquals(values(once), values(fitted.apply(once)), 1e-6f);
    } else {
      Features trained = fitted.apply(train);
      float[] again = values(transform.fit.apply(trained).apply(trained));
      assertArrayEquals(values(trained), again, 1e-4f, "measured anew there is nothing to change");
    }
  }

  @ParameterizedTest
  @EnumSource
  void constantAndSilentColumnsBecomeNumbers(Transform transform) {
    float[] values = new float[8 * 6];
    for (int row = 0; row < 6; row++) {
      values[8 * row] = 7;
      values[8 * row + 1] = row;
      values[8 * row + 2] = row == 5 ? 1e-30f : 0;
    }
    Features odd = of("odd", values, 1);
    FeatureTransform fitted = transform.fit.apply(odd);
    Features result = Finite.checked(fitted.apply(odd));
    Features elsewhere = Finite.checked(fitted.apply(test));
    for (int row = 0; row < odd.size(); row++) {
      assertEquals(0, result.row(row)[7], "what is always 0 stays 0");
    }
    if (transform.measuresTraining()) {
      assertEquals(0, result.row(1)[0], "what never changes says nothing");
      assertEquals(0, elsewhere.row(1)[0], "nor elsewhere, where it does change");
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeAndSmallNumbersDoNotOverflow(Transform transform) {
    float[] values = new float[8 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 3 - 1) * (i % 2 == 0 ? Float.MAX_VALUE : Float.MIN_VALUE);
    }
    Features extreme = of("extreme", values, 1);
    Finite.checked(transform.fit.apply(extreme).apply(extreme));
  }

  @ParameterizedTest
  @MethodSource("fitted")
  void otherLayersAndOtherWidthsAreNamed(Transform transform) {
    FeatureTransform fitted = transform.fit.apply(train);
    for (Features wrong : List.of(test.layer("fc"), test.layers(List.of("fc", "conv")))) {
      LabException e = assertThrows(LabException.class, () -> fitted.apply(wrong));
      assertTrue(e.getMessage().contains("conv, fc"), e.getMessage());
      assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("fitted")
  void anInterruptEndsThem(Transform transform) {
    FeatureTransform fitted = transform.fit.apply(train);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> transform.fit.apply(train));
    assertThrows(CancellationException.class, () -> fitted.apply(test));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  static Stream<Transform> fitted() {
    return Arrays.stream(Transform.values()).filter(Transform::measuresTraining);
  }
}
