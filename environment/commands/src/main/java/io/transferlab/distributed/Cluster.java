package io.transferlab.distributed;

import io.transferlab.data.ImageSet;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.FeatureEngine;
import io.transferlab.features.FeatureExtractor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Machines that compute features together, as long as it is open. */
public interface Cluster extends AutoCloseable {
  /** What is done to features before a machine is trained on them. */
  enum Embedding {
    /** Each layer divided by its L2 norm. */
    L2,
    /** Standardised by the training pictures, then -1, 0 or 1 by the published limits. */
    FNE
  }

  /**
   * A way from activations to what the classifier sees.
   *
   * @param layers the layers it takes
   * @param embedding what is done to their features
   */
  record Way(List<String> layers, Embedding embedding) {}

  /**
   * What a training on the cluster gave.
   *
   * @param predicted what was said of the test pictures, in their set's order
   * @param dimension how many features there are of a picture
   * @param seconds for embedding, training and test
   * @param provenance where the features come from, and how it was trained
   */
  record Trained(
      Predicted predicted, int dimension, double seconds, Map<String, String> provenance) {}

  /**
   * What several trainings on the same features gave.
   *
   * @param trained one a way, in their order
   * @param problems the pictures that could not be read: one line each
   */
  record Study(List<Trained> trained, List<String> problems) {}

  /**
   * What was written.
   *
   * @param rows how many
   * @param dimension how many features in a row
   * @param problems the pictures that could not be read: one line each
   * @param provenance where the features come from
   */
  record Written(int rows, int dimension, List<String> problems, Map<String, String> provenance) {}

  /**
   * The cluster as what computes the features of an extractor, whose result comes to this machine.
   *
   * @return the engine, for {@link FeatureExtractor#withEngine}
   */
  FeatureEngine engine();

  /**
   * Computes features and leaves them in a folder of Parquet files, however many they are.
   *
   * @param extractor network, layers and options
   * @param set the pictures
   * @param folder a new folder
   * @return what is in it
   * @throws io.transferlab.core.LabException if it is there already
   */
  Written write(FeatureExtractor extractor, ImageSet set, Path folder);

  /**
   * Trains linear machines where the features lie, for what fits no machine.
   *
   * @param extractor network and options, with the layers of all ways
   * @param train training pictures
   * @param test test pictures
   * @param ways what to compare
   * @param c what a mistake costs
   * @return what they say of the test pictures
   */
  Study classify(
      FeatureExtractor extractor, ImageSet train, ImageSet test, List<Way> ways, double c);

  /** Gives the machines back. */
  @Override
  void close();
}
