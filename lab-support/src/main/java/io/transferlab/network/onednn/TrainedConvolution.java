package io.transferlab.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution that learns, prepared for one shape: forward with bias and ReLU in one pass, and
 * the gradients. Pictures and feature maps stay {@code [n, h, w, c]}, as the layers around it want
 * them; only the weights, few beside them, are packed at each call, since they change at each.
 *
 * <p>All arrays must be dense, float32, in C order; weights {@code [out, in, k, k]}.
 */
public final class TrainedConvolution implements AutoCloseable {
  private final stream stream;
  private final ConvolutionShape shape;
  private final NativeScope kept = new NativeScope();

  private final memory plainWeights;
  private final memory bias;
  private final memory input;
  private final memory output;

  private final memory forwardWeights;
  private final reorder packForward;
  private final convolution_forward forward;
  private final convolution_forward.primitive_desc forwardDesc;
  private final IntMemoryMap forwardArguments;

  private @Nullable Backward backward;
  private @Nullable BackwardInput backwardInput;
  private final OneDnn oneDnn;

  /**
   * Prepares it.
   *
   * @param oneDnn the library
   * @param shape sizes
   */
  public TrainedConvolution(OneDnn oneDnn, ConvolutionShape shape) {
    this.oneDnn = oneDnn;
    this.shape = shape;
    stream = kept.add(oneDnn.newStream());
    primitive_attr fused = kept.add(new primitive_attr());
    if (shape.relu()) {
      post_ops after = kept.add(new post_ops());
      after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
      fused.set_post_ops(after);
    }
    convolution_forward.desc wanted =
        kept.add(
            new convolution_forward.desc(
                prop_kind.forward_training.value,
                algorithm.convolution_direct.value,
                maps(shape.in(), shape.height(), shape.width()),
                weights(format_tag.any),
                vector(),
                maps(shape.out(), shape.outHeight(), shape.outWidth()),
                shape.strides(),
                shape.paddingBefore(),
                shape.paddingAfter()));
    forwardDesc =
        kept.add(new convolution_forward.primitive_desc(wanted, fused, oneDnn.processor()));
    plainWeights = kept.add(oneDnn.newPlace(weights(format_tag.oihw)));
    bias = kept.add(oneDnn.newPlace(vector()));
    input = kept.add(oneDnn.newPlace(maps(shape.in(), shape.height(), shape.width())));
    output = kept.add(oneDnn.newPlace(maps(shape.out(), shape.outHeight(), shape.outWidth())));
    forwardWeights = kept.add(oneDnn.newMemory(kept.add(forwardDesc.weights_desc())));
    packForward = kept.add(new reorder(plainWeights, forwardWeights));
    forward = kept.add(new convolution_forward(forwardDesc));
    forwardArguments =
        arguments(
            DNNL_ARG_SRC,
            input,
            DNNL_ARG_WEIGHTS,
            forwardWeights,
            DNNL_ARG_BIAS,
            bias,
            DNNL_ARG_DST,
            output);
  }

  /**
   * Computes the layer.
   *
   * @param x input {@code [n, h, w, in]}
   * @param weights {@code [out, in, k, k]}
   * @param biases {@code [out]}
   * @param y takes the output {@code [n, h', w', out]}
   */
  public void forward(INDArray x, INDArray weights, INDArray biases, INDArray y) {
    OneDnn.set(plainWeights, weights);
    OneDnn.set(bias, biases);
    OneDnn.set(input, x);
    OneDnn.set(output, y);
    packForward.execute(stream, plainWeights, forwardWeights);
    forward.execute(stream, forwardArguments);
    stream._wait();
  }

  /**
   * Computes the gradients of weights and biases.
   *
   * @param x what went in
   * @param delta the gradient behind the convolution, before its ReLU; {@code [n, h', w', out]}
   * @param weightGradient takes {@code [out, in, k, k]}
   * @param biasGradient takes {@code [out]}
   */
  public void backwardWeights(
      INDArray x, INDArray delta, INDArray weightGradient, INDArray biasGradient) {
    if (backward == null) {
      backward = new Backward();
    }
    backward.run(x, delta, weightGradient, biasGradient);
  }

  /**
   * Computes the gradient of the input.
   *
   * @param weights {@code [out, in, k, k]}
   * @param delta the gradient behind the convolution, before its ReLU; {@code [n, h', w', out]}
   * @param inputGradient takes {@code [n, h, w, in]}
   */
  public void backwardInput(INDArray weights, INDArray delta, INDArray inputGradient) {
    if (backwardInput == null) {
      backwardInput = new BackwardInput();
    }
    backwardInput.run(weights, delta, inputGradient);
  }

