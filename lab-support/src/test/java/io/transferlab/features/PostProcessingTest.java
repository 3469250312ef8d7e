package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PostProcessingTest {
  private static float[] values(Features features) {
    return features.block(0, features.size());
  }

  private static float[] golden(String name) {
    return Golden.matrix(name).data().asFloat();
  }

  private static Features of(float[][] rows) {
    int[] labels = new int[rows.length];
    List<String> keys =
        java.util.stream.IntStream.range(0, rows.length).mapToObj(i -> "a/" + i).toList();
    return Features.of("given", Nd4j.create(rows), labels, List.of("a"), keys);
  }

  @Test
  void theFullNetworkEmbeddingIsThatOfNumPyToTheBit() {
    Features train = Golden.features("train.npy");
    Features test = Golden.features("test.npy");
    FullNetworkEmbedding fne = FullNetworkEmbedding.fit(train);
    assertArrayEquals(golden("fne-train.npy"), values(fne.apply(train)));
    assertArrayEquals(golden("fne-test.npy"), values(fne.apply(test)));
    Features z = fne.standardiser().apply(test);
    assertArrayEquals(golden("standardised-test.npy"), values(z));
    assertArrayEquals(golden("fne-test.npy"), values(Discretiser.PUBLISHED.apply(z)));
  }

  @Test
  void normsAreThoseOfNumPy() {
    Features test = Golden.features("test.npy");
    assertArrayEquals(golden("l2-whole-test.npy"), values(L2.WHOLE.apply(test)), 1e-6f);
    assertArrayEquals(golden("l2-layers-test.npy"), values(L2.PER_LAYER.apply(test)), 1e-6f);
  }

  @Test
  void alignmentIsThatOfNumPy() {
    Features train = Golden.features("train.npy");
    double expected = Double.parseDouble(Golden.line("cka").get(0));
    assertEquals(expected, Cka.linear(train.layer("conv"), train.layer("fc")), 1e-9);
    double[][] all = Cka.layers(train, train);
    assertEquals(expected, all[0][1], 1e-9);
    assertEquals(1, all[1][1], 1e-9);
  }

  /** The four numbers of the public implementation's own test, as far as its choices are ours. */
  @Test
  void agreesWithTheOracleOfThePublicImplementation() {
    Features x = of(new float[][] {{.1f, .2f, -.3f, .5f}, {-.6f, .5f, .4f, .1f}});
    Standardiser standardiser = Standardiser.fit(x);
    assertArrayEquals(new double[] {-.25, .35, .05, .3}, standardiser.mean(), 1e-7);
    // Its deviation is divided by n - 1 and gives 0.7071; ours is the population's.
    assertArrayEquals(
        new float[] {1, -1, -1, 1, -1, 1, 1, -1}, values(standardiser.apply(x)), 1e-6f);
    assertArrayEquals(
        new float[] {0, 1, -1, 1, -1, 1, 1, 0}, values(Discretiser.PUBLISHED.apply(x)));
    assertArrayEquals(
        new float[] {.16013f, .32026f, -.48038f, .80064f}, L2.WHOLE.apply(x).row(0), 1e-5f);
  }

  @Test
  void aValueAtALimitIsNeither() {
    assertEquals(0, Discretiser.PUBLISHED.of(0.15f));
    assertEquals(1, Discretiser.PUBLISHED.of(Math.nextUp(0.15f)));
    assertEquals(0, Discretiser.PUBLISHED.of(-0.25f));
    assertEquals(-1, Discretiser.PUBLISHED.of(Math.nextDown(-0.25f)));
    assertThrows(LabException.class, () -> new Discretiser(1, 0));
  }

  @Test
  void testPicturesAreMeasuredByTrainingPictures() {
    Features train = of(new float[][] {{0, 7}, {2, 7}});
    Features test = of(new float[][] {{5, 9}, {1, 7}, {1, 8}});
    assertArrayEquals(
        new float[] {4, 0, 0, 0, 0, 0}, values(Standardiser.fit(train).apply(test)), 1e-6f);
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    LabException e =
        assertThrows(LabException.class, () -> of(new float[][] {{1, 2}, {Float.NaN, 3}}));
    assertTrue(e.getMessage().contains("NaN for a/1, column 0"), e.getMessage());
    LabException label =
        assertThrows(
            LabException.class,
            () -> Features.of("x", Nd4j.ones(1, 2), new int[] {1}, List.of("a"), List.of("a/0")));
    assertTrue(label.getMessage().contains("leave out pictures of no class"), label.getMessage());
  }

  @Property(tries = 50)
  void rowsHaveNormOneOrNothing(
      @ForAll @Size(6) float @FloatRange(min = -1e6f, max = 1e6f) [] row) {
    float[] unit = L2.WHOLE.apply(of(new float[][] {row})).row(0);
    double squares = 0;
    boolean any = false;
    for (int i = 0; i < row.length; i++) {
      squares += (double) unit[i] * unit[i];
      any |= row[i] != 0;
    }
    assertEquals(any ? 1 : 0, squares, 1e-5);
  }

  @Property(tries = 50)
  void standardisedTrainingFeaturesHaveMeanZeroAndDeviationOne(
      @ForAll @Size(12) float @FloatRange(min = -1e3f, max = 1e3f) [] values) {
    float[][] rows = new float[12][1];
    for (int i = 0; i < 12; i++) {
      rows[i][0] = values[i];
    }
    Features train = of(rows);
    Standardiser fitted = Standardiser.fit(train);
    INDArray z = fitted.apply(train).matrix();
    boolean constant = fitted.deviation()[0] == 0;
    assertEquals(0, z.meanNumber().doubleValue(), 1e-4);
    assertEquals(constant ? 0 : 1, z.stdNumber(false).doubleValue(), 1e-3);
  }

  @Property(tries = 30)
  void alignmentIgnoresScaleAndOrderOfFeatures(@ForAll long seed) {
    float[] numbers = new float[36];
    Random random = new Random(seed);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    INDArray x = Nd4j.create(numbers, new long[] {9, 4}, 'c');
    INDArray turned = x.getColumns(2, 0, 3, 1).mul(-3.5);
    float[][] a = x.toFloatMatrix();
    assertEquals(1, Cka.linear(of(a), of(turned.toFloatMatrix())), 1e-5);
  }

  /** By the products of features where there are fewer of them, by those of pictures else. */
  @Property(tries = 30)
  void alignmentIsTheSameByPicturesAndByFeatures(@ForAll long seed) {
    Random random = new Random(seed);
    float[][] narrow = new float[9][4];
    float[][] wide = new float[9][12];
    float[][] other = new float[9][5];
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 12; j++) {
        wide[i][j] = j < 4 ? random.nextFloat() : 0; // what is the same everywhere counts nothing
        narrow[i][Math.min(j, 3)] = wide[i][Math.min(j, 3)];
        other[i][j % 5] = random.nextFloat() + wide[i][j % 4];
      }
    }
    assertEquals(Cka.linear(of(wide), of(other)), Cka.linear(of(narrow), of(other)), 1e-9);
  }
}
