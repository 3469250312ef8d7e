package io.transferlab.export;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.onnx.Normalisation;
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
 * @param frozen the features and the machine behind it; null: its own top, or a head
 * @param headed the head behind it; null: its own top, or a machine
 * @param classes of the outputs
 * @param temperature what the scores are divided by
 * @param threshold of "I do not know"; 0: none
 * @param provenance where it comes from
 */
record Exported(
    String name,
    FrozenNetwork network,
    PictureClassifier.@Nullable Frozen frozen,
    @Nullable HeadedNetwork headed,
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
        network.name(), network, null, null, network.classes(), 1, 0, network.provenance());
  }

  static Exported of(PictureClassifier classifier) {
    return new Exported(
        classifier.name(),
        classifier.network(),
        classifier.frozen(),
        classifier.headed(),
        classifier.classes(),
        classifier.temperature(),
        classifier.threshold(),
        classifier.provenance());
  }

  /** What travels with the weights, as texts. */
  Map<String, String> metadata() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("classes", oneLine(classes));
    facts.put("network", name);
    facts.put("preprocessing", preprocessing());
    facts.put("temperature", String.valueOf(temperature));
    if (threshold > 0) {
      facts.put("threshold", String.valueOf(threshold));
    }
    provenance.facts().forEach((key, value) -> facts.put("provenance." + key, value));
    return facts;
  }

  private static String oneLine(Object value) {
    return Json.text(value).replaceAll("\\n *", "");
  }

  /** The network of DL4J, whose layers are written one by one. */
  Backbone backbone() {
    return (Backbone) network;
  }

  /** The means of the preprocessing, in the order of the channels that the network reads. */
  float[] means() {
    Preprocessing by = backbone().preprocessing();
    return by.swapsToBgr()
        ? new float[] {by.blue(), by.green(), by.red()}
        : new float[] {by.red(), by.green(), by.blue()};
  }

  /** As JSON: channels, minus their means, divided by a number. */
  String preprocessing() {
    Map<String, Object> by = new LinkedHashMap<>();
    if (network.preprocessing() instanceof Normalisation normalisation) {
      by.put("framing", network.framing().toString());
      by.put("channels", normalisation.channels().name());
      by.put("divisor", normalisation.divisor());
      by.put("mean", normalisation.mean());
      by.put("std", normalisation.std());
      return oneLine(by);
    }
    by.put("channels", backbone().preprocessing().swapsToBgr() ? "BGR" : "RGB");
    by.put("mean", means());
    by.put("divisor", backbone().preprocessing().divisor());
    return oneLine(by);
  }
}
