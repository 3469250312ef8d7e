package io.transferlab.network;

import io.transferlab.core.Provenance;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.keras.KerasWeights;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a file of Keras becomes a network: what belongs to its weights and is not in the file.
 *
 * @param id what to call the network
 * @param architecture family and sizes
 * @param preprocessing what the weights were trained with
 * @param published the classes of the weights as they were published; null if there is no such list
 */
record KerasNetwork(
    String id,
    Architecture architecture,
    Preprocessing preprocessing,
    @Nullable PublishedClasses published) {
  /**
   * Loads any Keras file of this network.
   *
   * @param file the file
   * @param wanted with or without top; null: with top if the file has one, else with the mean of
   *     each feature map
   * @param side of the pictures
   * @param places where the names of the classes may be, other than beside the file
   * @return the network; without their names its classes are numbered, and {@link
   *     Backbone#decodePredictions} says so
   */
  Backbone load(Path file, @Nullable Ending wanted, int side, Places places) {
    try (KerasWeights weights =
        KerasWeights.open(file, architecture.configuration(Ending.top(2), 0))) {
      Ending ending = wanted;
      if (ending == null) {
        ending = weights.classes() > 1 ? Ending.top(weights.classes()) : Ending.AVERAGE;
      }
      Architecture shape = architecture.withSide(side);
      if (weights.isLegacy() && shape instanceof ResNetShape present) {
        shape = present.legacy();
      }
      Provenance provenance =
          Provenance.none()
              .with("weights", file.getFileName())
              .with("generation", weights.isLegacy() ? "Keras before 2019" : "Keras");
      ClassList classes = ClassList.numbered(ending.classes());
      if (published != null && ending.classes() == published.count()) {
        classes = published.read(file, places);
      }
      if (classes.wayToNames() != null) {
        provenance = provenance.with(ClassList.MISSING, classes.wayToNames());
      }
      return Backbone.of(
          id,
          weights.fill(id, shape.configuration(ending, 0)),
          shape,
          preprocessing,
          classes,
          provenance);
    }
  }
}
