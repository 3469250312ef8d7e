package io.transferlab.export;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.network.Backbone;
import io.transferlab.predict.PictureClassifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is exported.
 *
 * @param name for people
 * @param network with its top, or what gives the features
 * @param frozen what comes behind it; null: its own top
 * @param classes of the outputs
 * @param temperature what the scores are divided by
 * @param threshold of "I do not know"; 0: none
 * @param provenance where it comes from
 */
record Exported(
    String name,
    Backbone network,
    PictureClassifier.@Nullable Frozen frozen,
    List<String> classes,
    double temperature,
    double threshold,
    Provenance provenance) {
  static Exported of(Backbone network) {
    if (network.classes().isEmpty()) {
      throw LabException.of(
          "a network with classes",
          network.name() + " without its top",
          "put a head on it: fine-tune it on your pictures");
    }
    return new Exported(
        network.name(), network, null, network.classes(), 1, 0, network.provenance());
  }

  static Exported of(PictureClassifier classifier) {
    return new Exported(
        classifier.name(),
        classifier.backbone(),
        classifier.frozen(),
        classifier.classes(),
        classifier.temperature(),
        classifier.threshold(),
        classifier.provenance());
  }

  /** What travels with the weights, as texts. */
  Map<String, String> metadata() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("classes", Json.text(classes).replaceAll("\\n *", ""));
    facts.put("network", name);
    facts.put("preprocessing", network.preprocessing().toString());
    facts.put("temperature", String.valueOf(temperature));
    if (threshold > 0) {
      facts.put("threshold", String.valueOf(threshold));
    }
    provenance.facts().forEach((key, value) -> facts.put("provenance." + key, value));
    return facts;
  }
}
