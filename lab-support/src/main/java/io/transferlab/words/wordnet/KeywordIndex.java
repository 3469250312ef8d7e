package io.transferlab.words.wordnet;

import io.transferlab.search.SimilarRow;
import io.transferlab.words.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Texts found by their words alone: BM25 (S. Robertson, H. Zaragoza: The probabilistic relevance
 * framework, 2009, <a href="https://doi.org/10.1561/1500000019">doi:10.1561/1500000019</a>) with
 * the usual k1 = 1.2 and b = 0.75. Words are compared as they are, without their stems.
 */
final class KeywordIndex implements DescriptionSearch {
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private record Posting(int text, int count) {}

  private final Map<String, List<Posting>> postings = new HashMap<>();
  private final int[] lengths;
  private final double meanLength;

  KeywordIndex(List<String> texts) {
    lengths = new int[texts.size()];
    for (int i = 0; i < lengths.length; i++) {
      Map<String, Integer> counts = new HashMap<>();
      List<String> words = Tokens.of(texts.get(i));
      words.forEach(word -> counts.merge(word, 1, Integer::sum));
      lengths[i] = words.size();
      int text = i;
      counts.forEach(
          (word, count) ->
              postings.computeIfAbsent(word, w -> new ArrayList<>()).add(new Posting(text, count)));
    }
    meanLength = IntStream.of(lengths).average().orElse(1);
  }

  @Override
  public List<SimilarRow> nearest(String description, int most) {
    double[] scores = new double[lengths.length];
    for (String word : new java.util.TreeSet<>(Tokens.of(description))) {
      List<Posting> with = postings.getOrDefault(word, List.of());
      double rare = Math.log(1 + (lengths.length - with.size() + 0.5) / (with.size() + 0.5));
      for (Posting in : with) {
        double norm = K1 * (1 - B + B * lengths[in.text()] / meanLength);
        scores[in.text()] += rare * in.count() * (K1 + 1) / (in.count() + norm);
      }
    }
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] > 0)
        .mapToObj(i -> new SimilarRow(i, scores[i]))
        .sorted(
            Comparator.comparingDouble((SimilarRow r) -> -r.score())
                .thenComparingInt(SimilarRow::row))
        .limit(most)
        .toList();
  }

  @Override
  public String toString() {
    return "keywords";
  }
}
