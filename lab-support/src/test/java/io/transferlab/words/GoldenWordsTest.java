package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against gensim and numpy; golden.py beside the resources made the figures. */
class GoldenWordsTest {
  private static final double TOLERANCE = 2e-6; // gensim computes in float32
  private static final WordVectors VECTORS = WordVectors.load(resource("vectors.txt"));
  private static final JsonObject GOLDEN = golden();

  private static Path resource(String name) {
    try {
      return Path.of(GoldenWordsTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject golden() {
    try {
      return JsonParser.parseString(Files.readString(resource("golden.json"))).getAsJsonObject();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertNeighbours(
      JsonArray expected, List<Neighbour> found, double tolerance) {
    assertEquals(
        StreamSupport.stream(expected.spliterator(), false)
            .map(e -> e.getAsJsonArray().get(0).getAsString())
            .toList(),
        found.stream().map(Neighbour::word).toList());
    for (int i = 0; i < found.size(); i++) {
      double score = expected.get(i).getAsJsonArray().get(1).getAsDouble();
      assertEquals(score, found.get(i).similarity(), tolerance);
    }
  }

  @Test
  void similarities() {
    for (JsonElement element : GOLDEN.getAsJsonArray("similarity")) {
      JsonArray row = element.getAsJsonArray();
      String a = row.get(0).getAsString();
      String b = row.get(1).getAsString();
      assertEquals(row.get(2).getAsDouble(), VECTORS.similarity(a, b), TOLERANCE);
      assertEquals(row.get(3).getAsDouble(), VECTORS.similarity(a, b, Measure.DOT), 10 * TOLERANCE);
      assertEquals(
          row.get(4).getAsDouble(), VECTORS.similarity(a, b, Measure.EUCLIDEAN), TOLERANCE);
    }
  }

  @Test
  void neighbours() {
    GOLDEN
        .getAsJsonObject("nearest")
        .entrySet()
        .forEach(
            e ->
                assertNeighbours(
                    e.getValue().getAsJsonArray(), VECTORS.nearest(e.getKey(), 10), TOLERANCE));
  }

  @Test
  void analogiesByThreeMethodsWithAndWithoutExclusion() {
    assertEquals(18, GOLDEN.getAsJsonArray("analogies").size());
    for (JsonElement element : GOLDEN.getAsJsonArray("analogies")) {
      JsonObject row = element.getAsJsonObject();
      JsonArray words = row.getAsJsonArray("words");
      Analogy analogy =
          Analogy.of(
                  words.get(0).getAsString(),
                  words.get(1).getAsString(),
                  words.get(2).getAsString())
              .by(AnalogyMethod.valueOf(row.get("method").getAsString()));
      if (!row.get("excluded").getAsBoolean()) {
        analogy = analogy.keepingQueryWords();
      }
      assertNeighbours(row.getAsJsonArray("answers"), analogy.solve(VECTORS, 5), TOLERANCE);
    }
  }

  @Test
  void analogyQuestionsToTheLastOne() {
    AnalogyQuestions questions = AnalogyQuestions.load(resource("questions.txt"));
    AnalogyScores scores = questions.ask(VECTORS);
    assertSections("analogySections", scores);
    assertEquals(GOLDEN.get("analogyAccuracy").getAsDouble(), scores.total().accuracy(), 1e-12);
    assertSections("analogySectionsOfFirst60", questions.ask(VECTORS.limit(60)));
    assertEquals(3, scores.total().unknown());
    assertEquals(1, questions.leftOut().size());
    assertEquals(
        scores.total().correct(), scores.semantic().correct() + scores.syntactic().correct());
    assertEquals(6, scores.table().rowCount());
    assertTrue(
        scores.total().toString().contains("3 left out for unknown words, coverage 97.8 %"),
        scores.toString());
  }

  private static void assertSections(String name, AnalogyScores scores) {
    List<AnalogyScores.Section> all = new ArrayList<>(scores.sections());
    all.add(scores.total());
    JsonArray expected = GOLDEN.getAsJsonArray(name);
    for (int i = 0; i < expected.size(); i++) {
      JsonArray row = expected.get(i).getAsJsonArray();
      AnalogyScores.Section section = all.get(i);
      assertEquals(row.get(1).getAsInt(), section.correct(), section.name());
      assertEquals(row.get(2).getAsInt(), section.asked() - section.correct(), section.name());
    }
  }

  @Test
  void judgedPairs() {
    WordPairs pairs = WordPairs.load(resource("pairs.tsv"));
    WordPairs.Score score = pairs.compare(VECTORS);
    JsonObject expected = GOLDEN.getAsJsonObject("pairs");
    assertEquals(expected.get("spearman").getAsDouble(), score.spearman(), 1e-9);
    assertEquals(expected.get("pearson").getAsDouble(), score.pearson(), 1e-6);
    assertEquals(60, score.used());
    assertEquals(1, score.unknown());
    assertEquals(List.of(), pairs.leftOut()); // its head line is no pair
  }

  @Test
  void theOddOneOut() {
    for (JsonElement element : GOLDEN.getAsJsonArray("oddOneOut")) {
      JsonArray row = element.getAsJsonArray();
      List<String> words =
          StreamSupport.stream(row.get(0).getAsJsonArray().spliterator(), false)
              .map(JsonElement::getAsString)
              .toList();
      assertEquals(row.get(1).getAsString(), VECTORS.oddOneOut(words));
    }
  }

  @Test
  void aTableOfPairs() {
    List<String> words = List.of("filler", "filler1", "filler");
    var table = VECTORS.pairwise(words, Measure.COSINE);
    assertEquals(4, table.columnCount());
    assertEquals(
        VECTORS.similarity("filler", "filler1"), table.doubleColumn("filler1").getDouble(0));
    assertEquals(1, table.doubleColumn(3).getDouble(0), 1e-12);
  }

  @Test
  void filesWithoutQuestionsOrPairsAreSaid(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x"), ": empty\none two three\n");
    assertThrows(LabException.class, () -> AnalogyQuestions.load(file));
    assertThrows(LabException.class, () -> WordPairs.load(file));
    assertThrows(LabException.class, () -> AnalogyQuestions.load(folder.resolve("nothing")));
    Files.writeString(file, "a,b,1\nc,d,2\n");
    WordPairs pairs = WordPairs.load(file);
    assertEquals(2, pairs.pairs().size());
    assertThrows(LabException.class, () -> pairs.compare(VECTORS));
  }

  @Test
  void aQuestionWithoutKnownWordsHasNoAccuracy() {
    AnalogyScores scores = AnalogyQuestions.of(List.of("a b c d")).ask(VECTORS);
    assertTrue(Double.isNaN(scores.total().accuracy()));
    assertEquals(0, scores.total().coverage());
    assertTrue(scores.table().print().contains("total"));
  }
}
