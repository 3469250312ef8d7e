package io.transferlab.features;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts each feature on the scale of the training pictures: minus its mean there, divided by its
 * standard deviation there (of the population: divided by n, not by n - 1). A feature that never
 * changes in training becomes 0. There is no way to one but {@link #fit}, so test pictures cannot
 * be measured by themselves by mistake.
 */
public final class Standardiser implements FeatureTransform {
  private static final int BLOCK = 64;

  private final List<String> layers;
  private final double[] mean;
  private final double[] deviation;

  private Standardiser(List<String> layers, double[] mean, double[] deviation) {
    this.layers = layers;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Of what was measured before. */
  static Standardiser of(List<String> layers, double[] mean, double[] deviation) {
    return new Standardiser(List.copyOf(layers), mean.clone(), deviation.clone());
  }

  List<String> layers() {
    return layers;
  }

  /**
   * Measures the training pictures.
   *
   * @param train their features
   * @return what standardises theirs and others' features
   */
  public static Standardiser fit(Features train) {
    int d = train.dimension();
    int n = train.size();
    double[] mean = new double[d];
    for (int from = 0; from < n; from += BLOCK) {
      float[] block = train.block(from, Math.min(n, from + BLOCK));
      for (int i = 0; i < block.length; i += d) {
        for (int j = 0; j < d; j++) {
          mean[j] += block[i + j];
        }
      }
      poll();
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= n;
    }
    double[] deviation = new double[d];
    for (int from = 0; from < n; from += BLOCK) {
      float[] block = train.block(from, Math.min(n, from + BLOCK));
      for (int i = 0; i < block.length; i += d) {
        for (int j = 0; j < d; j++) {
          double difference = block[i + j] - mean[j];
          deviation[j] += difference * difference;
        }
      }
      poll();
    }
    for (int j = 0; j < d; j++) {
      deviation[j] = Math.sqrt(deviation[j] / n);
    }
    return new Standardiser(train.layers(), mean, deviation);
  }

  /**
   * Standardises.
   *
   * @param features of the same layers as the training features
   * @return float32, rounded from double precision
   * @throws LabException if they are of other layers
   */
  @Override
  public Features apply(Features features) {
    return apply(features, value -> value, "standardised by training pictures");
  }

  /** What is done to each standardised value. */
  @FunctionalInterface
  interface OnValue {
    float apply(float standardised);
  }

  Features apply(Features features, OnValue then, String what) {
    if (!features.layers().equals(layers) || features.dimension() != mean.length) {
      throw LabException.of(
          "features of the layers " + String.join(", ", layers) + ", " + mean.length + " in all",
          String.join(", ", features.layers()) + ", " + features.dimension() + " in all",
          "extract the same layers of training and test pictures");
    }
    int d = mean.length;
    INDArray out =
        RowBlocks.map(
            features,
            d,
            block -> {
              for (int i = 0; i < block.length; i += d) {
                for (int j = 0; j < d; j++) {
                  double z = deviation[j] == 0 ? 0 : (block[i + j] - mean[j]) / deviation[j];
                  block[i + j] = then.apply((float) z);
                }
              }
              return block;
            });
    return features.with(out, "post-processing", what);
  }

  private static void poll() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while standardising");
    }
  }

  /**
   * The means of the training pictures.
   *
   * @return one a feature, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The standard deviations of the training pictures (population).
   *
   * @return one a feature, at least 0, a copy
   */
  public double[] deviation() {
    return deviation.clone();
  }
}
