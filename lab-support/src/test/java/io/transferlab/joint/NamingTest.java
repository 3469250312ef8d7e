package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class NamingTest {
  private static final List<String> FOUR = List.of("a", "b", "c", "d");
  private static final float[][] SCORES = {
    {.9f, .5f, .1f, .2f}, {.8f, .1f, .3f, .25f}, {.7f, .6f, .2f, .1f}, {.85f, .3f, .35f, .05f}
  };

  private static Features truth(List<String> classes, int... labels) {
    return Features.of(
        "toy",
        Matrices.of(new float[labels.length][1]),
        labels,
        classes,
        IntStream.range(0, labels.length).mapToObj(i -> "p" + i).toList());
  }

  /** Four names on the axes: a row's cosines are its numbers, but for its length. */
  private static NameVectors axes() {
    return NameVectors.of(
        FOUR, Matrices.of(new float[][] {{1, 0, 0, 0}, {0, 3, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}));
  }

  @Test
  void theNearestNamesComeFirst() {
    Naming naming = Naming.of(Matrices.of(SCORES), axes());
    assertEquals(List.of("a", "b", "d", "c"), naming.best(0, 10));
    assertEquals(List.of("a", "c"), naming.best(1, 2));
    assertThrows(LabException.class, () -> naming.best(4, 1));
    assertThrows(LabException.class, () -> naming.best(0, 0));
  }

  @Test
  void eachKindCountsAlike() {
    Naming naming = Naming.of(Matrices.of(SCORES), axes());
    Features truth = truth(FOUR, 0, 0, 0, 1);
    assertEquals(.5, naming.accuracy(truth), 1e-9, "a: all three, b: none");
    assertEquals(.5, naming.accuracy(truth, 2), 1e-9, "picture 3 has a, c");
    assertEquals(1, naming.accuracy(truth, 3), 1e-9);
    assertEquals(0, naming.nearnessOfWrong(truth), 1e-6, "axes have nothing in common");
  }

  @Test
  void aClassThatIsNoCandidateIsNamed() {
    Naming naming = Naming.of(Matrices.of(SCORES), axes());
    LabException e =
        assertThrows(
            LabException.class, () -> naming.accuracy(truth(List.of("a", "zebra"), 0, 1, 0, 0)));
    assertTrue(e.getMessage().contains("zebra"), e.getMessage());
    assertThrows(LabException.class, () -> naming.accuracy(truth(FOUR, 0, 1)));
    assertThrows(LabException.class, () -> Naming.of(Matrices.of(new float[][] {{1, 2}}), axes()));
  }

  /** scipy 1.10.1: skew([4, 0, 0, 0]), skew of the counts with the biased formula. */
  @Test
  void hubnessIsTheSkewnessOfScipy() {
    Naming naming = Naming.of(Matrices.of(SCORES), axes());
    assertArrayEquals(new int[] {4, 0, 0, 0}, naming.occurrences(1));
    assertEquals(1.1547005, naming.hubness(1), 1e-6);
    assertEquals(0, naming.hubness(4), 1e-12, "all are found by all");
  }

  /** numpy 1.24.2, by the formulas of the papers. */
  @ParameterizedTest
  @EnumSource(HubCure.class)
  void curesAreThoseOfThePapers(HubCure cure) {
    float[] expected =
        switch (cure) {
          case NONE -> Matrices.flat(Matrices.of(SCORES));
          case STANDARDISED ->
              new float[] {
                1.183216f,
                .650945f,
                -1.432078f,
                .632456f,
                -.169031f,
                -1.432078f,
                .650945f,
                1.264911f,
                -1.521278f,
                1.1717f,
                -.390567f,
                -.632456f,
                .507093f,
                -.390567f,
                1.1717f,
                -1.264911f
              };
          case CSLS ->
              new float[] {
                .5625f, .2f, -.4625f, -.175f, .425f, -.5375f, 0, -.0125f, .1875f, .425f, -.2375f,
                -.35f, .5f, -.1625f, .075f, -.4375f
              };
          case INVERTED_SOFTMAX ->
              new float[] {
                -.243257f, -3.048705f, -7.710903f, -1.712461f, -3.243257f, -15.048705f, -1.710903f,
                -.212461f, -6.243257f, -.048705f, -4.710903f, -4.712461f, -1.743257f, -9.048705f,
                -.210903f, -6.212461f
              };
          case GLOBAL ->
              new float[] {
                .225f, -.875f, -2.975f, -.95f, -1.8f, -2.975f, -.925f, .0625f, -2.825f, .15f,
                -1.95f, -1.975f, -.7875f, -1.925f, .0875f, -2.9875f
              };
        };
    assertArrayEquals(expected, Matrices.flat(cure.apply(Matrices.of(SCORES))), 1e-4f);
  }

  /**
   * CSLS takes from a name only what its ten nearest are above it: a hub for all alike it keeps.
   */
  @ParameterizedTest
  @EnumSource(
      value = HubCure.class,
      names = {"NONE", "CSLS"},
      mode = EnumSource.Mode.EXCLUDE)
  void aHubLosesItsPicturesToTheRightNames(HubCure cure) {
    // Each picture is nearest to the hub, and a little nearer to its own name than to the others.
    float[][] places = new float[40][4];
    int[] labels = new int[40];
    Random dice = new Random(3);
    for (int i = 0; i < 40; i++) {
      labels[i] = 1 + i % 3;
      places[i][0] = .9f;
      for (int j = 1; j < 4; j++) {
        places[i][j] = (j == labels[i] ? .6f : .2f) + .05f * (float) dice.nextGaussian();
      }
    }
    Naming naming = Naming.of(Matrices.of(places), axes());
    Features truth = truth(FOUR, labels);
    assertEquals(0, naming.accuracy(truth), 1e-9);
    assertTrue(naming.cured(cure).accuracy(truth) > .6, cure + " cures");
    assertTrue(naming.cured(cure).hubness(1) < naming.hubness(1), cure.toString());
  }

  @ParameterizedTest
  @EnumSource(HubCure.class)
  void scoresThatAreAllOneStayNumbers(HubCure cure) {
    INDArray flat = Matrices.of(new float[][] {{.5f, .5f}, {.5f, .5f}, {.5f, .5f}});
    assertEquals(3, Matrices.checked(cure.apply(flat), 1).size(0));
    assertEquals(1, Matrices.checked(cure.apply(Matrices.of(new float[][] {{.3f}})), 1).size(0));
  }

  @Test
  void tenThousandNamesAreNotTooMany() {
    List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "kind " + i).toList();
    Random dice = new Random(1);
    float[][] vectors = new float[many.size()][16];
    for (float[] vector : vectors) {
      for (int k = 0; k < vector.length; k++) {
        vector[k] = (float) dice.nextGaussian();
      }
    }
    NameVectors names = NameVectors.of(many, Matrices.of(vectors));
    INDArray pictures = names.only(many.subList(9_000, 9_050)).matrix();
    Naming naming = Naming.of(pictures, names);
    Features truth = truth(many.subList(9_000, 9_050), IntStream.range(0, 50).toArray());
    assertEquals(1, naming.accuracy(truth), 1e-9);
    assertEquals(10_000, naming.cured(HubCure.CSLS).occurrences(5).length);
  }
}
