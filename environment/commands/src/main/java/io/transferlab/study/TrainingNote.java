package io.transferlab.study;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.network.Backbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code environment/lab sketch train} trained a network with, in a file of JSON beside the
 * weights: for the commands that tell networks apart. (The provenance inside the weights says the
 * same and more, for people.)
 *
 * @param weights the beginning of the SHA-256 of the weights it belongs to
 * @param seed of weights, drawings and order
 * @param command what makes the network
 */
public record TrainingNote(String weights, long seed, String command) {
  /**
   * The note of a network.
   *
   * @param network the network as it is in its file
   * @param seed what it was trained with
   * @param command what makes it
   * @return the note
   */
  public static TrainingNote of(Backbone network, long seed, String command) {
    return new TrainingNote(SourceNetwork.hash(network), seed, command);
  }

  /** The place of the note of some weights. */
  private static Path beside(Path weights) {
    return weights.resolveSibling(weights.getFileName() + ".training.json");
  }

  /**
   * Writes the note.
   *
   * @param file the weights it belongs to
   * @throws LabException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.writeText(beside(file), Json.text(this) + "\n");
  }

  /**
   * Reads a note.
   *
   * @param file weights
   * @param network what is in them
   * @return the note; empty if there is none, or it belongs to other weights
   * @throws LabException if it cannot be read
   */
  public static Optional<TrainingNote> read(Path file, Backbone network) {
    Path beside = beside(file);
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    try {
      TrainingNote note = Json.read(Files.readString(beside), TrainingNote.class);
      return Optional.ofNullable(note).filter(n -> SourceNetwork.hash(network).equals(n.weights()));
    } catch (IOException | JsonException e) {
      throw LabException.reading(beside, e, "delete it; the network's seed is then not known");
    }
  }
}
