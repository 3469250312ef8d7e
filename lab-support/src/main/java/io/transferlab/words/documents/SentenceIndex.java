package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextEncoder;
import java.util.List;

/** Documents as vectors that a network makes of the whole of each. */
final class SentenceIndex implements DocumentIndex.Matcher {
  private final TextEncoder encoder;
  private final List<Document> documents;
  private final float[][] rows;

  private SentenceIndex(TextEncoder encoder, List<Document> documents, float[][] rows) {
    this.encoder = encoder;
    this.documents = documents;
    this.rows = rows;
  }

  static SentenceIndex of(TextEncoder encoder, List<Document> documents) {
    List<Document> told = documents.stream().filter(d -> !d.text().isBlank()).toList();
    if (told.isEmpty()) {
      throw LabException.of(
          "a document with text in it",
          documents.size() + " documents without",
          "name documents that say something");
    }
    return new SentenceIndex(
        encoder, told, encoder.encode(told.stream().map(Document::text).toList()));
  }

  @Override
  public SearchResult search(String query, int k) {
    if (query.isBlank()) {
      throw LabException.of(
          "a query with text in it", "an empty one", "ask in a few words or a sentence");
    }
    float[] wanted = encoder.encodeQueries(List.of(query))[0];
    double[] scores = new double[rows.length];
    for (int i = 0; i < scores.length; i++) {
      for (int d = 0; d < wanted.length; d++) {
        scores[i] += (double) wanted[d] * rows[i][d];
      }
    }
    return new SearchResult(
        DocumentIndex.best(documents, scores, k), List.of(), scores.length, scores.length);
  }
}
