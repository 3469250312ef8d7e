package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One side of a joint space: a matrix, without bias, then L2. {@code z = x W / |x W|}. Rows may be
 * of any length: only their direction counts.
 *
 * <pre>{@code
 * ProjectionHead head = ProjectionHead.random(2080, 64, 1);
 * INDArray places = head.apply(rows);                  // [n, 64], rows of length 1
 * INDArray slope = head.gradient(rows, slopeOfPlaces); // of the loss, by the weights
 * }</pre>
 */
public final class ProjectionHead {
  private final INDArray weights;

  private ProjectionHead(INDArray weights) {
    this.weights = weights;
  }

  /**
   * A head to be trained: normal weights of deviation {@code 1 / sqrt(from)}, as CLIP begins.
   *
   * @param from columns of the rows, at least 1
   * @param to columns of the space, at least 1
   * @param seed of the weights
   * @return the head
   * @throws LabException for fewer columns
   */
  public static ProjectionHead random(int from, int to, long seed) {
    if (from < 1 || to < 1) {
      throw LabException.of(
          "at least 1 column on both sides of a projection",
          "from " + from + " to " + to,
          "64 columns are a good start for the space");
    }
    Random random = new Random(seed);
    double deviation = 1 / Math.sqrt(from);
    float[] values = new float[Math.multiplyExact(from, to)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return new ProjectionHead(Nd4j.createFromArray(values).reshape(from, to));
  }

  /**
   * A head of given weights.
   *
   * @param weights {@code [from, to]}, taken over, not copied
   * @return the head
   * @throws LabException if it is no matrix of finite numbers
   */
  public static ProjectionHead of(INDArray weights) {
    return new ProjectionHead(
        weights.dataType() == DataType.DOUBLE ? weights : Matrices.checked(weights, 1));
  }

  /**
   * Where rows lie.
   *
   * @param rows {@code [n, from]}
   * @return {@code [n, to]}, rows of length 1; a row of zeros stays one
   * @throws LabException for another number of columns
   */
  public INDArray apply(INDArray rows) {
    INDArray product = product(rows);
    return product.diviColumnVector(lengths(product));
  }

  /**
   * The slope of a loss by the weights, from its slope by the places.
   *
   * @param rows {@code [n, from]}, what {@link #apply} was given
   * @param places {@code [n, to]}, the slope of the loss by what it returned
   * @return {@code [from, to]}
   * @throws LabException for another number of rows or columns
   */
  public INDArray gradient(INDArray rows, INDArray places) {
    INDArray product = product(rows);
    if (places.size(0) != product.size(0) || places.size(1) != product.size(1)) {
      throw LabException.of(
          "a slope for each place, [%d, %d]".formatted(product.size(0), product.size(1)),
          "[%d, %d]".formatted(places.size(0), places.size(1)),
          "take the gradient of the same batch, and of this side");
    }
    INDArray lengths = lengths(product);
    INDArray unit = product.diviColumnVector(lengths);
    // On a sphere a place moves only sideways: what points along it is taken away.
    INDArray along = unit.mul(places).sum(true, 1);
    INDArray sideways = places.sub(unit.mulColumnVector(along)).diviColumnVector(lengths);
    return rows.transpose().mmul(sideways);
  }

  private INDArray product(INDArray rows) {
    if (rows.rank() != 2 || rows.size(1) != weights.size(0)) {
      throw LabException.of(
          "rows of " + weights.size(0) + " columns, as this projection was made for",
          "the shape " + java.util.Arrays.toString(rows.shape()),
          "take features of the same layers, or texts of the same encoder");
    }
    return rows.mmul(weights);
  }

  private static INDArray lengths(INDArray rows) {
    INDArray norms = rows.norm2(true, 1);
    return norms.add(norms.eq(0).castTo(norms.dataType()));
  }

  /**
   * The weights, which training changes in place.
   *
   * @return {@code [from, to]}
   */
  public INDArray weights() {
    return weights;
  }

  /**
   * The columns of the space.
   *
   * @return at least 1
   */
  public int dimension() {
    return (int) weights.size(1);
  }

  /**
   * A head with the same weights, which go their own way from here.
   *
   * @return the copy
   */
  public ProjectionHead copy() {
    return new ProjectionHead(weights.dup('c'));
  }
}
