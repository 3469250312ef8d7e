package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.testing.Blobs;
import io.transferlab.testing.Golden;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PcaTest {
  private static final Golden GOLDEN = new Golden();

  @Test
  void componentsAreScikitLearns() {
    assertGolden(Pca.exact(GOLDEN.rows(), 3), 1e-6);
    assertGolden(Pca.randomised(GOLDEN.rows(), 3, 5), 1e-6);
  }

  private static void assertGolden(Pca pca, double tolerance) {
    double[] variance = GOLDEN.numbers("variance");
    double[][] components = GOLDEN.table("components");
    for (int i = 0; i < 3; i++) {
      assertEquals(1, pca.explainedVariance()[i] / variance[i], tolerance);
      assertEquals(GOLDEN.numbers("ratio")[i], pca.explainedVarianceRatio()[i], tolerance);
      double cosine = 0;
      for (int j = 0; j < 6; j++) {
        cosine += components[i][j] * pca.components().getDouble(i, j);
      }
      assertEquals(1, Math.abs(cosine), tolerance);
    }
  }

  @Test
  void wideAndTallAgree() {
    // 40 x 90 goes by the products of rows, its covariance would be 90 x 90.
    INDArray wide = Blobs.of(40, 90, 3, 2).rows();
    double[] byRows = Pca.exact(wide, 4).explainedVariance();
    double squares = wide.subRowVector(wide.mean(true, 0)).norm2Number().doubleValue();
    double[] shuffled = Pca.randomised(wide, 4, 9).explainedVariance();
    assertArrayEquals(byRows, shuffled, 1e-3 * byRows[0]);
    double first = Pca.exact(wide, 1).project(wide).norm2Number().doubleValue();
    assertEquals(byRows[0], first * first / 39, 1e-4 * byRows[0]);
    double all = java.util.Arrays.stream(Pca.exact(wide, 40).explainedVariance()).sum();
    assertEquals(squares * squares / 39, all, 1e-4 * all);
  }

  @Property(tries = 25)
  void componentsStandAtRightAngles(
      @ForAll @IntRange(min = 2, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 12) int d,
      @ForAll @IntRange(min = 0, max = 3) int rank,
      @ForAll long seed) {
    INDArray rows = lowRank(n, d, rank, seed);
    int count = Math.min(n, d);
    for (Pca pca : new Pca[] {Pca.exact(rows, count), Pca.randomised(rows, count, 1)}) {
      INDArray products = pca.components().mmul(pca.components().transpose());
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          assertEquals(i == j ? 1 : 0, products.getDouble(i, j), 1e-4);
        }
        assertTrue(i == 0 || pca.explainedVariance()[i] <= pca.explainedVariance()[i - 1] + 1e-6);
      }
    }
  }

  private static INDArray lowRank(int n, int d, int rank, long seed) {
    Random dice = new Random(seed);
    float[][] rows = new float[n][d];
    for (int r = 0; r < rank; r++) {
      double[] direction = dice.doubles(d, -1, 1).toArray();
      for (float[] row : rows) {
        double length = dice.nextGaussian();
        for (int j = 0; j < d; j++) {
          row[j] += (float) (length * direction[j]);
        }
      }
    }
    return Matrices.of(rows);
  }

  @Test
  void theSignIsFixed() {
    INDArray rows = GOLDEN.rows();
    INDArray components = Pca.exact(rows, 2).components();
    for (int i = 0; i < 2; i++) {
      double extreme = 0;
      for (int j = 0; j < 6; j++) {
        double v = components.getDouble(i, j);
        extreme = Math.abs(v) > Math.abs(extreme) ? v : extreme;
      }
      assertTrue(extreme > 0);
    }
  }

  @Test
  void oddInputHasARule() {
    INDArray constant = Nd4j.ones(5, 3);
    assertEquals(0, Pca.exact(constant, 2).explainedVarianceRatio()[0]);
    assertEquals(0, Pca.map(constant).points().norm2Number().doubleValue(), 1e-6);
    assertEquals(2, Pca.map(Matrices.of(new float[][] {{1}, {2}, {3}})).points().size(1));
    assertThrows(LabException.class, () -> Pca.exact(constant, 4));
    assertThrows(LabException.class, () -> Pca.exact(constant, 0));
    assertThrows(LabException.class, () -> Pca.exact(Nd4j.ones(1, 3), 1));
    Pca pca = Pca.exact(GOLDEN.rows(), 2);
    assertThrows(LabException.class, () -> pca.project(constant));
    INDArray nan = Nd4j.ones(5, 3).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    nan.putScalar(3, 1, Double.NaN);
    LabException e = assertThrows(LabException.class, () -> Pca.map(nan));
    assertTrue(e.getMessage().contains("row 3, column 1"), e.getMessage());
  }
}
