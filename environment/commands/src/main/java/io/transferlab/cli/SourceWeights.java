package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Sources;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What belongs to a source: the same options wherever a command takes one. */
final class SourceWeights {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "the weights of the source from this file instead: .h5, .weights.h5 or .keras of Keras,"
              + " or a network saved here")
  private Path file;

  @Option(
      names = "--card",
      paramLabel = "FILE.json",
      description =
          "of a source of ONNX: how pictures are prepared for it, where that is not in the file's"
              + " own FILE.card.json")
  private Path card;

  /**
   * Opens the source for questions alone.
   *
   * @param source as it was typed
   * @return the network, from the file if one was given; never changed
   * @throws LabException for an unknown name, or a file that is damaged or another network's
   */
  FrozenNetwork frozen(String source) {
    return recipe(source).open();
  }

  /**
   * How another machine comes to the same network.
   *
   * @param source as it was typed
   * @return its name or file, and these options
   * @throws LabException for options that do not go together
   */
  NetworkRecipe recipe(String source) {
    if (file != null) {
      check(source);
    }
    return new NetworkRecipe(source, file, card);
  }

  private void check(String source) {
    if (Sources.isOnnx(source)) {
      throw LabException.of(
          "a source that has a name, for --weights " + Names.printable(file),
          source + ", a network of ONNX that has its weights",
          "leave out --weights");
    }
    requireNoCard(Pretrained.named(source));
    requireNoNetwork(source, Pretrained.named(source));
  }

  /**
   * Loads a source that can be trained.
   *
   * @param source its name
   * @return the network, from the file if one was given
   * @throws LabException as {@link #frozen}; also for a network of ONNX
   */
  Backbone load(String source) {
    Pretrained named = Pretrained.named(source);
    requireNoCard(named);
    if (file == null) {
      return named.load();
    }
    requireNoNetwork(source, named);
    return named.load(file);
  }

  private void requireNoCard(Pretrained named) {
    if (card != null) {
      throw LabException.of(
          "a source of ONNX for --card " + Names.printable(card), named.id(), "leave out --card");
    }
  }

  private void requireNoNetwork(String source, Pretrained named) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw LabException.of(
          "weights of " + named.id() + " behind --weights",
          Names.printable(file) + ", a network of its own",
          "type it as the source, in place of " + source);
    }
  }
}
