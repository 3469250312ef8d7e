package io.transferlab.words.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.words.AnalogyQuestions;
import io.transferlab.words.WordPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallWorldTest {
  private static final SmallWorld WORLD = SmallWorld.load();

  @Test
  void theSameSeedGivesTheSameTextOnEveryMachine() {
    // String.hashCode is specified; this number was made on Linux with JDK 17.
    assertEquals(PINNED, String.join("\n", WORLD.sentences(500, 1)).hashCode());
    assertNotEquals(WORLD.sentences(50, 1), WORLD.sentences(50, 2));
  }

  private static final int PINNED = 1887354222;

  @Test
  void aLongerTextBeginsWithTheShorterOne() {
    assertEquals(WORLD.sentences(100, 3), WORLD.sentences(300, 3).subList(0, 100));
  }

  @Test
  void nothingOfTheNotationIsLeftInASentence() {
    for (String sentence : WORLD.sentences(3000, 5)) {
      assertTrue(sentence.matches("[a-z]+( [a-z]+)+"), sentence);
      assertFalse(sentence.matches(".*\\ba [aio].*|.*\\ban [^aeiou ].*"), sentence);
    }
  }

  @Test
  void everyWordOfTheQuestionsIsUsedInTheText() {
    Set<String> used = new HashSet<>();
    WORLD.sentences(20_000, 1).forEach(s -> used.addAll(List.of(s.split(" "))));
    Set<String> asked = new HashSet<>();
    for (AnalogyQuestions.Section section : WORLD.analogies().sections()) {
      section.questions().forEach(q -> asked.addAll(List.of(q.a(), q.b(), q.c(), q.d())));
    }
    asked.removeAll(used);
    assertEquals(Set.of(), asked);
  }

  @Test
  void noAnswerIsAWordOfItsQuestion() {
    AnalogyQuestions all = WORLD.analogies();
    assertEquals(12, all.sections().size());
    for (AnalogyQuestions.Section section : all.sections()) {
      assertTrue(section.questions().size() > 200, section.name());
      for (AnalogyQuestions.Question q : section.questions()) {
        assertFalse(List.of(q.a(), q.b(), q.c()).contains(q.d()), () -> section.name() + " " + q);
      }
    }
    AnalogyQuestions.Section capitals = all.sections().get(0);
    assertEquals("capital-world", capitals.name());
    assertTrue(
        capitals
            .questions()
            .contains(new AnalogyQuestions.Question("paris", "france", "rome", "italy")));
  }

  @Test
  void pairsAreJudgedByTheOrderOfTheWorld() {
    List<WordPairs.Pair> pairs = WORLD.similarities().pairs();
    assertEquals(200, pairs.size());
    assertEquals(pairs, SmallWorld.load().similarities().pairs());
    for (WordPairs.Pair pair : pairs) {
      List<String> groups = WORLD.words("noun", "group", pair.a());
      boolean sameGroup = groups.equals(WORLD.words("noun", "group", pair.b()));
      assertTrue(pair.judgement() != 8 || sameGroup, pair.toString());
      assertTrue(pair.judgement() != 1 || !sameGroup, pair.toString());
    }
  }

  @Test
  void sentencesAboutAThingNameItsKind() {
    List<String> birds = WORLD.words("noun", "name", "bird");
    List<String> plurals = WORLD.words("noun", "plural", "bird");
    for (String s : WORLD.sentencesAbout("animals", "noun", "bird", 30, new Random(1))) {
      assertTrue(
          List.of(s.split(" ")).stream().anyMatch(w -> birds.contains(w) || plurals.contains(w)),
          s);
    }
    assertTrue(
        WORLD.sentencesAbout("geography", "country", "egypt", 20, new Random(1)).stream()
            .allMatch(s -> s.matches(".*\\b(egypt|cairo|egyptian)\\b.*")));
  }

  @Test
  void unknownTopicsAndEmptyTextsAreRefused() {
    assertThrows(LabException.class, () -> WORLD.sentences(0, 1));
    LabException e =
        assertThrows(
            LabException.class,
            () -> WORLD.sentencesAbout("animal", "noun", "bird", 1, new Random(1)));
    assertTrue(e.getMessage().contains("did you mean \"animals\""), e.getMessage());
  }

  @Test
  void aFileHoldsTheParagraphs(@TempDir Path folder) throws Exception {
    Path file = WORLD.write(folder.resolve("sub/world.txt"), 100, 1);
    List<String> lines = Files.readAllLines(file);
    assertEquals(WORLD.paragraphs(100, 1), lines);
    assertEquals((100 + SmallWorld.PARAGRAPH - 1) / SmallWorld.PARAGRAPH, lines.size());
  }
}