  private final class Backward {
    private final memory delta = kept.add(oneDnn.newPlace(output.get_desc()));
    private final memory packed;
    private final memory plain = kept.add(oneDnn.newPlace(weights(format_tag.oihw)));
    private final memory biasGradient = kept.add(oneDnn.newPlace(vector()));
    private final reorder unpack;
    private final convolution_backward_weights primitive;
    private final IntMemoryMap arguments;

    Backward() {
      convolution_backward_weights.desc wanted =
          kept.add(
              new convolution_backward_weights.desc(
                  algorithm.convolution_direct,
                  maps(shape.in(), shape.height(), shape.width()),
                  weights(format_tag.any),
                  vector(),
                  maps(shape.out(), shape.outHeight(), shape.outWidth()),
                  shape.strides(),
                  shape.paddingBefore(),
                  shape.paddingAfter()));
      convolution_backward_weights.primitive_desc chosen =
          kept.add(
              new convolution_backward_weights.primitive_desc(
                  wanted, oneDnn.processor(), forwardDesc));
      packed = kept.add(oneDnn.newMemory(kept.add(chosen.diff_weights_desc())));
      unpack = kept.add(new reorder(packed, plain));
      primitive = kept.add(new convolution_backward_weights(chosen));
      arguments =
          arguments(
              DNNL_ARG_SRC,
              input,
              DNNL_ARG_DIFF_DST,
              delta,
              DNNL_ARG_DIFF_WEIGHTS,
              packed,
              DNNL_ARG_DIFF_BIAS,
              biasGradient);
    }

    void run(INDArray x, INDArray behind, INDArray weightGradient, INDArray biases) {
      OneDnn.set(input, x);
      OneDnn.set(delta, behind);
      OneDnn.set(plain, weightGradient);
      OneDnn.set(biasGradient, biases);
      primitive.execute(stream, arguments);
      unpack.execute(stream, packed, plain);
      stream._wait();
    }
  }

  private final class BackwardInput {
    private final memory delta = kept.add(oneDnn.newPlace(output.get_desc()));
    private final memory gradient = kept.add(oneDnn.newPlace(input.get_desc()));
    private final memory packed;
    private final reorder pack;
    private final convolution_backward_data primitive;
    private final IntMemoryMap arguments;

    BackwardInput() {
      convolution_backward_data.desc wanted =
          kept.add(
              new convolution_backward_data.desc(
                  algorithm.convolution_direct,
                  maps(shape.in(), shape.height(), shape.width()),
                  weights(format_tag.any),
                  maps(shape.out(), shape.outHeight(), shape.outWidth()),
                  shape.strides(),
                  shape.paddingBefore(),
                  shape.paddingAfter()));
      convolution_backward_data.primitive_desc chosen =
          kept.add(
              new convolution_backward_data.primitive_desc(
                  wanted, oneDnn.processor(), forwardDesc));
      packed = kept.add(oneDnn.newMemory(kept.add(chosen.weights_desc())));
      pack = kept.add(new reorder(plainWeights, packed));
      primitive = kept.add(new convolution_backward_data(chosen));
      arguments =
          arguments(
              DNNL_ARG_DIFF_SRC, gradient, DNNL_ARG_WEIGHTS, packed, DNNL_ARG_DIFF_DST, delta);
    }

    void run(INDArray weights, INDArray behind, INDArray inputGradient) {
      OneDnn.set(plainWeights, weights);
      OneDnn.set(delta, behind);
      OneDnn.set(gradient, inputGradient);
      pack.execute(stream, plainWeights, packed);
      primitive.execute(stream, arguments);
      stream._wait();
    }
  }

  private IntMemoryMap arguments(Object... pairs) {
    IntMemoryMap map = kept.add(new IntMemoryMap());
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((Integer) pairs[i], (memory) pairs[i + 1]);
    }
    return map;
  }

  private memory.desc maps(long channels, long height, long width) {
    return kept.add(OneDnn.shape(format_tag.nhwc, shape.pictures(), channels, height, width));
  }

  private memory.desc weights(format_tag order) {
    return kept.add(OneDnn.shape(order, shape.out(), shape.in(), shape.kernel(), shape.kernel()));
  }

  private memory.desc vector() {
    return kept.add(OneDnn.shape(format_tag.x, shape.out()));
  }

  /** Frees what was prepared; it cannot be used any more. */
  @Override
  public void close() {
    kept.close();
  }
}
