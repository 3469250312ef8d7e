package io.transferlab.network;

import io.transferlab.network.onednn.OneDnn;
import io.transferlab.network.onednn.Prepared;
import io.transferlab.network.onednn.ReluGradient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of ReLU: one pass of oneDNN where it can be had by itself; else one step function
 * and one product, still four times as fast as the native {@code relu_bp}. One for each layer.
 */
final class ReluBackward {
  private @Nullable Prepared<Long, ReluGradient> prepared;

  /**
   * Lets a gradient through where ReLU did.
   *
   * @param activated what ReLU gave; dense, in C order
   * @param delta the gradient behind it, of the same shape and order
   * @param into takes the gradient before it
   */
  void backward(INDArray activated, INDArray delta, INDArray into) {
    Optional<OneDnn> oneDnn = delta.dataType() == DataType.FLOAT ? OneDnn.find() : Optional.empty();
    if (oneDnn.isPresent()) {
      if (prepared == null) {
        prepared = new Prepared<>(length -> new ReluGradient(oneDnn.get(), length));
      }
      prepared.get(delta.length()).run(activated, delta, into);
    } else {
      Nd4j.exec(new Step(activated, into, 0));
      into.muli(delta);
    }
  }
}
