package io.transferlab.words;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Pairs of words whose likeness people have judged, as in WordSim-353 (Finkelstein and others 2002)
 * or SimLex-999.
 *
 * @param pairs the pairs, in the order of the file
 * @param leftOut lines that are no pair, each with its number and what is wrong with it; a head
 *     line is none of them
 */
public record WordPairs(List<Pair> pairs, List<String> leftOut) {
  private static final int WORDS_USED = 300_000;

  /**
   * Copies the lists.
   *
   * @param pairs the pairs, in the order of the file
   * @param leftOut lines that are no pair, each with its number and what is wrong with it; a head
   *     line is none of them
   */
  public WordPairs {
    pairs = List.copyOf(pairs);
    leftOut = List.copyOf(leftOut);
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
   * Reads a file of pairs: two words and a number in a line, separated by tabs, else by semicolons,
   * else by commas, else by blanks. Columns between and behind them, as SimLex-999 and SimVerb-3500
   * have them, and a number before them do not matter; the judgement is the first number behind the
   * words. A head line is passed over, and lines that begin with {@code #} are comments. Endings
   * that tell the part of speech, as in MEN's lemma form ({@code sun-n}), are taken off if all
   * words have one.
   *
   * @param file text, as {@link TextFile} reads it
   * @return its pairs
   * @throws LabException if it cannot be read or has no pairs
   */
  public static WordPairs load(Path file) {
    return of(TextFile.lines(file), file.getFileName().toString());
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
    WordPairs read = PairColumns.of(lines).read(lines);
    if (read.pairs().size() < 2) {
      String found = read.pairs().isEmpty() ? "none" : "one only";
      throw LabException.of(
          "judged pairs of words in " + name,
          found + (read.leftOut().isEmpty() ? "" : "; " + read.leftOut().get(0)),
          "give a file like WordSim-353's or SimLex-999's: two words and a number in a line,"
              + " separated by tabs");
    }
    return read;
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
          known.size() + " of " + pairs.size() + "; there is no vector for " + unknownWord(folded),
          "name vectors that know these words, for instance --vectors glove-6b:50");
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

  private String unknownWord(AnalogyExam.FoldedWords folded) {
    return pairs.stream()
        .flatMap(p -> Stream.of(p.a(), p.b()))
        .filter(w -> folded.index(w) < 0)
        .findFirst()
        .map(w -> "\"" + w + "\"")
        .orElse("some");
  }
}
