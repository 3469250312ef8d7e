package io.transferlab.cli;

import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the weights of a source come from: the same option wherever a command takes a source. */
final class SourceWeights {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "the weights of the source from this file instead: .h5, .weights.h5 or .keras of Keras,"
              + " or a network saved here")
  private Path file;

  /**
   * Loads the source.
   *
   * @param source its name
   * @return the network, from the file if one was given
   * @throws io.transferlab.core.LabException for an unknown name, or a file that is damaged or
   *     another network's
   */
  Backbone load(String source) {
    Pretrained named = Pretrained.named(source);
    return file == null ? named.load() : named.load(file);
  }

  /**
   * Opens the source for questions alone.
   *
   * @param source as it was typed
   * @return the network, which is never changed
   * @throws io.transferlab.core.LabException as {@link #load}
   */
  FrozenNetwork frozen(String source) {
    return load(source);
  }
}
