package io.transferlab.words.wordnet;

import io.transferlab.words.text.TextEncoder;
import io.transferlab.words.text.Tokens;
import java.util.ArrayList;
import java.util.List;

/** An encoder for tests: each word counts in one of 64 places. Remembers what it was asked. */
final class HashedWords implements TextEncoder {
  final List<String> asked = new ArrayList<>();
  private final int salt;

  /** Whether somebody wants it stopped while it encodes a whole piece. */
  boolean interrupting;

  HashedWords(int salt) {
    this.salt = salt;
  }

  @Override
  public String name() {
    return "hashed words";
  }

  @Override
  public int dimension() {
    return 64;
  }

  @Override
  public float[][] encode(List<String> texts) {
    asked.addAll(texts);
    if (interrupting && texts.size() == EncodedTexts.PIECE) {
      Thread.currentThread().interrupt();
    }
    return texts.stream().map(this::row).toArray(float[][]::new);
  }

  private float[] row(String text) {
    float[] row = new float[dimension()];
    for (String word : Tokens.of(text)) {
      row[Math.floorMod((word + salt).hashCode() * 31, row.length)] += 1;
    }
    double length = 0;
    for (float value : row) {
      length += value * value;
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= (float) Math.sqrt(length);
    }
    return row;
  }
}
