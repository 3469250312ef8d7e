package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.LargeMatrix;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How alike two descriptions of the same pictures are, whatever their features are called, in which
 * order they stand, and however they are turned: linear centred kernel alignment (Kornblith,
 * Norouzi, Lee, Hinton 2019, arXiv 1905.00414, section 3). 1: the same up to rotation and scale; 0:
 * nothing in common.
 */
public final class Cka {
  /** Rows at a time. */
  private static final int BLOCK = 1024;

  private Cka() {}

  /**
   * Compares two descriptions.
   *
   * @param a features of some pictures
   * @param b features of the same pictures, any number of columns
   * @return 0 to 1; NaN if one of them is the same for all pictures
   * @throws LabException if they are of different pictures
   */
  public static double linear(Features a, Features b) {
    requireSamePictures(a, b);
    boolean ofPictures = isOfPictures(List.of(a), List.of(b));
    return Side.of(a, ofPictures).with(Side.of(b, ofPictures));
  }

  /**
   * Compares each layer of one network with each of another.
   *
   * @param a features of several layers
   * @param b features of the same pictures
   * @return {@code [layers of a][layers of b]}, 0 to 1
   * @throws LabException if they are of different pictures
   */
  public static double[][] layers(Features a, Features b) {
    requireSamePictures(a, b);
    List<Features> ofA = a.layers().stream().map(a::layer).toList();
    List<Features> ofB = b.layers().stream().map(b::layer).toList();
    boolean ofPictures = isOfPictures(ofA, ofB);
    List<Side> left = ofA.stream().map(f -> Side.of(f, ofPictures)).toList();
    List<Side> right = ofB.stream().map(f -> Side.of(f, ofPictures)).toList();
    double[][] all = new double[left.size()][right.size()];
    for (int i = 0; i < left.size(); i++) {
      for (int j = 0; j < right.size(); j++) {
        all[i][j] = left.get(i).with(right.get(j));
      }
    }
    return all;
  }

  /** Whether the products of all pictures take less room than those of all features. */
  private static boolean isOfPictures(List<Features> a, List<Features> b) {
    int widest =
        Stream.concat(a.stream(), b.stream()).mapToInt(Features::dimension).max().orElse(0);
    long side = Math.min(a.get(0).size(), widest);
    if (!LargeMatrix.fits(2 * side, side)) {
      throw LabException.of(
          "%,d pictures, or layers, of which all pairs fit into memory".formatted(side),
          "%,d pictures and layers of up to %,d features".formatted(a.get(0).size(), widest),
          "take some of the pictures, a few thousand tell as much, or narrower layers");
    }
    return a.get(0).size() <= widest;
  }

  private static void requireSamePictures(Features a, Features b) {
    if (!a.keys().equals(b.keys())) {
      throw LabException.of(
          "features of the same pictures in the same order",
          a.keys().size() + " and " + b.keys().size() + " rows of different pictures",
          "extract both from one set");
    }
  }

  /**
   * One of the two: rows that are centred some at a time, or the products of all pairs of them, in
   * double precision.
   *
   * @param matrix {@code [n, d]} of floats, or {@code [n, n]}
   * @param mean of the rows, {@code [1, d]}
   * @param ofPictures whether it is the products
   * @param length norm of the products, of pictures or of features: they are equal
   */
  private record Side(INDArray matrix, INDArray mean, boolean ofPictures, double length) {
    static Side of(Features features, boolean ofPictures) {
      INDArray rows = features.matrix();
      INDArray sum = Nd4j.zeros(DataType.DOUBLE, 1, rows.size(1));
      for (long from = 0; from < rows.size(0); from += BLOCK) {
        try (INDArray some = doubles(rows, from);
            INDArray part = some.sum(true, 0)) {
          sum.addi(part);
        }
      }
      INDArray mean = sum.divi(rows.size(0));
      if (ofPictures) {
        INDArray centred = rows.castTo(DataType.DOUBLE).subRowVector(mean);
        INDArray gram = centred.mmul(centred.transpose());
        return new Side(gram, mean, true, gram.norm2Number().doubleValue());
      }
      Side centred = new Side(rows, mean, false, Double.NaN);
      return new Side(rows, mean, false, crossed(centred, centred));
    }

    private static INDArray doubles(INDArray rows, long from) {
      long to = Math.min(rows.size(0), from + BLOCK);
      return rows.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).castTo(DataType.DOUBLE);
    }

    private INDArray block(long from) {
      INDArray some = doubles(matrix, from);
      return some.subiRowVector(mean);
    }

    /** Norm of the products of all pairs of columns. */
    private static double crossed(Side a, Side b) {
      long columns = b.matrix.size(1);
      try (INDArray products = Nd4j.zeros(DataType.DOUBLE, a.matrix.size(1), columns)) {
        for (long from = 0; from < a.matrix.size(0); from += BLOCK) {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while comparing layers");
          }
          try (INDArray left = a.block(from);
              INDArray right = b.block(from);
              INDArray part = Nd4j.gemm(left, right, true, false)) {
            products.addi(part);
          }
        }
        return products.norm2Number().doubleValue();
      }
    }

    double with(Side other) {
      double together =
          ofPictures
              ? matrix.mul(other.matrix).sumNumber().doubleValue()
              : Math.pow(crossed(this, other), 2);
      double alone = length * other.length;
      return alone == 0 ? Double.NaN : Math.min(1, together / alone);
    }
  }
}
