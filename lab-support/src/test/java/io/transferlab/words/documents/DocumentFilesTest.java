package io.transferlab.words.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.words.text.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentFilesTest {
  @Test
  void wordsAreRunsOfLettersAndDigits() {
    assertEquals(
        List.of("don't", "caf\u00e9", "mother-in-law", "2nd", "x", "y"),
        Tokens.of("Don\u2019t! CAF\u00c9 mother-in-law's".replace("'s", "") + " 2nd -x- 'y'"));
    assertEquals(List.of(), Tokens.of(" ... -- '"));
  }

  @Test
  void theCollectionIsTheSameForASeedAndGradedByItsSubjects() {
    TestCollection first = TestCollection.embedded(1);
    assertEquals(first, TestCollection.embedded(1));
    assertTrue(!first.equals(TestCollection.embedded(2)));
    Query birds =
        first.queries().stream().filter(q -> q.id().equals("bird")).findFirst().orElseThrow();
    assertEquals(2, birds.grade("bird-1"));
    assertEquals(1, birds.grade("insect-1"));
    assertEquals(0, birds.grade("tool-1"));
    assertEquals(0, birds.grade("france-1"));
    for (Query query : first.queries()) {
      assertTrue(query.relevance().containsValue(2), query.id());
    }
    assertTrue(first.documents().size() > 150);
  }
}
