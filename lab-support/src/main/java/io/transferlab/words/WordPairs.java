package io.transferlab.words;

import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Pairs of words whose likeness people have judged, as in WordSim-353 (Finkelstein and others 2002)
 * or SimLex-999.
 *
 * @param pairs the pairs, in the order of the file
 * @param skipped lines that are no pair (a head line, for instance), left out
 */
public record WordPairs(List<Pair> pairs, int skipped) {
  private static final int WORDS_USED = 300_000;

  /** Keeps the list as it is. */
  public WordPairs {
    pairs = List.copyOf(pairs);
  }

  /**
   * A judged pair.
   *
   * @param a a word
   * @param b another
   * @param judgement how alike people find them; the scale does not matter
   */
  public record Pair(String a, String b, double judgement) {}

  /**
   * How well cosines agree with the judgements.
   *
   * @param vectors the name of the vectors
   * @param spearman Spearman's rank correlation, ties with their mean rank: what is published
   * @param pearson Pearson's correlation
   * @param used pairs whose words are both known
   * @param unknown pairs with a word without vector, left out
   */
  public record Score(String vectors, double spearman, double pearson, int used, int unknown) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "Spearman %.3f, Pearson %.3f over %,d pairs (%,d left out for unknown words)",
          spearman,
          pearson,
          used,
          unknown);
    }
  }

  /**
   * Reads a file of pairs: two words and a number in a line, separated by tabs, else by commas,
   * else by blanks; lines that begin with {@code #} are comments.
   *
   * @param file in UTF-8
   * @return its pairs
   * @throws LabException if it cannot be read or has no pairs
   */
  public static WordPairs load(Path file) {
    return of(AnalogyQuestions.lines(file), file.getFileName().toString());
  }

  /**
   * Reads pairs.
   *
   * @param lines the lines of such a file
   * @return its pairs
   * @throws LabException if there are none
   */
  public static WordPairs of(List<String> lines) {
    return of(lines, "the lines given");
  }

  private static WordPairs of(List<String> lines, String name) {
    List<Pair> pairs = new ArrayList<>();
    int skipped = 0;
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String separator = line.contains("\t") ? "\t" : line.contains(",") ? "," : "\\s+";
      String[] fields = line.strip().split(separator);
      try {
        pairs.add(new Pair(fields[0].strip(), fields[1].strip(), Double.parseDouble(fields[2])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        skipped++;
      }
    }
    if (pairs.size() < 2) {
      throw LabException.of(
          "judged pairs of words in " + name,
          pairs.size() + " lines of two words and a number",
          "give a file like WordSim-353's, with tabs");
    }
    return new WordPairs(pairs, skipped);
  }

  /**
   * Compares the judgements with the cosines of the vectors. As in gensim's {@code
   * evaluate_word_pairs}, case is ignored, the first 300,000 words count, and pairs with an unknown
   * word are left out.
   *
   * @param all the vectors
   * @return the correlations, and how many pairs they are of
   * @throws LabException if fewer than two pairs have known words
   */
  public Score compare(WordVectors all) {
    WordVectors vectors = all.limit(WORDS_USED);
    AnalogyExam.FoldedWords folded = AnalogyExam.FoldedWords.of(vectors);
    List<Pair> known =
        pairs.stream().filter(p -> folded.index(p.a()) >= 0 && folded.index(p.b()) >= 0).toList();
    if (known.size() < 2) {
      throw LabException.of(
          "at least two pairs whose words are all in " + all.name(),
          String.valueOf(known.size()),
          "use vectors with more words");
    }
    double[] judged = known.stream().mapToDouble(Pair::judgement).toArray();
    double[] cosines =
        known.stream()
            .mapToDouble(
                p ->
                    Measure.COSINE.of(
                        vectors.vector(folded.index(p.a())), vectors.vector(folded.index(p.b()))))
            .toArray();
    return new Score(
        all.name(),
        new SpearmansCorrelation().correlation(judged, cosines),
        new PearsonsCorrelation().correlation(judged, cosines),
        known.size(),
        pairs.size() - known.size());
  }
}
