package io.transferlab.export;

import io.transferlab.core.Json;
import io.transferlab.network.Backbone;
import java.util.LinkedHashMap;
import java.util.Map;

/** What travels with the weights, as texts. */
final class Metadata {
  private Metadata() {}

  static Map<String, String> of(Backbone network) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("classes", Json.text(network.classes()));
    facts.put("network", network.name());
    facts.put("preprocessing", network.preprocessing().toString());
    network.provenance().facts().forEach((key, value) -> facts.put("provenance." + key, value));
    return facts;
  }
}
