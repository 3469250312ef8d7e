package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What labs ask of words in one line. */
class WordGroupsTest {
  private static final WordVectors COURT =
      WordVectors.of(
              List.of("man", "king", "woman", "queen", "cat"),
              new float[] {2, 0, 2, 2, 0, 3, -0.6f, 3, 1, -1},
              2)
          .named("court");

  @Test
  void kindsAreTakenAsTheyAreTyped() {
    WordGroups kinds = WordGroups.of("animals: cat dog", "big cities : new_york,  rome paris");
    assertEquals(List.of("animals", "big cities"), kinds.names());
    assertEquals(List.of("cat", "dog", "new_york", "rome", "paris"), kinds.words());
    assertArrayEquals(new int[] {0, 0, 1, 1, 1}, kinds.labels());
  }

  @Test
  void kindsThatCannotBeAreRefused() {
    for (String line : List.of("cat dog", ": cat", "animals:", "", "animals: cat dog cat")) {
      LabException e = assertThrows(LabException.class, () -> WordGroups.of(line), line);
      assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    }
    assertThrows(LabException.class, () -> WordGroups.of("a: cat", "b: cat"));
  }

  @Test
  void oneHotVectorsShareNothing() {
    WordVectors vectors = WordVectors.oneHot(List.of("a", "b", "c"));
    assertArrayEquals(new float[] {0, 1, 0}, vectors.vector("b"));
    assertEquals(0, vectors.similarity("a", "c"));
    assertThrows(LabException.class, () -> WordVectors.oneHot(List.of("a", "a")));
    assertThrows(LabException.class, () -> WordVectors.oneHot(List.of()));
  }

  @Test
  void wordsThatNoLineCanHoldAreRefused() {
    for (String word : List.of("", " ", "two\nlines", "cr\r")) {
      assertThrows(LabException.class, () -> WordVectors.of(List.of(word), new float[] {1}, 1));
    }
  }

  @Test
  void neighboursInALine() {
    assertEquals(
        "truck, bus",
        Neighbour.words(List.of(new Neighbour("truck", 0.9), new Neighbour("bus", 0.8))));
    assertEquals("", Neighbour.words(List.of()));
  }

  @Test
  void everyMethodBothWaysInATable() {
    Analogy question = Analogy.of("man", "king", "woman").by(AnalogyMethod.COS_MUL);
    var table = question.compare(COURT, 2);
    assertEquals("man : king = woman : ? in court", table.name());
    assertEquals(
        List.of("3CosAdd", "3CosMul", "pair direction"), table.stringColumn("method").asList());
    for (int row = 0; row < 3; row++) {
      Analogy one = question.by(AnalogyMethod.values()[row]);
      assertEquals(
          Neighbour.words(one.solve(COURT, 2)), table.stringColumn("a, b, c left out").get(row));
      assertEquals(
          Neighbour.words(one.keepingQueryWords().solve(COURT, 2)),
          table.stringColumn("all words").get(row));
    }
  }

  @Test
  void leavingOutTheQuestionsWordsChangesAnswers() {
    AnalogyQuestions questions =
        AnalogyQuestions.of(
            List.of(": court", "man king woman queen", "man king woman duke", "man king cat cat"));
    QueryWordEffect effect = QueryWordEffect.of(questions, COURT);
    assertEquals(2, effect.asked()); // duke has no vector
    assertEquals(1, effect.rightWithout());
    // Among all words the answer to the last question is c itself, which was asked for.
    String among =
        Analogy.of("man", "king", "woman").keepingQueryWords().solve(COURT, 1).get(0).word();
    String last =
        Analogy.of("man", "king", "cat").keepingQueryWords().solve(COURT, 1).get(0).word();
    int right = (among.equals("queen") ? 1 : 0) + (last.equals("cat") ? 1 : 0);
    int repeated =
        (List.of("king", "woman").contains(among) ? 1 : 0)
            + (List.of("king", "cat").contains(last) ? 1 : 0);
    assertEquals(right, effect.rightAmongAll());
    assertEquals(repeated, effect.repeated());
    assertTrue(effect.toString().startsWith("2 questions, 3CosAdd: 1 right with a, b and c"));
  }

  @Test
  void everyNthQuestionOfEachSection() {
    AnalogyQuestions all =
        AnalogyQuestions.of(
            List.of(": one", "a b c 0", "a b c 1", "a b c 2", "a b c 3", ": two", "a b c 4"));
    assertEquals(
        List.of("0", "2"),
        all.every(2).sections().get(0).questions().stream()
            .map(AnalogyQuestions.Question::d)
            .toList());
    assertEquals(2, all.every(9).size());
    assertEquals(all, all.every(1));
    assertThrows(LabException.class, () -> all.every(0));
  }
}
