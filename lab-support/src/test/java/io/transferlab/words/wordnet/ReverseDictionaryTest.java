package io.transferlab.words.wordnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.SmallNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReverseDictionaryTest {
  private static final Definitions WORLD = Definitions.smallWorld();

  @TempDir Path folder;

  private static EncodedTexts hashed() {
    return EncodedTexts.by(new HashedWords(1)).withoutKeeping();
  }

  private static String first(ReverseDictionary dictionary, String description) {
    return dictionary.lookUp(description, 1).get(0).definition().name();
  }

  @Test
  void theSmallWorldDefinesItsThings() {
    assertEquals(138, WORLD.size());
    assertEquals(
        "parrot (noun): a colourful and noisy bird that can talk and fly, found at the cage or the"
            + " jungle, with seeds, feathers, beak",
        WORLD.list().stream().filter(d -> d.name().equals("parrot")).findFirst().get().toString());
    assertEquals(40, WORLD.descriptions().size(), "each has its word");
    assertTrue(WORLD.first(10).descriptions().size() < 40);
  }

  @Test
  void everyWayFindsWhatIsMeant() {
    ReverseDictionary exact = ReverseDictionary.of(WORLD, hashed());
    for (ReverseDictionary dictionary :
        List.of(ReverseDictionary.byKeywords(WORLD), exact, exact.withGraph(50))) {
      assertEquals("camel", first(dictionary, "patient and thirsty, with a hump"));
      assertEquals(7, dictionary.lookUp("a sweet and juicy fruit", 7).size());
    }
    assertEquals("hashed words, graph, ef 50", exact.withGraph(50).toString());
    assertEquals("hashed words, graph, ef 9", exact.withGraph(50).withGraph(9).toString());
  }

  @Test
  void withItsWordADefinitionIsFoundByIt() {
    ReverseDictionary plain = ReverseDictionary.byKeywords(WORLD);
    assertEquals(List.of(), plain.lookUp("helicopter", 3));
    ReverseDictionary words = ReverseDictionary.byKeywords(WORLD.withWords());
    assertEquals("helicopter", first(words, "helicopter"));
    assertEquals("138 definitions of the small world, with their words", "" + WORLD.withWords());
  }

  /** By rank_bm25's formula with the idf of Lucene, computed by hand in Python 3.11. */
  @Test
  void keywordsAreWeighedAsBm25() {
    KeywordIndex index =
        new KeywordIndex(
            List.of("a pet that barks", "a pet", "a large animal that barks at a pet"));
    List<io.transferlab.search.SimilarRow> found = index.nearest("the pet barks barks", 9);
    assertEquals(List.of(0, 2, 1), found.stream().map(r -> r.row()).toList());
    assertEquals(0.640996, found.get(0).score(), 1e-6);
    assertEquals(0.467057, found.get(1).score(), 1e-6);
    assertEquals(0.174270, found.get(2).score(), 1e-6);
    assertEquals(List.of(), index.nearest("unicorn", 9));
  }

  @Test
  void scoresTellWhereTheRightWordStands() {
    List<Description> asked =
        List.of(
            new Description("patient and thirsty, with a hump", List.of("camel")),
            new Description("with a hump", List.of("unicorn")));
    LookUpScores scores = ReverseDictionary.byKeywords(WORLD).scores(asked);
    assertEquals(List.of(1, 139), scores.ranks());
    assertEquals(0.5, scores.recallAt(10));
    assertEquals(70, scores.medianRank());
    assertEquals("9 to 91 %", scores.intervalAt(1).toString());
    assertEquals(
        "keywords in 138 definitions: recall@1 0.50, @10 0.50, @100 0.50, median rank 70",
        scores.toString());
  }

  @Test
  void theGraphFindsWhatAllRowsFind() {
    ReverseDictionary exact = ReverseDictionary.of(WORLD, hashed());
    ReverseDictionary graph = exact.withGraph(138);
    for (Description d : WORLD.descriptions()) { // of equally good ones the graph may take others
      assertEquals(
          exact.lookUp(d.text(), 9).stream().map(w -> Math.round(1e4 * w.score())).toList(),
          graph.lookUp(d.text(), 9).stream().map(w -> Math.round(1e4 * w.score())).toList());
    }
    List<GraphScores> scores = exact.compareWithGraph(9, 9, 138);
    assertEquals(List.of(0, 9, 138), scores.stream().map(GraphScores::ef).toList());
    assertEquals(1, scores.get(0).recall());
    assertTrue(scores.get(2).recall() > 0.8, scores.get(2).toString());
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    ReverseDictionary words = ReverseDictionary.byKeywords(WORLD);
    assertThrows(LabException.class, () -> words.lookUp("  ", 3));
    assertThrows(LabException.class, () -> words.lookUp("a pet", 0));
    assertThrows(LabException.class, () -> words.withGraph(50));
    assertThrows(LabException.class, () -> WORLD.first(0));
    Definitions few = Definitions.of(WordNet.open(SmallNet.write(folder)), 99);
    assertEquals("10 definitions of WordNet", few.toString());
    assertTrue(
        few.descriptions().stream().anyMatch(d -> d.accepted().contains("dog")), "a dog barks");
    Definitions none = few.first(3);
    assertEquals(1, none.descriptions().size());
  }

  @Test
  void theDescriptionsAreNobodysDefinitions() {
    assumeTrue(
        WordNet.folder().isPresent(),
        "WordNet is not on this machine (environment/lab data fetch wordnet)");
    Definitions all = Definitions.here(Integer.MAX_VALUE);
    assertEquals(100, all.descriptions().size());
    assertEquals(100, all.first(5000).descriptions().size(), "of the most usual meanings");
    Set<String> glosses =
        all.list().stream().map(d -> d.text().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    for (Description d : all.descriptions()) {
      assertTrue(!glosses.contains(d.text()), d.text());
      for (String word : d.accepted()) {
        assertTrue(!(" " + d.text() + " ").contains(" " + word + " "), d.text());
      }
    }
  }
}
