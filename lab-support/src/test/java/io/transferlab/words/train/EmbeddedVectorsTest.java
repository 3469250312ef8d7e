package io.transferlab.words.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.transferlab.words.AnalogyScores;
import io.transferlab.words.WordVectors;
import io.transferlab.words.corpus.SmallWorld;
import org.junit.jupiter.api.Test;

/** The vectors that come with the course do what the labs need. */
class EmbeddedVectorsTest {
  private static final String ROOM = "/io/transferlab/words/";

  @Test
  void theyAnswerTheirQuestionsAsWellAsTheLabsSay() {
    AnalogyScores scores = SmallWorld.load().analogies().ask(WordVectors.embedded());
    assertEquals(0, scores.total().unknown());
    // The figures of labs 8 and 9, to the last question.
    assertEquals(14_434, scores.total().asked());
    assertEquals(9_839, scores.total().correct());
    assertEquals(2_875, scores.semantic().correct());
    assertEquals(6_964, scores.syntactic().correct());
  }
}
