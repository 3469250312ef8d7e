package io.transferlab.projection;

/** Hears of a t-SNE map while it grows. */
@FunctionalInterface
public interface TsneListener {
  /** Hears nothing. */
  TsneListener SILENT = step -> {};

  /**
   * Called on the thread that maps, at the beginning, every {@value Tsne#STEPS_BETWEEN} steps, and
   * at the end.
   *
   * @param step the map now
   */
  void onStep(TsneStep step);
}
