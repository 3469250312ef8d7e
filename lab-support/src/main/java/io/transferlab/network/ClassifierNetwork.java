package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that tells classes apart: a whole one of DL4J, any of whose layers may learn, or a
 * frozen one and the head that was trained behind it.
 */
public sealed interface ClassifierNetwork permits Backbone, HeadedNetwork {
  /**
   * Its name.
   *
   * @return the name, for instance {@code Sketch_Objects}
   */
  String name();

  /**
   * The names of its outputs.
   *
   * @return in output order; empty without top
   */
  List<String> classes();

  /**
   * Where its weights come from.
   *
   * @return seed, data, plan and figures
   */
  Provenance provenance();

  /**
   * Classifies a set.
   *
   * @param set labelled pictures whose classes are this network's
   * @return what it got right
   */
  default Evaluation evaluate(ImageSet set) {
    return classify(set).evaluation();
  }

  /**
   * Classifies a set, with its loss and the pictures that could not be read.
   *
   * @param set labelled pictures whose classes are this network's
   * @return all of it
   */
  Classified classify(ImageSet set);

  /**
   * The most probable classes of each picture of a set, whatever its classes.
   *
   * @param set the pictures
   * @param most how many classes at most
   * @return for each picture the best first, in the order of the set
   * @throws LabException without a top, or if the names of its classes are missing
   */
  List<List<ClassProbability>> predict(ImageSet set, int most);

  /**
   * Writes the network, with all that belongs to it.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @throws LabException if it cannot be written
   */
  void save(Path file);
}
