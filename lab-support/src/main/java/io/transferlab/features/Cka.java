package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.LargeMatrix;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How alike two descriptions of the same pictures are, whatever their features are called, in which
 * order they stand, and however they are turned: linear centred kernel alignment (Kornblith,
 * Norouzi, Lee, Hinton 2019, arXiv 1905.00414, section 3). 1: the same up to rotation and scale; 0:
 * nothing in common.
 */
public final class Cka {
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
   * One of the two: the centred rows, or the products of all pairs of them, in double precision.
   *
   * @param matrix {@code [n, d]}, or {@code [n, n]}
   * @param ofPictures whether it is the products
   * @param length norm of the products, of pictures or of features: they are equal
   */
  private record Side(INDArray matrix, boolean ofPictures, double length) {
    static Side of(Features features, boolean ofPictures) {
      INDArray x = features.matrix().castTo(DataType.DOUBLE);
      INDArray centred = x.subRowVector(x.mean(0));
      if (ofPictures) {
        INDArray gram = centred.mmul(centred.transpose());
        return new Side(gram, true, gram.norm2Number().doubleValue());
      }
      return new Side(centred, false, crossed(centred, centred));
    }

    /** Norm of the products of all pairs of columns. */
    private static double crossed(INDArray a, INDArray b) {
      try (INDArray products = Nd4j.gemm(a, b, true, false)) {
        return products.norm2Number().doubleValue();
      }
    }

    double with(Side other) {
      double together =
          ofPictures
              ? matrix.mul(other.matrix).sumNumber().doubleValue()
              : Math.pow(crossed(matrix, other.matrix), 2);
      double alone = length * other.length;
      return alone == 0 ? Double.NaN : Math.min(1, together / alone);
    }
  }
}
