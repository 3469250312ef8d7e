package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How well an index answers the queries of a collection.
 *
 * @param method how it matches
 * @param queries one line each, in the order of the collection
 */
public record RetrievalScores(Matching method, List<OfQuery> queries) {
  private static final int PLACES = 10;
  private static final int FIRST = 5;

  /**
   * Copies the list.
   *
   * @param method how it matches
   * @param queries one line each, in the order of the collection
   */
  public RetrievalScores {
    queries = List.copyOf(queries);
  }

  /**
   * The figures of one query.
   *
   * @param query the query
   * @param averagePrecision with every grade above 0 as relevant
   * @param ndcg of the first 10
   * @param precision of the first 5
   * @param exact exact comparisons needed for the first 10
   * @param compared documents that could be compared
   */
  public record OfQuery(
      Query query,
      double averagePrecision,
      double ndcg,
      double precision,
      int exact,
      int compared) {}

  /**
   * What a method gains over another for one query.
   *
   * @param query the query
   * @param ndcg how much more nDCG at 10; below 0 where it loses
   */
  public record Gain(Query query, double ndcg) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s (%s) %+.2f", query.id(), query.text(), ndcg);
    }
  }

  /**
   * Asks every query in every way that compares words.
   *
   * @param vectors the words' vectors
   * @param collection documents and queries
   * @return the figures of each method but {@link Matching#SENTENCE}, in the order of {@link
   *     Matching}
   */
  public static List<RetrievalScores> ofAll(WordVectors vectors, TestCollection collection) {
    List<RetrievalScores> all = new ArrayList<>();
    try (Progress ways = Progress.of("retrieval", "ways", Matching.OF_WORDS.size())) {
      for (Matching way : Matching.OF_WORDS) {
        all.add(of(DocumentIndex.of(vectors, collection.documents(), way), collection.queries()));
        ways.done(1);
      }
    }
    return List.copyOf(all);
  }

  /**
   * Asks every query.
   *
   * @param index the documents
   * @param queries the questions, each with at least one relevant document
   * @return the figures
   */
  public static RetrievalScores of(DocumentIndex index, List<Query> queries) {
    try (Progress asked = Progress.of("asking", "queries", queries.size())) {
      return of(index, queries, asked);
    }
  }

  private static RetrievalScores of(DocumentIndex index, List<Query> queries, Progress asked) {
    List<OfQuery> lines = new ArrayList<>();
    for (Query query : queries) {
      SearchResult all = index.search(query.text(), Integer.MAX_VALUE);
      int[] grades = all.ids().stream().mapToInt(query::grade).toArray();
      // Asked again for the places that people look at: here a bound can spare work.
      int exact =
          index.method() == Matching.WMD ? index.search(query.text(), PLACES).exact() : all.exact();
      lines.add(
          new OfQuery(
              query,
              Ranking.averagePrecision(grades, query.relevance().size()),
              Ranking.ndcg(PLACES, grades, List.copyOf(query.relevance().values())),
              Ranking.precisionAt(FIRST, grades),
              exact,
              all.compared()));
      asked.done(1);
    }
    return new RetrievalScores(index.method(), lines);
  }

  /**
   * Mean average precision.
   *
   * @return 0 to 1
   */
  public double meanAveragePrecision() {
    return queries.stream().mapToDouble(OfQuery::averagePrecision).average().orElse(Double.NaN);
  }

  /**
   * The mean of nDCG at 10.
   *
   * @return 0 to 1
   */
  public double ndcg() {
    return queries.stream().mapToDouble(OfQuery::ndcg).average().orElse(Double.NaN);
  }

  /**
   * The mean of precision at 5.
   *
   * @return 0 to 1
   */
  public double precision() {
    return queries.stream().mapToDouble(OfQuery::precision).average().orElse(Double.NaN);
  }

  /**
   * How many comparisons were exact.
   *
   * @return their share of all, 0 to 1; 1 where no bound helps
   */
  public double exactShare() {
    double exact = queries.stream().mapToInt(OfQuery::exact).sum();
    return exact / queries.stream().mapToInt(OfQuery::compared).sum();
  }

  /**
   * Where this method wins and loses against another.
   *
   * @param other figures of the same queries
   * @return the gain of each query, the most gained first, the most lost last
   * @throws LabException if the queries are others
   */
  public List<Gain> gainsOver(RetrievalScores other) {
    List<Gain> gains = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      OfQuery mine = queries.get(i);
      if (other.queries.size() != queries.size()
          || !other.queries.get(i).query().equals(mine.query())) {
        throw LabException.of(
            "figures of the same queries", "those of others", "ask both indexes the same queries");
      }
      gains.add(new Gain(mine.query(), mine.ndcg() - other.queries.get(i).ndcg()));
    }
    gains.sort(Comparator.comparingDouble(Gain::ndcg).reversed());
    return List.copyOf(gains);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-8s MAP %.3f, nDCG@10 %.3f, precision@5 %.3f over %d queries",
        method,
        meanAveragePrecision(),
        ndcg(),
        precision(),
        queries.size());
  }
}
