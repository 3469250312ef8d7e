package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.words.WordVectors;
import io.transferlab.words.text.TextEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Documents prepared for one way of matching, to be asked many times. */
public final class DocumentIndex {
  private final Matching method;
  private final Matcher matcher;

  /** How documents are compared with a query. */
  interface Matcher {
    SearchResult search(String query, int k);
  }

  private DocumentIndex(Matching method, Matcher matcher) {
    this.method = method;
    this.matcher = matcher;
  }

  /**
   * Prepares documents to be matched by their words. Those without any known word can never be
   * found.
   *
   * @param vectors the words' vectors
   * @param documents the documents, at least one with a known word
   * @param method how to match: any way but {@link Matching#SENTENCE}
   * @return the index
   * @throws LabException if no document has a known word, or whole texts are to be matched
   */
  public static DocumentIndex of(WordVectors vectors, List<Document> documents, Matching method) {
    if (method == Matching.SENTENCE) {
      throw LabException.of(
          "a way of matching that compares words",
          method.toString(),
          "give an encoder in place of the vectors: DocumentIndex.of(encoder, documents)");
    }
    return new DocumentIndex(method, WordIndex.of(vectors, documents, method));
  }

  /**
   * Prepares documents to be matched as wholes ({@link Matching#SENTENCE}), long ones by the best
   * of their windows. Those without any text can never be found.
   *
   * @param encoder makes the vectors; must stay open as long as the index is asked
   * @param documents the documents, at least one that says something
   * @return the index
   * @throws LabException if no document has text in it
   */
  public static DocumentIndex of(TextEncoder encoder, List<Document> documents) {
    return of(encoder, documents, LongTexts.BEST_WINDOW);
  }

  /**
   * Prepares documents to be matched as wholes ({@link Matching#SENTENCE}), long ones in a way of
   * choice.
   *
   * @param encoder makes the vectors; must stay open as long as the index is asked
   * @param documents the documents, at least one that says something
   * @param longTexts what becomes of those that the encoder cannot read at once
   * @return the index
   * @throws LabException if no document has text in it
   */
  public static DocumentIndex of(
      TextEncoder encoder, List<Document> documents, LongTexts longTexts) {
    return new DocumentIndex(Matching.SENTENCE, SentenceIndex.of(encoder, documents, longTexts));
  }

  /**
   * How documents are matched.
   *
   * @return the method
   */
  public Matching method() {
    return method;
  }

  /**
   * Finds documents.
   *
   * @param query a few words or a whole text
   * @param k how many documents at most, at least 1
   * @return the best, the best first; equally good ones in the order of the collection
   * @throws LabException if no word of the query has a vector, or it is empty
   */
  public SearchResult search(String query, int k) {
    if (k < 1) {
      throw LabException.of("at least 1 document to find", String.valueOf(k), "ask for 1 or more");
    }
    return matcher.search(query, k);
  }

  /** The documents of the highest scores. */
  static List<RankedDocument> best(List<Document> documents, double[] scores, int k) {
    List<RankedDocument> matches = new ArrayList<>();
    IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .limit(k)
        .forEach(
            i -> matches.add(new RankedDocument(matches.size() + 1, documents.get(i), scores[i])));
    return matches;
  }
}
