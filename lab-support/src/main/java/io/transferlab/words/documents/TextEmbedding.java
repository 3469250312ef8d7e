package io.transferlab.words.documents;

import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One vector for a text: a weighted sum of its words' vectors.
 *
 * <ul>
 *   <li>mean: every word counts the same;
 *   <li>tf-idf: a word counts ln((1 + n) / (1 + df)) + 1, as scikit-learn's TfidfVectorizer has it
 *       (n documents, df of them with the word);
 *   <li>SIF: a word counts a / (a + p), where p is its share of all words in the documents and a is
 *       {@value #A}; then the first right singular vector of the documents' vectors is taken out.
 *       S. Arora, Y. Liang, T. Ma: A simple but tough-to-beat baseline for sentence embeddings,
 *       ICLR 2017. There p comes from a large corpus; here from the documents, which any user has.
 *   <li>keywords: one number for each word, without vectors.
 * </ul>
 */
final class TextEmbedding {
  /** SIF's a, as in the paper. */
  static final double A = 1e-3;

  /** Far more than needed: the first component of texts stands out. */
  private static final int POWER_STEPS = 200;

  private final WordVectors vectors;
  private final Matching method;
  private final Map<String, Double> weights;
  private final double unseen;
  private final List<String> columns;
  private float @Nullable [] common; // of SIF only

  private TextEmbedding(
      WordVectors vectors, Matching method, Map<String, Double> weights, double unseen) {
    this.vectors = vectors;
    this.method = method;
    this.weights = weights;
    this.unseen = unseen;
    this.columns = new ArrayList<>(weights.keySet());
  }

  /** Learns from the documents what is rare, and for SIF what they have in common. */
  static TextEmbedding fit(WordVectors vectors, List<WordBag> documents, Matching method) {
    Map<String, Integer> inDocuments = new java.util.TreeMap<>();
    Map<String, Integer> inText = new HashMap<>();
    long tokens = 0;
    for (WordBag bag : documents) {
      bag.counts().keySet().forEach(w -> inDocuments.merge(w, 1, Integer::sum));
      bag.counts().forEach((w, n) -> inText.merge(w, n, Integer::sum));
      tokens += bag.tokens();
    }
    Map<String, Double> weights = new java.util.LinkedHashMap<>();
    for (Map.Entry<String, Integer> e : inDocuments.entrySet()) {
      double share = Objects.requireNonNull(inText.get(e.getKey())) / (double) tokens;
      weights.put(
          e.getKey(),
          switch (method) {
            case KEYWORDS, TFIDF -> idf(documents.size(), e.getValue());
            case SIF -> A / (A + share);
            default -> 1.0;
          });
    }
    boolean rare = method == Matching.TFIDF || method == Matching.KEYWORDS;
    TextEmbedding embedding =
        new TextEmbedding(vectors, method, weights, rare ? idf(documents.size(), 0) : 1);
    if (method == Matching.SIF) {
      embedding.common = first(documents.stream().map(embedding::of).toArray(float[][]::new));
    }
    return embedding;
  }

  private static double idf(int documents, int with) {
    return Math.log((1.0 + documents) / (1.0 + with)) + 1;
  }

  /** The vector of a text: {@code [dimension]}, or for keywords one number a word. */
  float[] of(WordBag bag) {
    if (method == Matching.KEYWORDS) {
      float[] row = new float[columns.size()];
      for (int i = 0; i < row.length; i++) {
        int count = bag.counts().getOrDefault(columns.get(i), 0);
        row[i] = (float) (count * weights.getOrDefault(columns.get(i), unseen));
      }
      return row;
    }
    double[] sum = new double[vectors.dimension()];
    bag.counts()
        .forEach(
            (word, count) -> {
              double weight = count * weights.getOrDefault(word, unseen) / bag.tokens();
              float[] vector = vectors.vector(word);
              for (int k = 0; k < sum.length; k++) {
                sum[k] += weight * vector[k];
              }
            });
    float[] text = new float[sum.length];
    double along = 0;
    for (int k = 0; common != null && k < sum.length; k++) {
      along += sum[k] * common[k];
    }
    for (int k = 0; k < sum.length; k++) {
      text[k] = (float) (common == null ? sum[k] : sum[k] - along * common[k]);
    }
    return text;
  }

  /**
   * The first right singular vector of the rows, of length 1, by power iteration: a full
   * decomposition for one vector would be a waste.
   */
  static float[] first(float[][] rows) {
    int d = rows[0].length;
    double[] v = new double[d];
    java.util.Arrays.fill(v, 1 / Math.sqrt(d));
    for (int step = 0; step < POWER_STEPS; step++) {
      double[] next = new double[d];
      for (float[] row : rows) {
        double product = 0;
        for (int k = 0; k < d; k++) {
          product += row[k] * v[k];
        }
        for (int k = 0; k < d; k++) {
          next[k] += product * row[k];
        }
      }
      double length = 0;
      for (double x : next) {
        length += x * x;
      }
      length = Math.sqrt(length);
      if (length == 0) {
        break;
      }
      for (int k = 0; k < d; k++) {
        v[k] = next[k] / length;
      }
    }
    float[] result = new float[d];
    for (int k = 0; k < d; k++) {
      result[k] = (float) v[k];
    }
    return result;
  }
}
