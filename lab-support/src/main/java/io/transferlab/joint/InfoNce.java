package io.transferlab.joint;

import io.transferlab.core.LabException;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The contrastive loss of a batch of pictures with their texts, and its slopes. Each picture must
 * tell its text among those of the batch (a softmax over the scaled cosines, and its
 * cross-entropy), each text its picture; the loss is the mean of both. InfoNCE (van den Oord et al.
 * 2018, arXiv 1807.03748) in the symmetric form of CLIP (Radford et al. 2021, arXiv 2103.00020,
 * figure 3).
 *
 * <pre>{@code
 * InfoNce step = InfoNce.of(pictureHead.apply(x), textHead.apply(t), logScale);
 * INDArray slope = pictureHead.gradient(x, step.pictureSlope());
 * }</pre>
 *
 * @param loss in nats, at least 0; {@code log(n)} for a batch of n that tells nothing
 * @param pictureSlope of the loss by the pictures' places, {@code [n, d]}
 * @param textSlope of the loss by the texts' places, {@code [n, d]}
 * @param scaleSlope of the loss by the logarithm of the scale
 */
public record InfoNce(double loss, INDArray pictureSlope, INDArray textSlope, double scaleSlope) {
  /** How far from 1 the length of a row may be that was divided by it. */
  private static final double LENGTH = 1e-2;

  /**
   * The loss of a batch in which no text is true of another's picture.
   *
   * @param pictures places of the pictures, {@code [n, d]}, rows of length 1, n at least 2
   * @param texts places of their texts, row by row, {@code [n, d]}
   * @param logScale logarithm of what cosines are multiplied by: {@code log(1 / temperature)}
   * @return loss and slopes
   * @throws LabException as {@link #of(INDArray, INDArray, double, Pairing)}
   */
  public static InfoNce of(INDArray pictures, INDArray texts, double logScale) {
    return of(pictures, texts, logScale, Pairing.byRow());
  }

  /**
   * The loss of a batch in which some texts are true of other pictures too: such pairs are neither
   * right nor wrong, and stand in no sum. Without this the loss drives apart what belongs together.
   *
   * @param pictures places of the pictures, {@code [n, d]}, rows of length 1, n at least 2
   * @param texts places of their texts, row by row, {@code [n, d]}
   * @param logScale logarithm of what cosines are multiplied by: {@code log(1 / temperature)}
   * @param pairing what is true of what in this batch
   * @return loss and slopes
   * @throws LabException for batches of one, of different size, rows that were not divided by their
   *     length or hold NaN, and a scale that is no finite number
   */
  public static InfoNce of(INDArray pictures, INDArray texts, double logScale, Pairing pairing) {
    INDArray p = checked("pictures", pictures);
    INDArray t = checked("texts", texts);
    if (p.size(0) != t.size(0) || p.size(1) != t.size(1)) {
      throw LabException.of(
          "a text for each picture, in the same space",
          "%d pictures of %d columns and %d texts of %d"
              .formatted(p.size(0), p.size(1), t.size(0), t.size(1)),
          "take the same rows of both, and project them to the same number of columns");
    }
    if (p.size(0) < 2) {
      throw LabException.of(
          "a batch of at least 2 pairs, for others are what a pair is told from",
          "a batch of " + p.size(0),
          "64 to 256 pairs are usual here; leave a last, smaller batch out");
    }
    double scale = Math.exp(logScale);
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw LabException.of(
          "the logarithm of a scale, that is of 1 / temperature",
          String.valueOf(logScale),
          "begin with Math.log(1 / 0.07); a temperature is above 0");
    }
    int n = (int) p.size(0);
    double[][] logits = p.mmul(t.transpose()).muli(scale).toDoubleMatrix();
    boolean[][] both = new boolean[n][n]; // neither right nor wrong
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        both[i][j] = i != j && pairing.fits(i, j);
      }
    }
    double[][] slope = new double[n][n];
    double loss = 0;
    for (int i = 0; i < n; i++) {
      int row = i;
      double[] byText = side(i, n, j -> logits[row][j], j -> both[row][j]);
      double[] byPicture = side(i, n, j -> logits[j][row], j -> both[j][row]);
      loss += byText[n] + byPicture[n];
      for (int j = 0; j < n; j++) {
        slope[i][j] += byText[j];
        slope[j][i] += byPicture[j];
      }
    }
    double byScale = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        slope[i][j] /= 2.0 * n;
        byScale += slope[i][j] * logits[i][j];
      }
    }
    INDArray byCosine = Nd4j.createFromArray(slope).muli(scale);
    return new InfoNce(
        loss / (2 * n),
        byCosine.mmul(t).castTo(pictures.dataType()),
        byCosine.transpose().mmul(p).castTo(texts.dataType()),
        byScale);
  }

  /** Softmax minus target, and behind it the cross-entropy, of one who asks among n. */
  private static double[] side(int own, int n, IntToDoubleFunction logit, IntPredicate leftOut) {
    double most = IntStream.range(0, n).filter(leftOut.negate()).mapToDouble(logit).max().orElse(0);
    double[] result = new double[n + 1];
    double sum = 0;
    for (int j = 0; j < n; j++) {
      result[j] = leftOut.test(j) ? 0 : Math.exp(logit.applyAsDouble(j) - most);
      sum += result[j];
    }
    for (int j = 0; j < n; j++) {
      result[j] = result[j] / sum - (j == own ? 1 : 0);
    }
    result[n] = Math.log(sum) + most - logit.applyAsDouble(own);
    return result;
  }

  private static INDArray checked(String what, INDArray rows) {
    INDArray doubles = rows.castTo(DataType.DOUBLE);
    if (doubles.rank() != 2) {
      throw LabException.of(
          "a row for each of the " + what,
          "the shape " + java.util.Arrays.toString(rows.shape()),
          "give [n, d]");
    }
    double[] lengths = doubles.norm2(1).toDoubleVector();
    for (int i = 0; i < lengths.length; i++) {
      if (!(Math.abs(lengths[i] - 1) < LENGTH)) {
        throw LabException.of(
            what + " as rows of length 1",
            "row %d of length %.3g".formatted(i, lengths[i]),
            Double.isNaN(lengths[i])
                ? "look for NaN in what was projected; a lower rate helps where training made it"
                : "divide them by their length: ProjectionHead.apply or Matrices.unit");
      }
    }
    return doubles;
  }
}
