package io.transferlab.features;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    return alignment(centredGram(a), centredGram(b));
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
    List<INDArray> left = grams(a);
    List<INDArray> right = grams(b);
    double[][] all = new double[left.size()][right.size()];
    for (int i = 0; i < left.size(); i++) {
      for (int j = 0; j < right.size(); j++) {
        all[i][j] = alignment(left.get(i), right.get(j));
      }
    }
    return all;
  }

  private static List<INDArray> grams(Features features) {
    List<INDArray> grams = new ArrayList<>();
    for (String layer : features.layers()) {
      grams.add(centredGram(features.layer(layer)));
    }
    return grams;
  }

  private static void requireSamePictures(Features a, Features b) {
    if (!a.keys().equals(b.keys())) {
      throw LabException.of(
          "features of the same pictures in the same order",
          a.keys().size() + " and " + b.keys().size() + " rows of different pictures",
          "extract both from one set");
    }
  }

  /** Inner products of the centred rows, in double precision: {@code [n, n]}. */
  private static INDArray centredGram(Features features) {
    INDArray x = features.matrix().castTo(DataType.DOUBLE);
    INDArray centred = x.subRowVector(x.mean(0));
    return centred.mmul(centred.transpose());
  }

  private static double alignment(INDArray k, INDArray l) {
    double together = k.mul(l).sumNumber().doubleValue();
    double alone = k.norm2Number().doubleValue() * l.norm2Number().doubleValue();
    return alone == 0 ? Double.NaN : Math.min(1, together / alone);
  }
}
