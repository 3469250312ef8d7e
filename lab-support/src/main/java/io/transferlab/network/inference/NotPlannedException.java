package io.transferlab.network.inference;

import org.jspecify.annotations.Nullable;

/** There is a layer that the compiler cannot translate; whoever asked takes another way. */
final class NotPlannedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPlannedException(String layer, @Nullable Object what) {
    super(layer + ", " + what);
  }
}
