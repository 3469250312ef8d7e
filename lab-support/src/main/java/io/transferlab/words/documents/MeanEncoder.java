package io.transferlab.words.documents;

import io.transferlab.words.WordVectors;
import io.transferlab.words.text.TextEncoder;
import io.transferlab.words.text.Tokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Makes a vector of a text by the mean of its words' vectors, each word counting the same or by how
 * rare it is. What order the words have makes no difference.
 */
public final class MeanEncoder implements TextEncoder {
  private final WordVectors vectors;
  private final Map<String, Double> weights;
  private final double unseen;

  private MeanEncoder(WordVectors vectors, Map<String, Double> weights, double unseen) {
    this.vectors = vectors;
    this.weights = weights;
    this.unseen = unseen;
  }

  /**
   * The plain mean.
   *
   * @param vectors of words
   * @return the encoder
   */
  public static MeanEncoder of(WordVectors vectors) {
    return new MeanEncoder(vectors, Map.of(), 1);
  }

  /**
   * A mean in which a word counts by how rare it is in some texts: ln((1 + n) / (1 + df)) + 1, as
   * scikit-learn's TfidfVectorizer has it.
   *
   * @param texts that are to be found
   * @return a changed copy
   */
  public MeanEncoder weighedBy(List<String> texts) {
    Map<String, Integer> in = new HashMap<>();
    texts.forEach(
        text -> new HashSet<>(Tokens.of(text)).forEach(word -> in.merge(word, 1, Integer::sum)));
    Map<String, Double> rare = new HashMap<>();
    in.forEach((word, df) -> rare.put(word, Math.log((1.0 + texts.size()) / (1.0 + df)) + 1));
    return new MeanEncoder(vectors, rare, Math.log(1.0 + texts.size()) + 1);
  }

  @Override
  public String name() {
    return (weights.isEmpty() ? "mean of " : "tf-idf mean of ") + vectors.name();
  }

  @Override
  public int dimension() {
    return vectors.dimension();
  }

  /** Of length 1, but for a text without a known word: that has zeros, and is like nothing. */
  @Override
  public float[][] encode(List<String> texts) {
    return texts.stream().map(this::row).toArray(float[][]::new);
  }

  private float[] row(String text) {
    double[] sum = new double[vectors.dimension()];
    for (String word : Tokens.of(text)) {
      if (vectors.contains(word)) {
        double weight = weights.getOrDefault(word, unseen);
        float[] vector = vectors.vector(word);
        for (int k = 0; k < sum.length; k++) {
          sum[k] += weight * vector[k];
        }
      }
    }
    double length = 0;
    for (double value : sum) {
      length += value * value;
    }
    float[] row = new float[sum.length];
    for (int k = 0; k < row.length && length > 0; k++) {
      row[k] = (float) (sum[k] / Math.sqrt(length));
    }
    return row;
  }
}
