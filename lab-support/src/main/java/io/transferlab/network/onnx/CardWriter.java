package io.transferlab.network.onnx;

import io.transferlab.core.Json;
import io.transferlab.data.Framing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what {@link CardReader} reads. */
final class CardWriter {
  private static final float BYTE = 255;

  private CardWriter() {}

  static String json(NetworkCard card) {
    Map<String, Object> values = new LinkedHashMap<>();
    card.name().ifPresent(name -> values.put("name", name));
    values.put("framing", framing(card.framing()));
    values.put("normalisation", normalisation(card.normalisation()));
    card.layout().ifPresent(layout -> values.put("layout", layout.name()));
    card.embedding().ifPresent(layer -> values.put("embedding", layer));
    put(values, "layers", card.layers());
    card.pooling().ifPresent(pooling -> values.put("pooling", CardFields.word(pooling)));
    if (card.prefixTokens() > 0) {
      values.put("prefixTokens", card.prefixTokens());
    }
    put(values, "classes", card.classes());
    card.licence().ifPresent(licence -> values.put("licence", licence));
    card.sha256().ifPresent(hash -> values.put("sha256", hash));
    card.source().ifPresent(source -> values.put("source", source));
    return Json.text(values);
  }

  private static void put(Map<String, Object> values, String key, List<String> list) {
    if (!list.isEmpty()) {
      values.put(key, list);
    }
  }

  static Map<String, Object> framing(Framing framing) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("fit", CardFields.word(framing.fit()));
    values.put("to", framing.to());
    if (framing.fit() != Framing.Fit.STRETCHED) {
      values.put("filter", CardFields.word(framing.filter()));
      values.put("crop", framing.side());
    }
    return values;
  }

  private static Object normalisation(Normalisation normalisation) {
    for (Map.Entry<String, Normalisation> preset : Normalisation.presets().entrySet()) {
      if (preset.getValue().equals(normalisation)) {
        return preset.getKey();
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("scale", normalisation.divisor() == BYTE ? "1/255" : 1);
    values.put("mean", normalisation.mean());
    values.put("std", normalisation.std());
    values.put("channels", normalisation.channels().name());
    return values;
  }
}
