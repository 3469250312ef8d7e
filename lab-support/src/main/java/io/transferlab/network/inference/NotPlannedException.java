package io.transferlab.network.inference;

/** There is a layer that the compiler cannot translate; whoever asked takes another way. */
final class NotPlannedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPlannedException(String layer, String why) {
    super(layer + ", " + why);
  }

  /** The layer and its kind, without all its settings. */
  static NotPlannedException ofKind(String layer, Object kind) {
    return new NotPlannedException(
        layer, "of DL4J's kind " + kind.getClass().getSimpleName() + ", or set as none is");
  }

  /** The layer, and why it has no translation. */
  String words() {
    return String.valueOf(getMessage());
  }
}
