package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.evaluate.Evaluation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network with a top says about pictures. */
public sealed interface Classifier extends PictureInput permits Backbone {
  /**
   * The names of its outputs.
   *
   * @return in output order
   */
  List<String> classes();

  /**
   * Where its weights come from.
   *
   * @return seed, data, command and figures
   */
  Provenance provenance();

  /**
   * Class probabilities of one batch.
   *
   * @param batch pictures prepared by this network
   * @return {@code [n, classes]}, rows sum to 1
   * @throws LabException without a top, or if another network prepared the pictures
   */
  INDArray probabilities(Batch batch);

  /**
   * The most probable classes of each picture of a batch, as Keras' {@code decode_predictions}.
   *
   * @param probabilities what {@link #probabilities} gave: {@code [n, classes]}
   * @param most how many classes at most
   * @return for each row the best first; equal probabilities in the order of the classes
   * @throws LabException if the list of classes of fetched weights is missing; says how to get it
   */
  default List<List<Prediction>> decodePredictions(INDArray probabilities, int most) {
    ClassNames.require(this);
    return Prediction.decode(probabilities, classes(), most);
  }

  /**
   * The most probable classes of one picture.
   *
   * @param picture any size, stretched to the network's
   * @param most how many classes at most
   * @return best first
   */
  default List<Prediction> predict(BufferedImage picture, int most) {
    return predict(List.of(picture), most).get(0);
  }

  /**
   * The most probable classes of each of several pictures.
   *
   * @param pictures any size, stretched to the network's
   * @param most how many classes at most
   * @return for each picture the best first, in the order of the pictures
   */
  default List<List<Prediction>> predict(List<BufferedImage> pictures, int most) {
    List<Picture> all = new ArrayList<>();
    for (BufferedImage picture : pictures) {
      all.add(new Picture("picture " + (all.size() + 1), 0, size -> picture));
    }
    return predict(ImageSet.of("pictures", classes(), all), most);
  }

  /**
   * The most probable classes of a labelled picture, whatever its label.
   *
   * @param picture of any set
   * @param most how many classes at most
   * @return best first
   */
  default List<Prediction> predict(Picture picture, int most) {
    return predict(ImageSet.of("picture", classes(), List.of(picture)), most).get(0);
  }

  /**
   * The most probable classes of each picture of a set, whatever its classes.
   *
   * @param set the pictures
   * @param most how many classes at most
   * @return for each picture the best first, in the order of the set
   */
  default List<List<Prediction>> predict(ImageSet set, int most) {
    ClassNames.require(this);
    int atOnce = 32;
    List<List<Prediction>> found = new ArrayList<>();
    for (Batch batch : batches(pixels(set), atOnce)) {
      try (batch) {
        found.addAll(decodePredictions(probabilities(batch), most));
      }
    }
    return found;
  }

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
}
