package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network whose weights are fetched: what they are called in the catalogue.
 *
 * @param network what belongs to the weights
 * @param entry the catalogue's name of the weights with top
 * @param withoutTop the catalogue's name of the weights without top; null if there are none
 */
record FetchedWeights(KerasNetwork network, String entry, @Nullable String withoutTop) {
  /** Whether the weights with top were fetched. */
  boolean isHere(Places places) {
    return places.find(DownloadCatalogue.load().get(entry)).isPresent();
  }

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
      throw OnnxSource.notFetched(network.id(), whole, places);
    }
    Path file = folder.get().resolve(found.files().get(0).name());
    return network.load(file, ending, side, places);
  }
}
