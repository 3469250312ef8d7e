package io.transferlab.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One step of an {@link InferencePlan}.
 *
 * @param output the layer whose activations it leaves behind
 * @param inputs the layers it reads
 * @param inPlaceOf the input whose buffer becomes the output's; null: a buffer of its own
 * @param shape of the output, for one picture
 * @param work what is computed: inputs, then the output
 */
record PlanStep(String output, List<String> inputs, String inPlaceOf, long[] shape, Work work) {
  /** A computation on whole batches. */
  @FunctionalInterface
  interface Work {
    void run(INDArray[] inputs, INDArray out);
  }

  long size() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  void run(Map<String, INDArray> arrays) {
    work.run(inputs.stream().map(arrays::get).toArray(INDArray[]::new), arrays.get(output));
  }

  static Work relu() {
    return (in, out) -> Nd4j.exec(new RectifiedLinear(in[0], out));
  }

  static Work add() {
    return (in, out) -> in[0].addi(in[1], out);
  }

  static Work convolution(INDArray weights, INDArray bias, int stride, int pad, boolean same) {
    long kernel = weights.size(2);
    return (in, out) ->
        Nd4j.exec(
            DynamicCustomOp.builder("conv2d")
                .addInputs(in[0], weights, bias)
                .addOutputs(out)
                .addIntegerArguments(
                    (int) kernel, (int) kernel, stride, stride, pad, pad, 1, 1, same ? 1 : 0, 1, 1)
                .build());
  }

  /** A 1x1 convolution: every pixel's channels times one matrix. */
  static Work product(INDArray weights, INDArray bias) {
    long out = weights.size(0);
    long in = weights.size(1);
    // Column-major, as BLAS wants it: Z' = W X', and the primes cost nothing.
    INDArray matrix = weights.reshape('c', out, in).dup('f');
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
      Nd4j.exec(DynamicCustomOp.builder("biasadd").addInputs(z, bias).addOutputs(z).build());
    };
  }

  static Work normalization(
      INDArray mean, INDArray variance, INDArray gamma, INDArray beta, double epsilon) {
    return (in, out) ->
        Nd4j.exec(
            DynamicCustomOp.builder("batchnorm")
                .addInputs(in[0], mean, variance, gamma, beta)
                .addOutputs(out)
                .addIntegerArguments(1, 1, in[0].rank() - 1)
                .addFloatingPointArguments(epsilon)
                .build());
  }

  static Work maximum(int size, int stride, int pad) {
    return (in, out) ->
        Nd4j.exec(
            DynamicCustomOp.builder("maxpool2d")
                .addInputs(in[0])
                .addOutputs(out)
                .addIntegerArguments(size, size, stride, stride, pad, pad, 1, 1, 0, 1, 1)
                .build());
  }

  static Work padding(int pad) {
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

  static Work pooling(boolean maximum) {
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

  static Work dense(INDArray weights, INDArray bias, Activation activation) {
    return (in, out) -> {
      long n = in[0].size(0);
      // out' = W' x': as the product above; W itself is column-major.
      Nd4j.gemm(
          weights,
          in[0].reshape('c', n, weights.size(0)).transpose(),
          out.transpose(),
          true,
          false,
          1,
          0);
      Nd4j.exec(DynamicCustomOp.builder("biasadd").addInputs(out, bias).addOutputs(out).build());
      if (activation == Activation.RELU) {
        Nd4j.exec(new RectifiedLinear(out, out));
      } else if (activation == Activation.SOFTMAX) {
        Nd4j.exec(DynamicCustomOp.builder("softmax").addInputs(out).addOutputs(out).build());
      }
    };
  }
}
