package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.words.WordVectors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameVectorsTest {
  private static final WordVectors WORDS =
      WordVectors.of(
          List.of("living", "room", "bear", "ice-cream"), new float[] {2, 0, 0, 5, 3, 4, -1, 0}, 2);

  private static String message(Runnable run) {
    return assertThrows(LabException.class, run::run).getMessage();
  }

  @Test
  void aNameOfTwoWordsLiesInTheMiddleOfTheirDirections() {
    NameVectors names = NameVectors.of(WORDS, List.of("living room", "bear", "living_room"));
    float half = (float) Math.sqrt(.5);
    assertArrayEquals(
        new float[] {half, half, .6f, .8f, half, half}, Matrices.flat(names.matrix()), 1e-6f);
  }

  @Test
  void aWordThatHasAVectorAsItStandsIsNotCutUp() {
    assertArrayEquals(
        new float[] {-1, 0},
        Matrices.flat(NameVectors.of(WORDS, List.of("ice-cream")).matrix()),
        1e-6f);
  }

  @Test
  void allNamesWithoutAVectorAreNamedAtOnce() {
    String said = message(() -> NameVectors.of(WORDS, List.of("bear", "mug", "living mug")));
    assertTrue(said.contains("2 of 3 without: mug, living mug"), said);
    assertTrue(said.contains("Next: say them in other words"), said);
    assertFalse(NameVectors.knows(WORDS, "mug"));
    assertFalse(NameVectors.knows(WORDS, ""));
    assertTrue(NameVectors.knows(WORDS, "bear"));
  }

  @Test
  void tenThousandUnknownNamesAreCountedNotListed() {
    List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "kind" + i).toList();
    String said = message(() -> NameVectors.of(WORDS, many));
    assertTrue(said.contains("(10000 in all)") && said.length() < 500, said);
  }

  @Test
  void listsThatMakeNoSenseAreRefused() {
    assertTrue(message(() -> NameVectors.of(WORDS, List.of())).contains("at least one name"));
    assertTrue(message(() -> NameVectors.of(WORDS, List.of("bear", "bear"))).contains("twice"));
    NameVectors bear = NameVectors.of(WORDS, List.of("bear"));
    assertTrue(message(() -> bear.only(List.of("baer"))).contains("bear"), "the nearest");
    NameVectors other = NameVectors.of(List.of("x"), Matrices.of(new float[][] {{1, 2, 3}}));
    assertTrue(message(() -> bear.and(other)).contains("2 numbers"));
    assertTrue(
        message(() -> NameVectors.of(List.of("x", "y"), Matrices.of(new float[][] {{1, 2}})))
            .contains("a vector for each of 2 names"));
  }

  @Test
  void namesThatAreHereAlreadyAreNotTakenTwice() {
    NameVectors some = NameVectors.of(WORDS, List.of("room", "bear"));
    NameVectors all = some.and(NameVectors.of(WORDS, List.of("bear", "living")));
    assertEquals(List.of("room", "bear", "living"), all.names());
    assertArrayEquals(new float[] {0, 1, .6f, .8f, 1, 0}, Matrices.flat(all.matrix()), 1e-6f);
    assertEquals(2, some.and(some).size());
  }
}
