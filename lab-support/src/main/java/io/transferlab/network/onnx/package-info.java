/**
 * Networks of any kind as files of ONNX, computed by ONNX Runtime: {@link
 * io.transferlab.network.onnx.OnnxNetwork} is what the rest of the course sees of them.
 */
@NullMarked
package io.transferlab.network.onnx;

import org.jspecify.annotations.NullMarked;
