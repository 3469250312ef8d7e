package io.transferlab.words.train;

/** Told of the training of word vectors while it goes on. */
@FunctionalInterface
public interface TrainingListener {
  /** Does nothing. */
  TrainingListener SILENT = epoch -> {};

  /** Prints one line an epoch. */
  TrainingListener LINES = System.out::println;

  /**
   * Called on the training thread after each epoch; training waits for it.
   *
   * @param epoch what it brought
   */
  void onEpoch(TrainingEpoch epoch);
}
