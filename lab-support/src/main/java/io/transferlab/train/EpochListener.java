package io.transferlab.train;

/** Told of a training run while it goes on; on the training thread, which waits. */
@FunctionalInterface
public interface EpochListener {
  /** Does nothing. */
  EpochListener SILENT = soFar -> {};

  /** Prints one line an epoch, and what there is to know. */
  EpochListener LINES =
      new EpochListener() {
        @Override
        public void onEpoch(History soFar) {
          System.out.println(soFar.last());
        }

        @Override
        public void note(String line) {
          System.out.println(line);
        }
      };

  /**
   * Called after each epoch.
   *
   * @param soFar the run up to and with this epoch
   */
  void onEpoch(History soFar);

  /**
   * Whether it shows by itself, in what {@link #onStep} tells, that a long run goes on. Otherwise
   * {@link io.transferlab.core.Progress} does.
   *
   * @return false unless it says so
   */
  default boolean isLive() {
    return false;
  }

  /**
   * Called after each batch.
   *
   * @param at where the run is
   */
  default void onStep(TrainingProgress at) {}

  /**
   * Called after pictures have passed the whole network without its learning from them: to judge an
   * epoch, or once for all epochs through frozen layers. As fast as that, others will pass it.
   *
   * @param pictures how many, 1 or more
   * @param seconds how long it took, reading them included
   */
  default void onLook(int pictures, double seconds) {}

  /**
   * Called with what a person should know: that frozen layers are computed once, that a run goes on
   * from a checkpoint, that something looks wrong and what to do about it.
   *
   * @param line one line
   */
  default void note(String line) {}
}
