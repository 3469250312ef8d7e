package io.transferlab.study.vit;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.onnx.NetworkCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the card of the transformer. */
final class VitCard {
  private VitCard() {}

  static void write(Path onnx, VitShape shape, Provenance made) {
    Preprocessing by = Preprocessing.SKETCH;
    List<String> layers = new ArrayList<>();
    for (int i = 1; i <= shape.blocks(); i++) {
      layers.add("block" + i);
    }
    Map<String, Object> normalisation = new LinkedHashMap<>();
    normalisation.put("mean", List.of(by.red(), by.green(), by.blue()));
    normalisation.put("std", List.of(by.divisor(), by.divisor(), by.divisor()));
    normalisation.put("scale", 1);
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("name", VitTraining.NAME);
    card.put("framing", Map.of("fit", "stretched", "to", VitShape.SIDE));
    card.put("normalisation", normalisation);
    card.put("layers", layers);
    card.put("embedding", "norm");
    card.put("pooling", "cls and average");
    card.put("prefixTokens", 1);
    card.put("classes", VitTraining.DRAWINGS.classes());
    card.put("licence", "Apache-2.0");
    card.put("source", String.valueOf(made));
    try {
      card.put("sha256", Sha256.of(onnx));
    } catch (IOException e) {
      throw LabException.reading(onnx, e);
    }
    AtomicFiles.writeText(NetworkCard.beside(onnx), Json.text(card) + "\n");
  }
}
