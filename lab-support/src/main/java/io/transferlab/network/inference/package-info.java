/**
 * The way from prepared pictures to activations, where nothing is trained: a session of ONNX
 * Runtime, or DL4J's graph. Who calls knows {@link io.transferlab.network.inference.ForwardPass}
 * alone.
 */
@NullMarked
package io.transferlab.network.inference;

import org.jspecify.annotations.NullMarked;
