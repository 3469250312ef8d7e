package io.transferlab.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A forward pass for batches of one size: a list of oneDNN primitives, each prepared for its
 * shapes, with weights packed into the format it wants. Feature maps go from one convolution to the
 * next in oneDNN's blocked formats; they are put in order ({@code [n, h, w, c]}) only to be shown.
 *
 * <p>Build it by calling the methods for its layers in their order, then {@link #run} it. Weights
 * of convolutions and all biases are copied; those of fully connected layers are large and used
 * where they are.
 */
public final class Program implements AutoCloseable {
  private final OneDnn oneDnn;
  private final BufferPool room;
  private final long pictures;
  private final NativeScope kept = new NativeScope();
  private final stream stream;
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<INDArray> borrowed = new ArrayList<>();
  private final List<INDArray> shownArrays = new ArrayList<>();
  private @Nullable memory input;

  /**
   * Nothing in it yet.
   *
   * @param oneDnn the library
   * @param room the buffers; no other program may be half built in it
   * @param pictures in a batch
   */
  public Program(OneDnn oneDnn, BufferPool room, long pictures) {
    this.oneDnn = oneDnn;
    this.room = room;
    this.pictures = pictures;
    stream = kept.add(oneDnn.newStream());
    room.clear();
  }

  /**
   * Runs it.
   *
   * @param batch {@code [n, h, w, c]}, dense, in C order
   */
  public void run(INDArray batch) {
    OneDnn.set(Objects.requireNonNull(input), batch);
    tasks.forEach(Runnable::run);
    stream._wait();
  }

  /**
   * What goes in.
   *
   * @param height of the pictures
   * @param width of the pictures
   * @param channels their channels
   * @return the value that {@link #run} sets
   */
  public Value input(long height, long width, long channels) {
    long[] sizes = {pictures, channels, height, width};
    memory.desc format = shape(format_tag.nhwc, sizes);
    input = kept.add(oneDnn.newPlace(format));
    return new Value(input, format, null, sizes);
  }

  /**
   * A convolution, with what follows it.
   *
   * @param x its input
   * @param weights {@code [out, in, k, k]}
   * @param bias {@code [out]}
   * @param stride step
   * @param pad zeros before; those behind are what the output's size takes
   * @param outShape {@code h, w, c} of the output
   * @param relu whether a ReLU follows
   * @param sum what is added before the ReLU, and overwritten; null: nothing
   * @return its output
   */
  public Value convolution(
      Value x,
      INDArray weights,
      INDArray bias,
      int stride,
      int[] pad,
      long[] outShape,
      boolean relu,
      @Nullable Value sum) {
    ConvolutionShape shape =
        new ConvolutionShape(
            pictures,
            x.channels(),
            weights.size(0),
            x.height(),
            x.width(),
            weights.size(2),
            stride,
            pad[0],
            pad[1],
            outShape[0],
            outShape[1],
            relu);
    post_ops after = kept.add(new post_ops());
    if (sum != null) {
      after.append_sum();
    }
    if (relu) {
      after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
    }
    primitive_attr fused = kept.add(new primitive_attr());
    fused.set_post_ops(after);
    long[] sizes = {pictures, shape.out(), shape.outHeight(), shape.outWidth()};
    // The program's input stays as it comes: three channels suit no block.
    memory.desc source = x.slot() == null ? x.format() : shape(format_tag.any, x.sizes());
    convolution_forward.primitive_desc chosen =
        kept.add(
            new convolution_forward.primitive_desc(
                kept.add(
                    new convolution_forward.desc(
                        prop_kind.forward_inference.value,
                        algorithm.convolution_direct.value,
                        source,
                        shape(format_tag.any, weights.shape()),
                        shape(format_tag.x, shape.out()),
                        shape(format_tag.any, sizes),
                        shape.strides(),
                        shape.paddingBefore(),
                        shape.paddingAfter())),
                fused,
                oneDnn.processor()));
    Value from = in(x, kept.add(chosen.src_desc()));
    memory.desc format = kept.add(chosen.dst_desc());
    Value to = sum == null ? newValue(format, sizes) : in(sum, format);
    execute(
        new convolution_forward(chosen),
        DNNL_ARG_SRC,
        from.numbers(),
        DNNL_ARG_WEIGHTS,
        packed(weights, format_tag.oihw, kept.add(chosen.weights_desc())),
        DNNL_ARG_BIAS,
        packed(bias, format_tag.x, kept.add(chosen.bias_desc())),
        DNNL_ARG_DST,
        to.numbers());
    freeCopy(from, x);
    return to;
  }

  /**
   * The maximum over windows.
   *
   * @param x its input
   * @param size side of a window
   * @param stride step
   * @param pad places before that never are the maximum
   * @param outShape {@code h, w, c} of the output
   * @return its output
   */
  public Value maximum(Value x, int size, int stride, int pad, long[] outShape) {
    ConvolutionShape shape =
        new ConvolutionShape(
            pictures,
            x.channels(),
            x.channels(),
            x.height(),
            x.width(),
            size,
            stride,
            pad,
            pad,
            outShape[0],
            outShape[1],
            false);
    return pool(x, algorithm.pooling_max, shape, new long[] {size, size});
  }

  /**
   * One number of each map.
   *
   * @param x maps
   * @param maximum whether the maximum; else the mean
   * @return maps of one pixel
   */
  public Value pool(Value x, boolean maximum) {
    ConvolutionShape whole =
        new ConvolutionShape(
            pictures, x.channels(), x.channels(), x.height(), x.width(), 1, 1, 0, 0, 1, 1, false);
    algorithm kind = maximum ? algorithm.pooling_max : algorithm.pooling_avg_exclude_padding;
    return pool(x, kind, whole, new long[] {x.height(), x.width()});
  }

  private Value pool(Value x, algorithm kind, ConvolutionShape shape, long[] window) {
    long[] sizes = {pictures, x.channels(), shape.outHeight(), shape.outWidth()};
    pooling_forward.primitive_desc chosen =
        kept.add(
            new pooling_forward.primitive_desc(
                kept.add(
                    new pooling_forward.desc(
                        prop_kind.forward_inference.value,
                        kind.value,
                        x.format(),
                        shape(format_tag.any, sizes),
                        shape.strides(),
                        window,
                        shape.paddingBefore(),
                        shape.paddingAfter())),
                oneDnn.processor()));
    Value to = newValue(kept.add(chosen.dst_desc()), sizes);
    execute(new pooling_forward(chosen), DNNL_ARG_SRC, x.numbers(), DNNL_ARG_DST, to.numbers());
    return to;
  }

  /**
   * The positive part.
   *
   * @param x its input
   * @param inPlace whether the input may be overwritten
   * @return its output
   */
  public Value relu(Value x, boolean inPlace) {
    Value to = inPlace && x.slot() != null ? x : newValue(x.format(), x.sizes());
    execute(
        new eltwise_forward(
            kept.add(
                new eltwise_forward.primitive_desc(
                    kept.add(
                        new eltwise_forward.desc(
                            prop_kind.forward_inference, algorithm.eltwise_relu, x.format(), 0, 0)),
                    oneDnn.processor()))),
        DNNL_ARG_SRC,
        x.numbers(),
        DNNL_ARG_DST,
        to.numbers());
    return to;
  }

  /**
   * A sum.
   *
   * @param a one
   * @param b the other, of the same shape
   * @return of the format of the first
   */
  public Value add(Value a, Value b) {
    Value same = in(b, a.format());
    Value to = newValue(a.format(), a.sizes());
    combine(algorithm.binary_add, a, same.numbers(), a.format(), to);
    freeCopy(same, b);
    return to;
  }

  /**
   * A factor and a summand for each channel.
   *
   * @param x its input
   * @param scale {@code [c]}
   * @param shift {@code [c]}
   * @return its output
   */
  public Value affine(Value x, INDArray scale, INDArray shift) {
    Value to = newValue(x.format(), x.sizes());
    long[] sizes = x.isMap() ? new long[] {1, x.channels(), 1, 1} : new long[] {1, x.channels()};
    format_tag order = x.isMap() ? format_tag.nchw : format_tag.nc;
    memory.desc vector = shape(order, sizes);
    memory factor = packed(scale.reshape('c', sizes), order, vector);
    memory summand = packed(shift.reshape('c', sizes), order, vector);
    combine(algorithm.binary_mul, x, factor, vector, to);
    combine(algorithm.binary_add, to, summand, vector, to);
    return to;
  }

  private void combine(algorithm kind, Value a, memory second, memory.desc secondFormat, Value to) {
    execute(
        new binary(
            kept.add(
                new binary.primitive_desc(
                    kept.add(new binary.desc(kind, a.format(), secondFormat, to.format())),
                    oneDnn.processor()))),
        DNNL_ARG_SRC,
        a.numbers(),
        DNNL_ARG_SRC_1,
        second,
        DNNL_ARG_DST,
        to.numbers());
  }

  /**
   * Zeros around.
   *
   * @param x maps
   * @param pad how many on each side
   * @return larger maps
   */
  public Value pad(Value x, int pad) {
    long[] sizes = {pictures, x.channels(), x.height() + 2L * pad, x.width() + 2L * pad};
    Value to = newValue(shape(format_tag.nhwc, sizes), sizes);
    Pointer start = kept.add(to.numbers().get_data_handle());
    long bytes = to.format().get_size();
    tasks.add(() -> Pointer.memset(start, 0, bytes));
    memory.desc inner =
        kept.add(to.format().submemory_desc(x.sizes(), new long[] {0, 0, pad, pad}));
    reorder(x, kept.add(new memory(inner, oneDnn.processor(), start)));
    return to;
  }

  /**
   * A fully connected layer.
   *
   * @param x its input; of maps all pixels, in the order height, width, channel
   * @param weights {@code [in, out]}; not copied
   * @param bias {@code [out]}
   * @param relu whether a ReLU follows
   * @return vectors
   */
  public Value dense(Value x, INDArray weights, INDArray bias, boolean relu) {
    Value plain = in(x, shape(x.isMap() ? format_tag.nhwc : format_tag.nc, x.sizes()));
    long out = weights.size(1);
    long[] sizes = {pictures, out};
    post_ops after = kept.add(new post_ops());
    if (relu) {
      after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
    }
    primitive_attr fused = kept.add(new primitive_attr());
    fused.set_post_ops(after);
    memory.desc flat = shape(format_tag.nc, pictures, weights.size(0));
    format_tag order = weights.ordering() == 'f' ? format_tag.oi : format_tag.io;
    memory.desc matrix = shape(order, out, weights.size(0));
    inner_product_forward.primitive_desc chosen =
        kept.add(
            new inner_product_forward.primitive_desc(
                kept.add(
                    new inner_product_forward.desc(
                        prop_kind.forward_inference.value,
                        flat,
                        matrix,
                        shape(format_tag.x, out),
                        shape(format_tag.nc, sizes))),
                fused,
                oneDnn.processor()));
    Value to = newValue(shape(format_tag.nc, sizes), sizes);
    memory from =
        kept.add(new memory(flat, oneDnn.processor(), kept.add(plain.numbers().get_data_handle())));
    borrowed.add(weights);
    memory place = kept.add(oneDnn.newPlace(matrix));
    OneDnn.set(place, weights);
    execute(
        new inner_product_forward(chosen),
        DNNL_ARG_SRC,
        from,
        DNNL_ARG_WEIGHTS,
        place,
        DNNL_ARG_BIAS,
        packed(bias, format_tag.x, kept.add(chosen.bias_desc())),
        DNNL_ARG_DST,
        to.numbers());
    freeCopy(plain, x);
    return to;
  }

  /**
   * Probabilities, in place.
   *
   * @param x vectors
   * @return rows that sum to 1
   */
  public Value softmax(Value x) {
    execute(
        new softmax_forward(
            kept.add(
                new softmax_forward.primitive_desc(
                    kept.add(new softmax_forward.desc(prop_kind.forward_inference, x.format(), 1)),
                    oneDnn.processor()))),
        DNNL_ARG_SRC,
        x.numbers(),
        DNNL_ARG_DST,
        x.numbers());
    return x;
  }

  /**
   * Puts a value in order, for others to read.
   *
   * @param x the value
   * @param shape {@code h, w, c} or {@code c}
   * @return {@code [n, h, w, c]} or {@code [n, c]}, written at each run
   */
  public INDArray show(Value x, long[] shape) {
    memory.desc plain = shape(x.isMap() ? format_tag.nhwc : format_tag.nc, x.sizes());
    long[] whole = new long[shape.length + 1];
    whole[0] = pictures;
    System.arraycopy(shape, 0, whole, 1, shape.length);
    INDArray shown = Nd4j.createUninitializedDetached(DataType.FLOAT, whole);
    shownArrays.add(shown);
    memory place = kept.add(oneDnn.newPlace(plain));
    OneDnn.set(place, shown);
    reorder(x, place);
    return shown;
  }

  /**
   * Gives a value's buffer to later ones: after the last step that reads it.
   *
   * @param x the value
   */
  public void free(Value x) {
    if (x.slot() != null) {
      room.free(x.slot());
    }
  }

  private Value newValue(memory.desc format, long[] sizes) {
    BufferPool.Slot slot = room.take(format.get_size());
    memory numbers = kept.add(oneDnn.newPlace(format));
    OneDnn.set(numbers, slot);
    return new Value(numbers, format, slot, sizes);
  }

  /** A value in a format: itself, or a copy. */
  private Value in(Value x, memory.desc format) {
    if (!x.format().notEquals(format)) {
      return x;
    }
    Value copy = newValue(format, x.sizes());
    reorder(x, copy.numbers());
    return copy;
  }

  private void freeCopy(Value used, Value original) {
    if (used != original) {
      free(used);
    }
  }

  private void reorder(Value from, memory to) {
    execute(new reorder(from.numbers(), to), DNNL_ARG_FROM, from.numbers(), DNNL_ARG_TO, to);
  }

  /** Weights, packed once. */
  private memory packed(INDArray plain, format_tag order, memory.desc format) {
    INDArray dense = plain.dup('c'); // views and folded weights come in any order
    memory to = kept.add(oneDnn.newMemory(format));
    try (memory from = oneDnn.newPlace(shape(order, plain.shape()))) {
      OneDnn.set(from, dense);
      try (reorder pack = new reorder(from, to)) {
        pack.execute(stream, from, to);
        stream._wait();
      }
    }
    dense.close();
    return to;
  }

  private void execute(primitive step, Object... arguments) {
    kept.add(step);
    IntMemoryMap map = kept.add(new IntMemoryMap());
    for (int i = 0; i < arguments.length; i += 2) {
      map.put((Integer) arguments[i], (memory) arguments[i + 1]);
    }
    tasks.add(() -> step.execute(stream, map));
  }

  private memory.desc shape(format_tag order, long... sizes) {
    return kept.add(OneDnn.shape(order, sizes));
  }

  /** Frees what was prepared; it cannot run any more. */
  @Override
  public void close() {
    tasks.clear();
    borrowed.clear();
    kept.close();
    shownArrays.forEach(INDArray::close);
    shownArrays.clear();
  }
}
