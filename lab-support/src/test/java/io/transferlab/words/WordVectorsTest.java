package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds for any vectors, wherever they come from. */
class WordVectorsTest {
  static WordVectors random(int words, int dimension, long seed) {
    Random random = new Random(seed);
    float[] block = new float[words * dimension];
    for (int i = 0; i < block.length; i++) {
      block[i] = (float) random.nextGaussian();
    }
    return WordVectors.of(
        IntStream.range(0, words).mapToObj(i -> "w" + i).toList(), block, dimension);
  }

  @Test
  void givesBackWhatItWasMadeOf() {
    WordVectors vectors =
        WordVectors.of(List.of("ein", "zwei", "größer"), new float[] {1, 2, 3, 4, 5, 6}, 2);
    assertEquals(3, vectors.size());
    assertEquals(2, vectors.dimension());
    assertEquals(List.of("ein", "zwei", "größer"), vectors.words());
    assertArrayEquals(new float[] {5, 6}, vectors.vector("größer"));
    assertTrue(vectors.contains("zwei"));
    assertFalse(vectors.contains("Zwei"));
    assertEquals(1, vectors.index("zwei"));
    assertEquals("zwei", vectors.word(1));
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThrows(LabException.class, () -> WordVectors.of(List.of("a"), new float[3], 2));
    assertThrows(LabException.class, () -> WordVectors.of(List.of(), new float[0], 2));
    assertThrows(LabException.class, () -> WordVectors.of(List.of("a", "a"), new float[4], 2));
    assertThrows(
        LabException.class, () -> WordVectors.of(List.of("a"), new float[] {1, Float.NaN}, 2));
  }

  @Property(tries = 50)
  void similarityIsSymmetricAndOneWithItself(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int dimension,
      @ForAll Measure measure) {
    WordVectors vectors = random(2, dimension, seed);
    assertEquals(
        vectors.similarity("w0", "w1", measure), vectors.similarity("w1", "w0", measure), 0);
    assertEquals(1, vectors.similarity("w0", "w0"), 1e-12);
    assertTrue(Math.abs(vectors.similarity("w0", "w1")) <= 1);
    assertEquals(0, vectors.similarity("w0", "w0", Measure.EUCLIDEAN), 0);
  }

  @Property(tries = 50)
  void neighboursAreTheBestOfAllInOrderAndNeverTheWordItself(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 300) int words,
      @ForAll @IntRange(min = 2, max = 40) int dimension,
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll Measure measure) {
    WordVectors vectors = random(words, dimension, seed);
    Comparator<Neighbour> order = Comparator.comparingDouble(Neighbour::similarity);
    List<Neighbour> all = new ArrayList<>();
    for (int i = 1; i < words; i++) {
      all.add(new Neighbour("w" + i, vectors.similarity("w0", "w" + i, measure)));
    }
    all.sort(measure == Measure.EUCLIDEAN ? order : order.reversed());
    assertEquals(all.subList(0, Math.min(k, all.size())), vectors.nearest("w0", k, measure));
  }

  @Property(tries = 20)
  void manyAtOnceGiveTheSameAsOneByOne(
      @ForAll long seed, @ForAll @IntRange(min = 130, max = 2500) int words) {
    WordVectors vectors = random(words, 8, seed);
    List<String> queries = vectors.words().subList(0, 130);
    List<List<Neighbour>> all = vectors.nearestOfEach(queries, 5);
    for (int i = 0; i < queries.size(); i++) {
      assertEquals(vectors.nearest(queries.get(i), 5), all.get(i));
    }
  }

  @Property(tries = 20)
  void aLimitIsAPrefix(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int n) {
    WordVectors all = random(60, 3, seed);
    WordVectors first = all.limit(n);
    assertEquals(all.words().subList(0, Math.min(n, 60)), first.words());
    for (String word : first.words()) {
      assertArrayEquals(all.vector(word), first.vector(word));
    }
    if (n < 60) {
      assertFalse(first.contains("w" + n));
      assertFalse(first.words().contains("w" + n));
      assertThrows(LabException.class, () -> first.vector("w" + n));
      assertTrue(first.nearest(all.vector(59), 60).size() <= n);
    }
  }

  @Test
  void rowsInSeveralPiecesAreOneMatrix() {
    Random random = new Random(1);
    float[] block = new float[50 * 3];
    for (int i = 0; i < block.length; i++) {
      block[i] = random.nextFloat();
    }
    VectorRows one = VectorRows.of(block, 3);
    VectorRows many = VectorRows.of(block, 3, 7);
    float[] query = {1, -2, 3};
    assertArrayEquals(one.times(query), many.times(query));
    for (int i = 0; i < 50; i++) {
      assertArrayEquals(one.row(i), many.row(i));
    }
    java.nio.FloatBuffer queries =
        VectorRows.direct(6).put(new float[] {1, -2, 3, 0, 1, 0}).rewind();
    java.nio.FloatBuffer products = VectorRows.direct(40);
    many.times(5, 20, queries, 2, products);
    for (int i = 0; i < 20; i++) {
      assertEquals(one.times(query)[5 + i], products.get(2 * i), 1e-5);
      assertEquals(one.row(5 + i)[1], products.get(2 * i + 1), 1e-5);
    }
  }

  @Test
  void aVectorOfZerosHasNoDirection() {
    WordVectors vectors =
        WordVectors.of(List.of("a", "b", "zero"), new float[] {1, 0, 1, 1, 0, 0}, 2);
    assertEquals(0, vectors.similarity("a", "zero"));
    assertEquals(List.of("b"), vectors.nearest("a", 5).stream().map(Neighbour::word).toList());
  }

  @Test
  void anUnknownWordOffersOtherCasesAndNearSpellings() {
    WordVectors vectors =
        WordVectors.of(List.of("Paris", "house", "horse", "NASA"), new float[8], 2).named("mine");
    assertMessage(vectors, "paris", "try \"Paris\"");
    assertMessage(vectors, "nasa", "try \"NASA\"");
    assertMessage(vectors, "huose", "try \"house\"");
    assertMessage(vectors, "hosue", "a word of mine; found \"hosue\"");
    assertMessage(vectors, "qqqqqqq", "try another word");
    assertMessage(vectors, "", "try another word");
  }

  private static void assertMessage(WordVectors vectors, String word, String part) {
    LabException e = assertThrows(LabException.class, () -> vectors.vector(word));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
