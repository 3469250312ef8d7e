package io.transferlab.cli;

import io.transferlab.network.FrozenNetwork;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code environment/lab fne SOURCE TARGET}. */
@Command(
    name = "fne",
    mixinStandardHelpOptions = true,
    description = {
      "The Full-Network Embedding of a pretrained network, and a linear SVM.",
      "Without --layers: all layers with a ReLU, averaged over their maps."
    })
final class FneCommand extends FeatureClassifier {
  @Override
  List<Method> methods(FrozenNetwork network, List<String> chosen) {
    return List.of(Method.fne(chosen == null ? network.descriptorLayers() : chosen));
  }

  @Override
  String word() {
    return "fne";
  }
}
