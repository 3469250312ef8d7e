package io.transferlab.cli;

import io.transferlab.network.Backbone;
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
  List<Method> methods(Backbone backbone, List<String> chosen) {
    return List.of(Method.fne(chosen == null ? backbone.reluLayers() : chosen));
  }

  @Override
  String word() {
    return "fne";
  }
}
