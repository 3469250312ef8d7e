package io.transferlab.study.captions;

import io.transferlab.words.text.TextEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Encodes each text once: the same captions are asked for by every kind of features. */
final class KnownTexts implements TextEncoder {
  private final TextEncoder encoder;
  private final Map<String, float[]> known = new HashMap<>();

  KnownTexts(TextEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public String name() {
    return encoder.name();
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public float[][] encode(List<String> texts) {
    List<String> unknown = texts.stream().filter(t -> !known.containsKey(t)).distinct().toList();
    if (!unknown.isEmpty()) {
      float[][] rows = encoder.encode(unknown);
      for (int i = 0; i < rows.length; i++) {
        known.put(unknown.get(i), rows[i]);
      }
    }
    return texts.stream().map(known::get).toArray(float[][]::new);
  }
}
