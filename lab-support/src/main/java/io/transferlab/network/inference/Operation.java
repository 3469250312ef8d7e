package io.transferlab.network.inference;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a step of a forward pass computes, on batches {@code [n, h, w, c]}. */
public sealed interface Operation {
  /**
   * A convolution with a square kernel.
   *
   * @param weights {@code [out, in, k, k]}
   * @param bias {@code [out]}
   * @param stride step, in pixels
   * @param pad zeros around; with {@code same} what keeps the size at stride 1
   * @param same whether the output is as large as the input divided by the stride, rounded up
   * @param folded whether the weights are the step's own, with a normalization folded in
   */
  record Convolution(
      INDArray weights, INDArray bias, int stride, int pad, boolean same, boolean folded)
      implements Operation {
    int kernel() {
      return (int) weights.size(2);
    }

    int in() {
      return (int) weights.size(1);
    }

    int out() {
      return (int) weights.size(0);
    }

    /** Zeros before the first of {@code in} places where the output shall have {@code out}. */
    int samePadding(long in, long out) {
      return (int) Math.max(0, (out - 1) * stride + kernel() - in) / 2;
    }
  }

  /** The positive part. */
  record Relu() implements Operation {}

  /** The sum of two inputs of one shape. */
  record Addition() implements Operation {}

  /**
   * A factor and a summand for each channel.
   *
   * @param scale {@code [c]}
   * @param shift {@code [c]}
   */
  record Affine(INDArray scale, INDArray shift) implements Operation {}

  /**
   * The maximum over windows.
   *
   * @param size side of a window
   * @param stride step
   * @param pad places around that never are the maximum
   */
  record Maximum(int size, int stride, int pad) implements Operation {}

  /**
   * Zeros around.
   *
   * @param pad how many on each side
   */
  record Padding(int pad) implements Operation {}

  /**
   * One number of each map: {@code [n, c]}.
   *
   * @param maximum whether the maximum; else the mean
   */
  record GlobalPooling(boolean maximum) implements Operation {}

  /**
   * A fully connected layer over all there is of a picture, in the order height, width, channel.
   *
   * @param weights {@code [in, out]}
   * @param bias {@code [out]}
   * @param activation ReLU, softmax or identity
   */
  record Dense(INDArray weights, INDArray bias, Activation activation) implements Operation {}
}
