package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.keras.KerasFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network whose weights are fetched: what it is called in the catalogue, and what belongs to the
 * weights.
 *
 * @param id the network's name
 * @param entry the catalogue's name of the weights with top
 * @param withoutTop the catalogue's name of the weights without top; null if there are none
 * @param architecture family and sizes
 * @param preprocessing what the weights were trained with
 * @param classes how many outputs the top has
 * @param names the file that lists them, fetched with the weights
 */
record FetchedWeights(
    String id,
    String entry,
    String withoutTop,
    Architecture architecture,
    Preprocessing preprocessing,
    int classes,
    String names) {

  /**
   * Loads what was fetched.
   *
   * @param ending with or without top; a top has this network's own number of classes
   * @param side of the pictures; with top the architecture's own
   * @param places where to look
   * @return the network
   * @throws LabException if nothing was fetched; names the command
   */
  Backbone load(Ending ending, int side, Places places) {
    DownloadCatalogue catalogue = DownloadCatalogue.load();
    Entry whole = catalogue.get(entry);
    Optional<Path> folder = places.find(whole);
    Entry found = whole;
    if (folder.isEmpty() && !ending.hasTop() && withoutTop != null) {
      found = catalogue.get(withoutTop);
      folder = places.find(found);
    }
    if (folder.isEmpty()) {
      throw LabException.of(
          "the weights of " + id + " on this machine",
          "nothing in " + places.target(whole),
          "run `%s` (%s; %s)"
              .formatted(whole.command(), Sizes.text(whole.bytes()), whole.licence()));
    }
    return load(folder.get().resolve(found.files().get(0).name()), ending, side, places);
  }

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
  Backbone load(Path file, Ending wanted, int side, Places places) {
    try (KerasFile keras = KerasFile.open(file, KerasNames.inKerasOrder(architecture))) {
      KerasWeights weights = KerasWeights.of(keras);
      Ending ending = wanted;
      if (ending == null) {
        ending = weights.classes() > 1 ? Ending.top(weights.classes()) : Ending.AVERAGE;
      }
      Architecture shape = architecture.withSide(side);
      if (weights.isLegacy() && shape instanceof ResNetShape present) {
        shape =
            new ResNetShape(
                side, present.width(), ResNetShape.RESNET50_LEGACY.epsilon(), present.momentum());
      }
      Provenance provenance =
          Provenance.none()
              .with("weights", file.getFileName())
              .with("generation", weights.isLegacy() ? "Keras before 2019" : "Keras");
      List<String> classNames =
          ending.hasTop() ? classNames(ending.classes(), file, places) : List.of();
      if (ending.classes() == classes && classNames.equals(ClassNames.numbered(classes))) {
        provenance = provenance.with(ClassNames.MISSING, wayToNames());
      }
      return Backbone.of(
          id, weights.fill(id, shape, ending), shape, preprocessing, classNames, provenance);
    }
  }

  private List<String> classNames(int count, Path file, Places places) {
    if (count != classes) {
      return ClassNames.numbered(count);
    }
    Path beside = file.resolveSibling(names);
    if (Files.exists(beside)) {
      return checked(ClassNames.read(beside), beside);
    }
    Optional<Path> fetched =
        places
            .find(DownloadCatalogue.load().get(entry))
            .map(f -> f.resolve(names))
            .filter(Files::exists);
    return fetched.isPresent()
        ? checked(ClassNames.read(fetched.get()), fetched.get())
        : ClassNames.numbered(count);
  }

  private String wayToNames() {
    Entry whole = DownloadCatalogue.load().get(entry);
    String address =
        whole.files().stream()
            .filter(f -> f.name().equals(names) && !f.urls().isEmpty())
            .map(f -> " (" + f.urls().get(0) + ")")
            .findFirst()
            .orElse("");
    return "run `%s`, or put %s%s beside the weights".formatted(whole.command(), names, address);
  }

  private List<String> checked(List<String> found, Path file) {
    if (found.size() != classes) {
      throw LabException.of(
          classes + " names of classes in " + file,
          String.valueOf(found.size()),
          "run `environment/lab data fetch " + entry + "` again");
    }
    return found;
  }
}
