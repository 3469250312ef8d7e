package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextEncoder;
import java.util.List;

/** Documents as vectors that a network makes of the whole of each, or of its windows. */
final class SentenceIndex implements DocumentIndex.Matcher {
  private final TextEncoder encoder;
  private final List<Document> documents;
  private final List<float[][]> windows;

  private SentenceIndex(TextEncoder encoder, List<Document> documents, List<float[][]> windows) {
    this.encoder = encoder;
    this.documents = documents;
    this.windows = windows;
  }

  static SentenceIndex of(TextEncoder encoder, List<Document> documents, LongTexts longTexts) {
    List<Document> told = documents.stream().filter(d -> !d.text().isBlank()).toList();
    if (told.isEmpty()) {
      throw LabException.of(
          "a document with text in it",
          documents.size() + " documents without",
          "name documents that say something");
    }
    List<String> texts = told.stream().map(Document::text).toList();
    return new SentenceIndex(
        encoder,
        told,
        switch (longTexts) {
          case CUT ->
              List.of(encoder.encode(texts)).stream().map(row -> new float[][] {row}).toList();
          case BEST_WINDOW -> encoder.encodeWindows(texts);
          case MEAN_OF_WINDOWS ->
              encoder.encodeWindows(texts).stream()
                  .map(rows -> new float[][] {mean(rows)})
                  .toList();
        });
  }

  /** Of length 1 again. */
  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows[0].length];
    double squares = 0;
    for (int d = 0; d < mean.length; d++) {
      double sum = 0;
      for (float[] row : rows) {
        sum += row[d];
      }
      mean[d] = (float) sum;
      squares += sum * sum;
    }
    for (int d = 0; d < mean.length && squares > 0; d++) {
      mean[d] /= (float) Math.sqrt(squares);
    }
    return mean;
  }

  @Override
  public SearchResult search(String query, int k) {
    if (query.isBlank()) {
      throw LabException.of(
          "a query with text in it", "an empty one", "ask in a few words or a sentence");
    }
    float[] wanted = encoder.encodeQueries(List.of(query))[0];
    double[] scores = new double[documents.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Double.NEGATIVE_INFINITY;
      for (float[] window : windows.get(i)) {
        scores[i] = Math.max(scores[i], product(wanted, window));
      }
    }
    return new SearchResult(
        DocumentIndex.best(documents, scores, k), List.of(), scores.length, scores.length);
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (double) a[d] * b[d];
    }
    return sum;
  }
}
