package io.transferlab.network.inference;

import org.jspecify.annotations.Nullable;

/** There is a layer that the compiler cannot translate; whoever asked takes another way. */
final class NotPlannedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String words;

  NotPlannedException(String layer, @Nullable Object what) {
    super(layer + ", " + what);
    words =
        what == null || what instanceof String
            ? layer + ", " + what
            : layer + ", of DL4J's kind " + what.getClass().getSimpleName() + ", or set as none is";
  }

  /** The layer and its kind, without all its settings. */
  String words() {
    return words;
  }
}
