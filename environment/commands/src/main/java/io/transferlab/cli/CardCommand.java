package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.TypedPath;
import io.transferlab.network.onnx.CardDraft;
import io.transferlab.network.onnx.NetworkCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab card FILE.onnx}. */
@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    description =
        "Writes the card of a network in a file of ONNX: X.card.json beside X.onnx, "
            + "which says how pictures are prepared for it. What the graph does not say "
            + "stands as \"?\" in it, for you to complete; with a preset that is usual for "
            + "its kind there is nothing left to do but to check.")
final class CardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.onnx", description = "the network")
  private String typed;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "how pictures are normalised: imagenet, half, tf-lite, clip, caffe, unit or raw; and the"
              + " resize that is usual with it")
  private String preset;

  @Option(names = "--force", description = "replace a card that is there")
  private boolean force;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  /** What {@code --json} prints. */
  private record Written(String file, List<String> graph, List<String> open) {}

  @Override
  public Integer call() {
    Path onnx = TypedPath.of(typed);
    Path card = NetworkCard.beside(onnx);
    OutputPlace.file("the name of the network, for its card,", card);
    if (Files.exists(card) && !force) {
      throw LabException.of(
          "no card of " + Names.printable(onnx) + " yet",
          Names.printable(card),
          "edit it, or replace it with --force");
    }
    CardDraft draft = CardDraft.of(onnx, preset);
    AtomicFiles.writeText(card, draft.json() + "\n");
    if (json) {
      System.out.println(Json.text(new Written(card.toString(), draft.known(), draft.open())));
      return 0;
    }
    System.out.println("Written to " + Names.printable(card) + ":\n" + draft.json());
    System.out.println("\nThe graph says");
    draft.known().forEach(line -> System.out.println("  " + line));
    if (draft.open().isEmpty()) {
      System.out.println(
          "\nThe rest is what is usual with "
              + preset
              + "; compare it with what its maker says. Then it is a SOURCE, for instance");
    } else {
      System.out.println("\nYours to complete: " + String.join(", ", draft.open()));
      System.out.println(CardDraft.help());
      System.out.println("\nThen it is a SOURCE, for instance");
    }
    System.out.println("  environment/lab fne " + Names.inShell(onnx) + " sketch-animals");
    return 0;
  }
}
