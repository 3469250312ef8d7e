package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.onnx.NetworkCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network that is a file of ONNX and has a name: fetched once, asked and never changed.
 *
 * @param id the name, as {@link Pretrained#id()}; in small letters with hyphens the catalogue's
 */
record OnnxSource(String id) {
  /** What the catalogue has of it. */
  Entry entry() {
    return DownloadCatalogue.load().get(id);
  }

  /** Whether it was fetched. */
  boolean isHere(Places places) {
    return places.find(entry()).isPresent();
  }

  /**
   * Where its file lies.
   *
   * @param places where to look
   * @return the file; with it the classes, if it has any
   * @throws LabException if nothing was fetched; names the command
   */
  Path file(Places places) {
    Entry entry = entry();
    Optional<Path> folder = places.find(entry);
    return folder
        .orElseThrow(() -> notFetched(id, entry, places))
        .resolve(entry.files().get(0).name());
  }

  /** Its card: beside the file if there is one, else that of the catalogue. */
  NetworkCard card(Path file) {
    Path beside = NetworkCard.beside(file);
    return Files.exists(beside) ? NetworkCard.read(beside) : NetworkCard.ofCatalogue(id, file);
  }

  /** Says which command fetches the weights of a network, and what that costs. */
  static LabException notFetched(String id, Entry entry, Places places) {
    return LabException.of(
        "the weights of " + id + " on this machine",
        "nothing in " + places.target(entry),
        "run `%s` (%s; %s)".formatted(entry.command(), Sizes.text(entry.bytes()), entry.licence()));
  }
}
