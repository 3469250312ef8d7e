/**
 * The way from prepared pictures to activations, where nothing is trained: a plan of the course's
 * own on oneDNN or ND4J's operations, or DL4J's graph. Who calls knows {@link
 * io.transferlab.network.inference.ForwardPass} alone.
 */
@NullMarked
package io.transferlab.network.inference;

import org.jspecify.annotations.NullMarked;
