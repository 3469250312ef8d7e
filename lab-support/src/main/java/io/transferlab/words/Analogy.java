package io.transferlab.words;

import java.util.List;
import java.util.Set;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A question: a is to b as c is to what?
 *
 * <pre>{@code
 * Analogy.of("man", "king", "woman").solve(vectors, 5)
 * Analogy.of("man", "king", "woman").by(AnalogyMethod.COS_MUL).keepingQueryWords().solve(vectors, 5)
 * }</pre>
 *
 * @param a the first word of the known pair
 * @param b its partner
 * @param c the word whose partner is wanted
 * @param method how it is solved
 * @param excluded whether a, b and c themselves cannot be answers. Nearly all published figures
 *     exclude them; without that the answer is often b or c again
 */
public record Analogy(String a, String b, String c, AnalogyMethod method, boolean excluded) {
  /**
   * A question, solved by 3CosAdd, the question's words excluded.
   *
   * @param a the first word of the known pair
   * @param b its partner
   * @param c the word whose partner is wanted
   * @return the question
   */
  public static Analogy of(String a, String b, String c) {
    return new Analogy(a, b, c, AnalogyMethod.COS_ADD, true);
  }

  /**
   * The same question, solved in another way.
   *
   * @param other the method
   * @return a new question
   */
  public Analogy by(AnalogyMethod other) {
    return new Analogy(a, b, c, other, excluded);
  }

  /**
   * The same question, where a, b and c may be answers too.
   *
   * @return a new question
   */
  public Analogy keepingQueryWords() {
    return new Analogy(a, b, c, method, false);
  }

  /**
   * Answers.
   *
   * @param vectors the vectors
   * @param k how many answers, at least 1
   * @return the best first, with their scores: a cosine, or for 3CosMul a ratio of at least 0
   * @throws io.transferlab.core.LabException for an unknown word
   */
  public List<Neighbour> solve(WordVectors vectors, int k) {
    WordVectors.atLeastOne(k);
    int first = vectors.index(a);
    int second = vectors.index(b);
    int third = vectors.index(c);
    Scoring scoring = Scoring.of(method, vectors, first, second, third);
    Set<Integer> without =
        excluded
            ? Set.copyOf(List.of(first, second, third).stream().distinct().toList())
            : Set.of();
    return vectors.named(vectors.search().best(List.of(scoring), k, List.of(without)).get(0));
  }

  /**
   * The answers of every method, once with a, b and c left out and once among all words.
   *
   * @param vectors the vectors
   * @param k how many answers of each, at least 1
   * @return columns method, {@code a, b, c left out}, {@code all words}
   * @throws io.transferlab.core.LabException for an unknown word
   */
  public Table compare(WordVectors vectors, int k) {
    Table table =
        Table.create(
            this + " in " + vectors.name(),
            StringColumn.create("method"),
            StringColumn.create("a, b, c left out"),
            StringColumn.create("all words"));
    for (AnalogyMethod each : AnalogyMethod.values()) {
      table.stringColumn(0).append(each.title());
      table.stringColumn(1).append(Neighbour.words(of(a, b, c).by(each).solve(vectors, k)));
      table
          .stringColumn(2)
          .append(Neighbour.words(of(a, b, c).by(each).keepingQueryWords().solve(vectors, k)));
    }
    return table;
  }

  @Override
  public String toString() {
    return a + " : " + b + " = " + c + " : ?";
  }
}
