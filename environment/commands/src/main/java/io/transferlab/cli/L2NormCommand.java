package io.transferlab.cli;

import io.transferlab.network.FrozenNetwork;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code environment/lab l2norm SOURCE TARGET}. */
@Command(
    name = "l2norm",
    mixinStandardHelpOptions = true,
    description =
        "Features of a pretrained network, each layer divided by its L2 norm, and a "
            + "linear SVM. Without --layers: the last two layers, each by itself and both "
            + "together.")
final class L2NormCommand extends FeatureClassifier {
  @Override
  List<Method> methods(FrozenNetwork network, List<String> chosen) {
    if (chosen != null) {
      return List.of(Method.l2(chosen));
    }
    List<Method> methods = new ArrayList<>(Method.lastTwo(network));
    methods.add(Method.l2(methods.stream().flatMap(m -> m.layers().stream()).toList()));
    return methods;
  }

  @Override
  String word() {
    return "l2norm";
  }
}
