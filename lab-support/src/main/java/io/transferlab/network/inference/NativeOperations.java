package io.transferlab.network.inference;

import java.util.Map;
import java.util.function.BiConsumer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The operations of a plan by ND4J's native ones: inputs, then the output. */
final class NativeOperations {
  private NativeOperations() {}

  /** Prepares a step. */
  static BiConsumer<INDArray[], INDArray> of(Operation operation) {
    if (operation instanceof Operation.Convolution convolution) {
      boolean product =
          convolution.kernel() == 1
              && convolution.stride() == 1
              && convolution.pad() == 0
              && convolution.in() > convolution.out();
      return product ? product(convolution) : convolution(convolution);
    } else if (operation instanceof Operation.Relu) {
      return (in, out) -> Nd4j.exec(new RectifiedLinear(in[0], out));
    } else if (operation instanceof Operation.Addition) {
      return (in, out) -> in[0].addi(in[1], out);
    } else if (operation instanceof Operation.Affine affine) {
      return (in, out) -> {
        apply("multiply", in[0], affine.scale(), out);
        apply("add", out, affine.shift(), out);
      };
    } else if (operation instanceof Operation.Maximum maximum) {
      return maximum(maximum);
    } else if (operation instanceof Operation.Padding padding) {
      return padding(padding.pad());
    } else if (operation instanceof Operation.GlobalPooling pooling) {
      return pooling(pooling.maximum());
    }
    return dense((Operation.Dense) operation);
  }

  /** Runs a step over named arrays. */
  static void run(
      PlanStep step, BiConsumer<INDArray[], INDArray> work, Map<String, INDArray> arrays) {
    work.accept(
        step.inputs().stream().map(arrays::get).toArray(INDArray[]::new),
        arrays.get(step.output()));
  }

  private static void apply(String operation, INDArray a, INDArray b, INDArray into) {
    Nd4j.exec(DynamicCustomOp.builder(operation).addInputs(a, b).addOutputs(into).build());
  }

  private static BiConsumer<INDArray[], INDArray> convolution(Operation.Convolution c) {
    return (in, out) ->
        Nd4j.exec(
            DynamicCustomOp.builder("conv2d")
                .addInputs(in[0], c.weights(), c.bias())
                .addOutputs(out)
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

  /** A 1x1 convolution: every pixel's channels times one matrix. */
  private static BiConsumer<INDArray[], INDArray> product(Operation.Convolution c) {
    long out = c.out();
    long in = c.in();
    // Column-major, as BLAS wants it: Z' = W X', and the primes cost nothing.
    INDArray matrix = c.weights().reshape('c', out, in).dup('f');
    return (x, z) -> {
      long pixels = z.length() / out;
      Nd4j.gemm(
          matrix,
          x[0].reshape('c', pixels, in).transpose(),
          z.reshape('c', pixels, out).transpose(),
          false,
          false,
          1,
          0);
      apply("biasadd", z, c.bias(), z);
    };
  }

  private static BiConsumer<INDArray[], INDArray> maximum(Operation.Maximum m) {
    return (in, out) ->
        Nd4j.exec(
            DynamicCustomOp.builder("maxpool2d")
                .addInputs(in[0])
                .addOutputs(out)
                .addIntegerArguments(
                    m.size(), m.size(), m.stride(), m.stride(), m.pad(), m.pad(), 1, 1, 0, 1, 1)
                .build());
  }

  private static BiConsumer<INDArray[], INDArray> padding(int pad) {
    return (in, out) -> {
      out.assign(0);
      out.get(
              NDArrayIndex.all(),
              NDArrayIndex.interval(pad, pad + in[0].size(1)),
              NDArrayIndex.interval(pad, pad + in[0].size(2)),
              NDArrayIndex.all())
          .assign(in[0]);
    };
  }

  private static BiConsumer<INDArray[], INDArray> pooling(boolean maximum) {
    return (in, out) -> {
      if (maximum) {
        out.assign(in[0].max(1, 2));
      } else {
        // A window as large as the map: much faster than ND4J's mean over two dimensions.
        int height = (int) in[0].size(1);
        int width = (int) in[0].size(2);
        Nd4j.exec(
            DynamicCustomOp.builder("avgpool2d")
                .addInputs(in[0])
                .addOutputs(out.reshape('c', out.size(0), 1, 1, out.size(1)))
                .addIntegerArguments(height, width, height, width, 0, 0, 1, 1, 0, 0, 1)
                .build());
      }
    };
  }

  private static BiConsumer<INDArray[], INDArray> dense(Operation.Dense d) {
    return (in, out) -> {
      long n = in[0].size(0);
      // out' = W' x': as the product above; W itself is column-major.
      Nd4j.gemm(
          d.weights(),
          in[0].reshape('c', n, d.weights().size(0)).transpose(),
          out.transpose(),
          true,
          false,
          1,
          0);
      apply("biasadd", out, d.bias(), out);
      if (d.activation() == Activation.RELU) {
        Nd4j.exec(new RectifiedLinear(out, out));
      } else if (d.activation() == Activation.SOFTMAX) {
        Nd4j.exec(DynamicCustomOp.builder("softmax").addInputs(out).addOutputs(out).build());
      }
    };
  }
}
