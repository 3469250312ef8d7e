package io.transferlab.network.onnx;

import ai.onnxruntime.OnnxJavaType;

/**
 * What a layer gives for one picture.
 *
 * @param shape of its values, the batch first
 * @param type of its numbers
 */
record LayerForm(long[] shape, OnnxJavaType type) {
  int rank() {
    return shape.length;
  }

  boolean isNumbers() {
    return type == OnnxJavaType.FLOAT
        || type == OnnxJavaType.FLOAT16
        || type == OnnxJavaType.BFLOAT16
        || type == OnnxJavaType.DOUBLE;
  }
}
