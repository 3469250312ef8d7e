package io.transferlab.words;

import org.jspecify.annotations.Nullable;

/**
 * How every word is scored for one question: from its inner products with a few vectors, in float32
 * and for all words at once; and again exactly for the best.
 *
 * @param method how an analogy is solved; null for the plain cosine with the only vector
 * @param vectors what products are needed with: as many for every question of one method
 * @param constants numbers of the question
 */
record Scoring(@Nullable AnalogyMethod method, float[][] vectors, float[] constants) {
  private static final double SHIFT = 1e-6; // as in Levy and Goldberg, and gensim

  /** The cosine with a vector. */
  static Scoring cosine(float[] vector) {
    return new Scoring(null, new float[][] {vector}, new float[0]);
  }

  static Scoring of(AnalogyMethod method, WordVectors words, int a, int b, int c) {
    float[] first = words.vector(a);
    float[] second = words.vector(b);
    float[] third = words.vector(c);
    switch (method) {
      case COS_ADD -> {
        unit(first);
        unit(second);
        unit(third);
        float[] target = new float[first.length];
        for (int i = 0; i < target.length; i++) {
          target[i] = second[i] - first[i] + third[i];
        }
        return cosine(target);
      }
      case COS_MUL -> {
        unit(first);
        unit(second);
        unit(third);
        return new Scoring(method, new float[][] {first, second, third}, new float[0]);
      }
      default -> {
        float[] direction = new float[first.length];
        float offset = 0;
        for (int i = 0; i < direction.length; i++) {
          direction[i] = second[i] - first[i];
          offset += direction[i] * third[i];
        }
        float norm = VectorRows.norm(third, 0, third.length);
        return new Scoring(
            method, new float[][] {direction, third}, new float[] {offset, norm * norm});
      }
    }
  }

  /** Divides by the length, unless that is 0. */
  static void unit(float[] vector) {
    double norm = 0;
    for (float value : vector) {
      norm += (double) value * value;
    }
    norm = Math.sqrt(norm);
    for (int i = 0; norm > 0 && i < vector.length; i++) {
      vector[i] = (float) (vector[i] / norm);
    }
  }

  /**
   * The score, nearly; larger is better.
   *
   * @param products with each of the vectors, from {@code at} on
   * @param norm of the word's vector
   */
  float nearly(float[] products, int at, float norm) {
    if (method == null) {
      return products[at] / norm;
    }
    if (method == AnalogyMethod.COS_MUL) {
      float a = (1 + products[at] / norm) / 2;
      float b = (1 + products[at + 1] / norm) / 2;
      float c = (1 + products[at + 2] / norm) / 2;
      return b * c / (a + (float) SHIFT);
    }
    float squares = norm * norm + constants[1] - 2 * products[at + 1];
    // Within rounding of c itself there is no direction to speak of; exactly() will tell.
    float least = 1e-6f * constants[1];
    return (products[at] - constants[0]) / (float) Math.sqrt(Math.max(squares, least));
  }

  /**
   * The score in double precision.
   *
   * @param word the word's vector
   * @return NaN if the word cannot be an answer
   */
  double exactly(float[] word) {
    if (method == null) {
      return Measure.COSINE.of(vectors[0], word);
    }
    if (method == AnalogyMethod.COS_MUL) {
      double a = (1 + Measure.COSINE.of(vectors[0], word)) / 2;
      double b = (1 + Measure.COSINE.of(vectors[1], word)) / 2;
      double c = (1 + Measure.COSINE.of(vectors[2], word)) / 2;
      return b * c / (a + SHIFT);
    }
    double dot = 0;
    double squares = 0;
    double length = 0;
    for (int i = 0; i < word.length; i++) {
      double step = (double) word[i] - vectors[1][i];
      dot += step * vectors[0][i];
      squares += step * step;
      length += (double) vectors[0][i] * vectors[0][i];
    }
    return squares == 0 || length == 0 ? Double.NaN : dot / Math.sqrt(squares * length);
  }
}
