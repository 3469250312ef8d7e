package io.transferlab.words;

import java.util.stream.Stream;

/**
 * What it does to answers whether a, b and c themselves may be answers of "a is to b as c is to x".
 *
 * @param method how the questions were solved
 * @param asked questions whose four words are all known
 * @param rightWithout right answers with a, b and c left out, as nearly all published figures
 * @param rightAmongAll right answers among all words
 * @param repeated how often the answer among all words was b or c again
 */
public record QueryWordEffect(
    AnalogyMethod method, int asked, int rightWithout, int rightAmongAll, int repeated) {
  /**
   * Asks every question twice, by 3CosAdd. Words count in exactly their spelling.
   *
   * @param questions the questions; those with an unknown word are left out
   * @param vectors the vectors
   * @return the counts
   */
  public static QueryWordEffect of(AnalogyQuestions questions, WordVectors vectors) {
    int asked = 0;
    int rightWithout = 0;
    int rightAmongAll = 0;
    int repeated = 0;
    for (AnalogyQuestions.Section section : questions.sections()) {
      for (AnalogyQuestions.Question q : section.questions()) {
        if (Stream.of(q.a(), q.b(), q.c(), q.d()).allMatch(vectors::contains)) {
          Analogy analogy = Analogy.of(q.a(), q.b(), q.c());
          String without = analogy.solve(vectors, 1).get(0).word();
          String amongAll = analogy.keepingQueryWords().solve(vectors, 1).get(0).word();
          asked++;
          rightWithout += without.equals(q.d()) ? 1 : 0;
          rightAmongAll += amongAll.equals(q.d()) ? 1 : 0;
          repeated += amongAll.equals(q.b()) || amongAll.equals(q.c()) ? 1 : 0;
        }
      }
    }
    return new QueryWordEffect(AnalogyMethod.COS_ADD, asked, rightWithout, rightAmongAll, repeated);
  }

  @Override
  public String toString() {
    return asked
        + " questions, "
        + method.title()
        + ": "
        + rightWithout
        + " right with a, b and c left out\namong all words: "
        + rightAmongAll
        + " right, "
        + repeated
        + " times the answer was b or c again";
  }
}
