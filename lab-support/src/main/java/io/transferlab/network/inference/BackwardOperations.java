package io.transferlab.network.inference;

import io.transferlab.core.Matrices;
import io.transferlab.network.onednn.ConvolutionShape;
import io.transferlab.network.onednn.OneDnn;
import io.transferlab.network.onednn.TrainedConvolution;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The operations of a forward pass, backwards: from the gradient behind an operation to that of its
 * input. Of equal values a maximum lets the first one's gradient through (as PyTorch does), and a
 * ReLU lets nothing through at 0.
 */
final class BackwardOperations implements AutoCloseable {
  /** Convolutions prepared by oneDNN, by step and shape of the input. */
  private final Map<String, TrainedConvolution> prepared = new HashMap<>();

  /**
   * Goes back through a step.
   *
   * @param step the step
   * @param in what it read, or one of the two
   * @param out what it gave
   * @param behind the gradient of what it gave; stays as it is
   * @return the gradient of {@code in}, dense, of its shape
   */
  INDArray back(PlanStep step, INDArray in, INDArray out, INDArray behind) {
    Operation operation = step.operation();
    if (operation instanceof Operation.Convolution convolution) {
      return convolution(step.output(), convolution, in, behind);
    } else if (operation instanceof Operation.Relu) {
      return positive(out, behind);
    } else if (operation instanceof Operation.Addition) {
      return behind.dup('c');
    } else if (operation instanceof Operation.Padding padding) {
      return cut(padding.pad(), in, behind);
    } else if (operation instanceof Operation.Affine affine) {
      INDArray into = Nd4j.createUninitialized(DataType.FLOAT, in.shape());
      Nd4j.exec(
          DynamicCustomOp.builder("multiply")
              .addInputs(behind, affine.scale())
              .addOutputs(into)
              .build());
      return into;
    } else if (operation instanceof Operation.Maximum maximum) {
      return maximum(maximum.size(), maximum.stride(), maximum.pad(), in, behind);
    } else if (operation instanceof Operation.GlobalPooling pooling) {
      return pooling.maximum() ? globalMaximum(in, behind) : spread(in, behind);
    }
    return dense((Operation.Dense) operation, in, out, behind);
  }

  private static INDArray positive(INDArray out, INDArray behind) {
    INDArray into = Nd4j.createUninitialized(DataType.FLOAT, out.shape());
    Nd4j.exec(new Step(out, into, 0));
    return into.muli(behind);
  }

  private static INDArray dense(Operation.Dense d, INDArray in, INDArray out, INDArray behind) {
    // The softmax at the end is left out: what is asked about is the score before it.
    if (d.activation() == Activation.RELU) {
      try (INDArray masked = positive(out, behind)) {
        return product(d, in, masked);
      }
    }
    return product(d, in, behind);
  }

  private static INDArray product(Operation.Dense d, INDArray in, INDArray behind) {
    try (INDArray rows = behind.mmul(d.weights().transpose())) {
      return rows.dup('c').reshape('c', in.shape());
    }
  }

  private static INDArray cut(int pad, INDArray in, INDArray behind) {
    return behind
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(pad, pad + in.size(1)),
            NDArrayIndex.interval(pad, pad + in.size(2)),
            NDArrayIndex.all())
        .dup('c');
  }

  /** The mean over maps: each place has the same part in it. */
  private static INDArray spread(INDArray in, INDArray behind) {
    float[] from = Matrices.copy(behind);
    int channels = (int) in.size(3);
    int places = (int) (in.size(1) * in.size(2));
    float[] into = new float[(int) in.length()];
    for (int i = 0; i < into.length; i++) {
      into[i] = from[i / (places * channels) * channels + i % channels] / places;
    }
    return Nd4j.create(into, in.shape(), 'c');
  }

  private static INDArray globalMaximum(INDArray in, INDArray behind) {
    int n = (int) in.size(0);
    int height = (int) in.size(1);
    int width = (int) in.size(2);
    INDArray windows = behind.reshape('c', n, 1, 1, in.size(3));
    return maximum(height, width, 1, 0, in, windows);
  }

  private static INDArray maximum(int size, int stride, int pad, INDArray in, INDArray behind) {
    return maximum(size, size, stride, pad, in, behind);
  }

  private static INDArray maximum(
      int high, int wide, int stride, int pad, INDArray in, INDArray behind) {
    float[] values = Matrices.copy(in);
    float[] from = Matrices.copy(behind);
    float[] into = new float[values.length];
    int n = (int) in.size(0);
    int height = (int) in.size(1);
    int width = (int) in.size(2);
    int channels = (int) in.size(3);
    int outHeight = (int) behind.size(1);
    int outWidth = (int) behind.size(2);
    int at = 0;
    for (int picture = 0; picture < n; picture++) {
      for (int y = 0; y < outHeight; y++) {
        int top = y * stride - pad;
        for (int x = 0; x < outWidth; x++) {
          int left = x * stride - pad;
          for (int channel = 0; channel < channels; channel++) {
            int best = -1;
            for (int v = Math.max(0, top); v < Math.min(height, top + high); v++) {
              int row = (picture * height + v) * width;
              for (int u = Math.max(0, left); u < Math.min(width, left + wide); u++) {
                int place = (row + u) * channels + channel;
                if (best < 0 || values[place] > values[best]) {
                  best = place;
                }
              }
            }
            into[best] += from[at++];
          }
        }
      }
    }
    return Nd4j.create(into, in.shape(), 'c');
  }

  private INDArray convolution(String name, Operation.Convolution c, INDArray in, INDArray behind) {
    INDArray into = Nd4j.createUninitialized(DataType.FLOAT, in.shape());
    Optional<OneDnn> oneDnn = OneDnn.find();
    if (oneDnn.isPresent()) {
      TrainedConvolution fast =
          prepared.computeIfAbsent(
              name + " " + in.shapeInfoToString(),
              key -> new TrainedConvolution(oneDnn.get(), shape(c, in, behind)));
      fast.backwardInput(c.weights(), behind, into);
      return into;
    }
    // No operation gives the input's gradient alone; those of the weights are computed for nothing.
    try (INDArray weights = c.weights().ulike();
        INDArray bias = c.bias().ulike()) {
      Nd4j.exec(
          DynamicCustomOp.builder("conv2d_bp")
              .addInputs(in, c.weights(), c.bias(), behind)
              .addOutputs(into, weights, bias)
              .addIntegerArguments(
                  c.kernel(),
                  c.kernel(),
                  c.stride(),
                  c.stride(),
                  c.pad(),
                  c.pad(),
                  1,
                  1,
                  c.same() ? 1 : 0,
                  1,
                  1)
              .build());
    }
    return into;
  }

  private static ConvolutionShape shape(Operation.Convolution c, INDArray in, INDArray behind) {
    long outHeight = behind.size(1);
    long outWidth = behind.size(2);
    return new ConvolutionShape(
        in.size(0),
        c.in(),
        c.out(),
        in.size(1),
        in.size(2),
        c.kernel(),
        c.stride(),
        c.same() ? c.samePadding(in.size(1), outHeight) : c.pad(),
        c.same() ? c.samePadding(in.size(2), outWidth) : c.pad(),
        outHeight,
        outWidth,
        false);
  }

  /** Frees what was prepared. */
  @Override
  public void close() {
    prepared.values().forEach(TrainedConvolution::close);
    prepared.clear();
  }
}
