package io.transferlab.train;

/** Told of a training run while it goes on. */
@FunctionalInterface
public interface EpochListener {
  /** Does nothing. */
  EpochListener SILENT = soFar -> {};

  /** Prints one line an epoch. */
  EpochListener LINES = soFar -> System.out.println(soFar.epochs().get(soFar.epochs().size() - 1));

  /**
   * Called on the training thread after each epoch; training waits for it.
   *
   * @param soFar the run up to and with this epoch
   */
  void onEpoch(History soFar);
}
