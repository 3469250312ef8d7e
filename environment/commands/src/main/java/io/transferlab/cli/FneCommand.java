package io.transferlab.cli;

import io.transferlab.network.FrozenNetwork;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab fne SOURCE TARGET}. */
@Command(
    name = "fne",
    mixinStandardHelpOptions = true,
    description =
        "The Full-Network Embedding of a pretrained network, and a linear SVM. "
            + "Without --layers: all layers with a ReLU, averaged over their maps; of a "
            + "transformer what its blocks leave in the class token and, on average, in the "
            + "patches.")
final class FneCommand extends FeatureClassifier {
  @Option(
      names = "--fitted",
      description = "also with limits fitted to the training pictures, as -0.25 and 0.15 once were")
  private boolean fitted;

  @Override
  List<Method> methods(FrozenNetwork network, List<String> chosen) {
    List<String> layers = chosen == null ? network.descriptorLayers() : chosen;
    return fitted
        ? List.of(Method.fitted(layers), Method.fne(layers))
        : List.of(Method.fne(layers));
  }

  @Override
  String word() {
    return "fne";
  }
}
