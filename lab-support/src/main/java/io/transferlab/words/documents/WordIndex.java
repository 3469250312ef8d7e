package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Documents as bags of words, compared by these or their vectors. */
final class WordIndex implements DocumentIndex.Matcher {
  private static final int EXAMPLES = 5;

  private final WordVectors vectors;
  private final Matching method;
  private final List<Document> documents;
  private final List<WordBag> bags;
  private final @Nullable TextEmbedding embedding;
  private final float[][] embedded;

  private WordIndex(
      WordVectors vectors,
      Matching method,
      List<Document> documents,
      List<WordBag> bags,
      @Nullable TextEmbedding embedding,
      float[][] embedded) {
    this.vectors = vectors;
    this.method = method;
    this.documents = documents;
    this.bags = bags;
    this.embedding = embedding;
    this.embedded = embedded;
  }

  static WordIndex of(WordVectors vectors, List<Document> documents, Matching method) {
    List<Document> known = new ArrayList<>();
    List<WordBag> bags = new ArrayList<>();
    for (Document document : documents) {
      WordBag bag = WordBag.of(document.text(), vectors);
      if (!bag.counts().isEmpty()) {
        known.add(document);
        bags.add(bag);
      }
    }
    if (known.isEmpty()) {
      throw LabException.of(
          "a document with a word that has a vector",
          documents.size() + " documents without",
          "take vectors of the documents' language and subject, for instance glove-6b:50 for"
              + " English");
    }
    TextEmbedding embedding =
        method == Matching.WMD ? null : TextEmbedding.fit(vectors, bags, method);
    float[][] embedded =
        embedding == null
            ? new float[0][]
            : bags.stream().map(embedding::of).toArray(float[][]::new);
    return new WordIndex(vectors, method, known, bags, embedding, embedded);
  }

  @Override
  public SearchResult search(String query, int k) {
    WordBag bag = WordBag.of(query, vectors);
    if (bag.counts().isEmpty()) {
      throw LabException.of(
          "a query with a word that has a vector",
          "\"" + query + "\"",
          "name words of "
              + vectors.name()
              + ", such as "
              + String.join(", ", vectors.limit(EXAMPLES).words()));
    }
    return method == Matching.WMD ? move(bag, k) : compare(bag, k);
  }

  private SearchResult compare(WordBag query, int k) {
    float[] wanted = Objects.requireNonNull(embedding).of(query); // only WMD has none
    double[] scores = new double[documents.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = cosine(wanted, embedded[i]);
    }
    return new SearchResult(
        DocumentIndex.best(documents, scores, k), query.unknown(), scores.length, scores.length);
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      product += (double) a[k] * b[k];
      aa += (double) a[k] * a[k];
      bb += (double) b[k] * b[k];
    }
    // A text of which nothing is left, as when the query's words are in no document.
    return aa == 0 || bb == 0 ? 0 : product / Math.sqrt(aa * bb);
  }

  /**
   * Looks at documents in the order of their lower bounds. As soon as a bound is above the worst of
   * the k distances kept, no later document can be among the best.
   */
  private SearchResult move(WordBag query, int k) {
    WordMover mover = WordMover.of(vectors);
    double[] bounds = new double[bags.size()];
    for (int i = 0; i < bounds.length; i++) {
      stopIfInterrupted();
      bounds[i] = mover.relaxed(query, bags.get(i));
    }
    List<Integer> order =
        IntStream.range(0, bounds.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> bounds[i]))
            .toList();
    double[] distances = new double[bounds.length];
    Comparator<Integer> nearer =
        Comparator.comparingDouble((Integer i) -> distances[i]).thenComparing(i -> i);
    List<Integer> best = new ArrayList<>();
    int exact = 0;
    for (int i : order) {
      stopIfInterrupted();
      if (best.size() == k && bounds[i] > distances[best.get(k - 1)]) {
        break;
      }
      distances[i] = mover.exact(query, bags.get(i));
      exact++;
      best.add(i);
      best.sort(nearer);
      if (best.size() > k) {
        best.remove(k);
      }
    }
    List<RankedDocument> matches = new ArrayList<>();
    best.forEach(
        i -> matches.add(new RankedDocument(matches.size() + 1, documents.get(i), -distances[i])));
    return new SearchResult(matches, query.unknown(), bounds.length, exact);
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while searching");
    }
  }
}
