package io.transferlab.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of ReLU, prepared for arrays of one length: one pass over each. */
public final class ReluGradient implements AutoCloseable {
  private final NativeScope kept = new NativeScope();
  private final stream stream;
  private final memory output;
  private final memory behind;
  private final memory before;
  private final eltwise_backward primitive;
  private final IntMemoryMap arguments;

  /**
   * Prepares it.
   *
   * @param oneDnn the library
   * @param length how many numbers
   */
  public ReluGradient(OneDnn oneDnn, long length) {
    stream = kept.add(oneDnn.newStream());
    memory.desc flat = kept.add(OneDnn.shape(format_tag.x, length));
    eltwise_forward.desc forward =
        kept.add(
            new eltwise_forward.desc(
                prop_kind.forward_training, algorithm.eltwise_relu_use_dst_for_bwd, flat, 0, 0));
    eltwise_backward.desc wanted =
        kept.add(
            new eltwise_backward.desc(algorithm.eltwise_relu_use_dst_for_bwd, flat, flat, 0, 0));
    eltwise_backward.primitive_desc chosen =
        kept.add(
            new eltwise_backward.primitive_desc(
                wanted,
                oneDnn.processor(),
                kept.add(new eltwise_forward.primitive_desc(forward, oneDnn.processor()))));
    output = kept.add(oneDnn.newPlace(flat));
    behind = kept.add(oneDnn.newPlace(flat));
    before = kept.add(oneDnn.newPlace(flat));
    primitive = kept.add(new eltwise_backward(chosen));
    arguments = kept.add(new IntMemoryMap());
    arguments.put(DNNL_ARG_DST, output);
    arguments.put(DNNL_ARG_DIFF_DST, behind);
    arguments.put(DNNL_ARG_DIFF_SRC, before);
  }

  /**
   * Lets the gradient through where ReLU let something through.
   *
   * @param activated what ReLU gave; dense, float32
   * @param delta the gradient behind it
   * @param into takes the gradient before it; may be {@code delta}
   */
  public void run(INDArray activated, INDArray delta, INDArray into) {
    OneDnn.set(output, activated);
    OneDnn.set(behind, delta);
    OneDnn.set(before, into);
    primitive.execute(stream, arguments);
    stream._wait();
  }

  /** Frees what was prepared; it cannot be used any more. */
  @Override
  public void close() {
    kept.close();
  }
}
