package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Golden values: PyTorch (Debian's python3-torch 1.13.1), src/test/python/contrastive_golden.py.
 */
class InfoNceTest {
  private static final double LOG_SCALE = Math.log(1 / .07);
  private static final INDArray X = rows(6, 5, 5, 3, 1, Math::sin);
  private static final INDArray T = rows(6, 4, 2, 7, 2, Math::cos);

  /** Pairs that are true besides those of one row. */
  private static final Pairing SOME =
      (p, t) -> p == t || p == 0 && t == 1 || p == 2 && t == 4 || p == 4 && t == 2;

  private final ProjectionHead pictures = ProjectionHead.of(rows(5, 3, 1, 4, 1, Math::sin));
  private final ProjectionHead texts = ProjectionHead.of(rows(4, 3, 3, 2, 2, Math::cos));

  private static INDArray rows(int n, int d, int a, int b, int c, DoubleUnaryOperator f) {
    double[][] values = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        values[i][j] = f.applyAsDouble(a * i + b * j + c);
      }
    }
    return Nd4j.createFromArray(values);
  }

  private InfoNce step(double logScale, Pairing pairing) {
    return InfoNce.of(pictures.apply(X), texts.apply(T), logScale, pairing);
  }

  @Test
  void lossAndSlopesAreThoseOfTorch() {
    InfoNce step = step(LOG_SCALE, Pairing.byRow());
    assertEquals(13.19221103976573, step.loss(), 1e-5);
    assertEquals(12.382589315171321, step.scaleSlope(), 1e-5);
    assertArrayEquals(
        new double[] {
          -2.64256539, -2.25215348, 1.33834972,
          2.10144368, 1.50962439, -0.33291978,
          -1.51826155, -0.73688016, -0.67917355,
          0.90469141, -0.05061274, 1.67767323,
          -0.27301386, 0.83709262, -2.64259426
        },
        flat(pictures.gradient(X, step.pictureSlope())),
        1e-5);
    assertArrayEquals(
        new double[] {
          -0.78791374, 0.84406802, 2.87235596,
          -6.45831729, 1.82105037, 5.88294721,
          -8.94996618, 1.90171994, 5.99797838,
          -7.03648208, 1.04637153, 3.16083162
        },
        flat(texts.gradient(T, step.textSlope())),
        1e-5);
  }

  @Test
  void pairsThatAreTrueAsWellStandInNoSum() {
    InfoNce step = step(LOG_SCALE, SOME);
    assertEquals(12.840603648021581, step.loss(), 1e-5);
    assertEquals(12.17734724547647, step.scaleSlope(), 1e-5);
    assertArrayEquals(
        new double[] {
          -2.63337942, -2.34036594, 1.54760787,
          1.99268694, 1.70625540, -0.54388720,
          -1.31211083, -1.03799416, -0.47071938,
          0.60527280, 0.34895745, 1.47590450,
          0.11367976, 0.34706364, -2.45154939
        },
        flat(pictures.gradient(X, step.pictureSlope())),
        1e-5);
    assertArrayEquals(
        new double[] {-0.85154196, 0.81632300, 2.86117475},
        java.util.Arrays.copyOf(flat(texts.gradient(T, step.textSlope())), 3),
        1e-5);
  }

  private static double[] flat(INDArray matrix) {
    return matrix.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /** Every slope is what the loss does when one weight moves. */
  @Property(tries = 20)
  void slopesAreThoseOfFiniteDifferences(
      @ForAll @IntRange(max = 14) int weight,
      @ForAll @DoubleRange(min = -1, max = 3) double logScale,
      @ForAll boolean masked) {
    Pairing pairing = masked ? SOME : Pairing.byRow();
    InfoNce step = step(logScale, pairing);
    assertSlope(
        flat(pictures.gradient(X, step.pictureSlope()))[weight],
        pictures,
        weight,
        logScale,
        pairing);
    int other = weight % 12;
    assertSlope(flat(texts.gradient(T, step.textSlope()))[other], texts, other, logScale, pairing);
    double h = 1e-5;
    double byScale =
        (step(logScale + h, pairing).loss() - step(logScale - h, pairing).loss()) / (2 * h);
    assertEquals(byScale, step.scaleSlope(), 1e-5 * (1 + Math.abs(byScale)));
  }

  private void assertSlope(
      double slope, ProjectionHead head, int weight, double logScale, Pairing pairing) {
    double h = 1e-6;
    int row = weight / 3;
    int column = weight % 3;
    double before = head.weights().getDouble(row, column);
    head.weights().putScalar(row, column, before + h);
    double up = step(logScale, pairing).loss();
    head.weights().putScalar(row, column, before - h);
    double down = step(logScale, pairing).loss();
    head.weights().putScalar(row, column, before);
    assertEquals((up - down) / (2 * h), slope, 1e-4 * (1 + Math.abs(slope)));
  }

  @Property(tries = 10)
  void whoTellsNothingLosesTheLogarithmOfTheBatch(@ForAll @IntRange(min = 2, max = 40) int n) {
    INDArray same = Nd4j.ones(DataType.FLOAT, n, 4).div(2);
    InfoNce step = InfoNce.of(same, same, 2);
    assertEquals(Math.log(n), step.loss(), 1e-5);
    assertEquals(0, step.scaleSlope(), 1e-5);
  }

  /** Exchanging the two sides changes no loss; the order of the pairs neither. */
  @Test
  void bothSidesCountAlike() {
    INDArray p = pictures.apply(X);
    INDArray t = texts.apply(T);
    InfoNce one = InfoNce.of(p, t, 1);
    InfoNce other = InfoNce.of(t, p, 1);
    assertEquals(one.loss(), other.loss(), 1e-9);
    assertArrayEquals(flat(one.pictureSlope()), flat(other.textSlope()), 1e-9);
    int[] order = {3, 1, 5, 0, 2, 4};
    assertEquals(one.loss(), InfoNce.of(p.getRows(order), t.getRows(order), 1).loss(), 1e-9);
  }

  @Test
  void adamIsThatOfTorch() {
    INDArray weights = Nd4j.createFromArray(new double[][] {{.5, -1}, {2, .1}});
    INDArray goal = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
    AdamSteps adam = AdamSteps.of(.1, weights);
    for (int i = 0; i < 3; i++) {
      adam.down(weights.sub(goal).mul(2));
    }
    assertArrayEquals(
        new double[] {0.7951287474, -0.7003815235, 2.2984137271, 0.3997181751},
        flat(weights),
        1e-6);
  }

  /** With a slope that stays, each step of Adam is as long as its rate. */
  @Test
  void theRateFallsAlongACosine() {
    INDArray weights = Nd4j.zeros(DataType.DOUBLE, 1, 1);
    AdamSteps adam = AdamSteps.of(.1, weights).withCosine(4);
    double[] rates = {.1, .0853553391, .05, .0146446609, 0, 0};
    for (double rate : rates) {
      double before = weights.getDouble(0);
      adam.down(Nd4j.ones(DataType.DOUBLE, 1, 1));
      assertEquals(rate, before - weights.getDouble(0), 1e-6);
    }
  }

  @Test
  void onlyTheDirectionOfARowCounts() {
    assertArrayEquals(flat(pictures.apply(X)), flat(pictures.apply(X.mul(7))), 1e-9);
    assertEquals(0, pictures.apply(X.mul(0)).norm2Number().doubleValue());
  }

  @Test
  void messagesSayWhatIsWrongWithABatch() {
    INDArray p = pictures.apply(X);
    INDArray t = texts.apply(T);
    assertSays("batch of 1", () -> InfoNce.of(p.getRows(0), t.getRows(0), 1));
    assertSays("6 pictures", () -> InfoNce.of(p, t.getRows(0, 1, 2), 1));
    assertSays("of length", () -> InfoNce.of(X.mmul(pictures.weights()), t, 1));
    INDArray broken = p.dup();
    broken.putScalar(2, 1, Double.NaN);
    assertSays("row 2", () -> InfoNce.of(broken, t, 1));
    assertSays("NaN", () -> InfoNce.of(p, t, Math.log(1 / -0.5)));
    assertSays("Infinity", () -> InfoNce.of(p, t, Math.log(1 / 0.0)));
    assertSays("5 columns", () -> pictures.apply(T));
    assertSays("[6, 3]", () -> pictures.gradient(X, t.getRows(0, 1)));
    assertSays("at least 1 column", () -> ProjectionHead.random(0, 3, 1));
    assertSays("rate above 0", () -> AdamSteps.of(0, X));
    assertSays("1 step", () -> AdamSteps.of(1, X).withCosine(0));
    assertSays("shape", () -> AdamSteps.of(1, X).down(T));
    assertSays("finite", () -> AdamSteps.of(1, broken).down(broken));
    assertSays(
        "3 pictures and 2 texts",
        () -> new PictureTextRows(X.getRows(0, 1, 2), T.getRows(0, 1), Pairing.byRow()));
    assertSays("temperature", () -> ContrastivePlan.defaults().withTemperature(0));
    assertSays("2 pairs", () -> ContrastivePlan.defaults().withBatchSize(1));
    assertSays("epoch", () -> ContrastivePlan.defaults().withEpochs(0));
    assertSays("patience", () -> ContrastivePlan.defaults().withPatience(0));
    assertSays("rate", () -> ContrastivePlan.defaults().withRate(Double.NaN));
    assertSays("column", () -> ContrastivePlan.defaults().withDimension(0));
  }

  private static void assertSays(String words, Executable wrong) {
    String message = assertThrows(LabException.class, wrong).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void unitRowsOfFloatsAreAccepted() {
    INDArray rows = Matrices.unit(X.castTo(DataType.FLOAT));
    assertEquals(DataType.FLOAT, InfoNce.of(rows, rows, 1).pictureSlope().dataType());
  }
}
