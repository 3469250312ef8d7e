package io.transferlab.words.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.words.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @Test
  void aQueryIsFoundByItsNameAndGradesWhatIsFound() {
    TestCollection all = TestCollection.embedded(1);
    Query birds = all.query("bird");
    assertEquals("bird", birds.id());
    List<RankedDocument> matches = new ArrayList<>();
    for (Document document : all.documents()) {
      if (List.of("bird-2", "insect-1", "tool-1").contains(document.id())) {
        matches.add(new RankedDocument(matches.size() + 1, document, 0));
      }
    }
    SearchResult found = new SearchResult(matches, List.of(), 3, 3);
    assertEquals(found.ids().stream().map(birds::grade).toList(), birds.grades(found));
    assertTrue(birds.grades(found).containsAll(List.of(0, 1, 2)));
    LabException e = assertThrows(LabException.class, () -> all.query("brid"));
    assertTrue(e.getMessage().contains("\"bird\""), e.getMessage());
  }

  @Test
  void gainsRunFromTheMostWonToTheMostLost() {
    Query a = new Query("a", "one", Map.of("x", 1));
    Query b = new Query("b", "two", Map.of("x", 1));
    RetrievalScores words = scores(Matching.KEYWORDS, a, 0.5, b, 0.9);
    RetrievalScores mean = scores(Matching.MEAN, a, 0.25, b, 1);
    assertEquals(
        List.of("b (two) +0.10", "a (one) -0.25"),
        mean.gainsOver(words).stream().map(RetrievalScores.Gain::toString).toList());
    RetrievalScores others = scores(Matching.MEAN, b, 1, a, 0);
    assertThrows(LabException.class, () -> others.gainsOver(words));
  }

  private static RetrievalScores scores(Matching method, Query a, double x, Query b, double y) {
    return new RetrievalScores(
        method,
        List.of(
            new RetrievalScores.OfQuery(a, 0, x, 0, 1, 1),
            new RetrievalScores.OfQuery(b, 0, y, 0, 1, 1)));
  }
}
