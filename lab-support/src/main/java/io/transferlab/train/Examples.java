package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.network.Classified;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run learns from and is judged by: pictures that pass the whole network, or the features of
 * a frozen trunk that pass its head alone.
 */
interface Examples extends AutoCloseable {
  /**
   * Answers for pictures.
   *
   * @param onTrain for some of the training pictures; null if these were not asked for
   * @param onValidation for the validation pictures
   */
  record Look(@Nullable Classified onTrain, Classified onValidation) {
    /** How many pictures it was asked for and answered. */
    int pictures() {
      int training = onTrain == null ? 0 : onTrain.evaluation().total();
      return training + onValidation.evaluation().total();
    }
  }

  /** Is given a batch to learn from. */
  @FunctionalInterface
  interface Learner {
    /**
     * Learns.
     *
     * @param input what {@link #graph()} takes in; closed by the caller afterwards
     * @param labels the class of each example
     */
    void learn(INDArray input, int[] labels);
  }

  /**
   * Does what is done once, before the first epoch.
   *
   * @param listener is told how far it is
   */
  default void prepare(EpochListener listener) {}

  /** What learns. */
  ComputationGraph graph();

  /** Whether that is the whole network, to which pictures are shown, and not only its head. */
  boolean areWhole();

  /**
   * When the layers are computed that do not learn, in words.
   *
   * @param seconds what {@link #prepare} took
   * @return null if there are none
   */
  default @Nullable String computed(double seconds) {
    return null;
  }

  /** How many batches an epoch has at most. */
  int stepsPerEpoch();

  /**
   * One pass over the training pictures, in an order that depends on seed and number alone.
   *
   * @param number of the epoch, 1 for the first
   * @param learner is given the batches
   */
  void epoch(int number, Learner learner);

  /** A batch of the largest size with nothing in it, to see whether it fits into the memory. */
  INDArray blank(int size);

  /**
   * What the network as it is now says of pictures that are not changed.
   *
   * @param training whether it is asked for some of the training pictures too
   */
  Look look(boolean training);

  /** The error for training pictures of which none could be read. */
  LabException unreadable();

  /** The pictures that could not be read, one line each. */
  List<String> problems();

  /** Brings what was learned into the network that shall have it. */
  @Override
  void close();
}
