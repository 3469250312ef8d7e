package io.transferlab.words;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** What can be asked of word vectors. */
public abstract sealed class WordQuestions permits WordVectors {
  WordQuestions() {}

  /** The vectors that are asked. */
  abstract WordVectors self();

  /**
   * How alike two words are.
   *
   * @param a a word
   * @param b another
   * @return the cosine of their vectors, -1 to 1
   * @throws LabException for an unknown word
   */
  public double similarity(String a, String b) {
    return similarity(a, b, Measure.COSINE);
  }

  /**
   * Compares two words.
   *
   * @param a a word
   * @param b another
   * @param measure how
   * @return the similarity or distance
   * @throws LabException for an unknown word
   */
  public double similarity(String a, String b, Measure measure) {
    return measure.of(self().vector(a), self().vector(b));
  }

  /**
   * The words most like a word, by cosine, without itself.
   *
   * @param word the word
   * @param k how many, at least 1
   * @return the nearest first
   * @throws LabException for an unknown word
   */
  public List<Neighbour> nearest(String word, int k) {
    return nearest(word, k, Measure.COSINE);
  }

  /**
   * The words nearest to a word by some measure, without itself.
   *
   * @param word the word
   * @param k how many, at least 1
   * @param measure how to compare
   * @return the nearest first
   * @throws LabException for an unknown word
   */
  public List<Neighbour> nearest(String word, int k, Measure measure) {
    int index = self().index(word);
    return self()
        .named(
            self()
                .search()
                .nearest(self().vector(index), WordVectors.atLeastOne(k), measure, Set.of(index)));
  }

  /**
   * The words nearest to a vector by cosine.
   *
   * @param vector {@code [dimension]}
   * @param k how many, at least 1
   * @return the nearest first
   */
  public List<Neighbour> nearest(float[] vector, int k) {
    return nearest(vector, k, Measure.COSINE);
  }

  /**
   * The words nearest to a vector by some measure.
   *
   * @param vector {@code [dimension]}
   * @param k how many, at least 1
   * @param measure how to compare
   * @return the nearest first
   */
  public List<Neighbour> nearest(float[] vector, int k, Measure measure) {
    if (vector.length != self().dimension()) {
      throw LabException.of(
          "a vector of " + self().dimension() + " numbers",
          String.valueOf(vector.length),
          "use another");
    }
    return self()
        .named(self().search().nearest(vector, WordVectors.atLeastOne(k), measure, Set.of()));
  }

  /**
   * The neighbours of many words at once, by cosine: faster than one after the other.
   *
   * @param words the words
   * @param k how many of each, at least 1
   * @return for each word its nearest, without itself
   * @throws LabException for an unknown word
   */
  public List<List<Neighbour>> nearestOfEach(List<String> words, int k) {
    List<Integer> indices = words.stream().map(self()::index).toList();
    return self()
        .search()
        .best(
            indices.stream().map(i -> Scoring.cosine(self().vector((int) i))).toList(),
            WordVectors.atLeastOne(k),
            indices.stream().map(Set::of).toList())
        .stream()
        .map(self()::named)
        .toList();
  }

  /**
   * Solves an analogy by 3CosAdd, the question's words excluded; {@link Analogy} knows other ways.
   *
   * @param a the first word of the known pair
   * @param b its partner
   * @param c the word whose partner is wanted
   * @param k how many answers, at least 1
   * @return the best first
   * @throws LabException for an unknown word
   */
  public List<Neighbour> analogy(String a, String b, String c, int k) {
    return Analogy.of(a, b, c).solve(self(), k);
  }

  /**
   * The vectors of some words as a matrix, for clusters and maps.
   *
   * @param words the words
   * @return float {@code [words, dimension]}, a copy
   * @throws LabException for an unknown word
   */
  public INDArray matrix(List<String> words) {
    return WordLists.matrix(self(), words, false);
  }

  /**
   * The vectors of some words, each divided by its length: Euclidean distances between the rows
   * then order pairs as the cosine does.
   *
   * @param words the words
   * @return float {@code [words, dimension]}, a copy
   * @throws LabException for an unknown word
   */
  public INDArray unitMatrix(List<String> words) {
    return WordLists.matrix(self(), words, true);
  }

  /**
   * Compares every word of a list with every other.
   *
   * @param words the words
   * @param measure how to compare
   * @return a table with a column {@code word} and one for each word
   * @throws LabException for an unknown word
   */
  public Table pairwise(List<String> words, Measure measure) {
    return WordLists.pairwise(self(), words, measure);
  }

  /**
   * The word that does not go with the others: the one least like the mean of all (of their vectors
   * of length 1), by cosine.
   *
   * @param words at least three words
   * @return one of them
   * @throws LabException for an unknown word
   */
  public String oddOneOut(List<String> words) {
    return WordLists.oddOneOut(self(), words);
  }
}
