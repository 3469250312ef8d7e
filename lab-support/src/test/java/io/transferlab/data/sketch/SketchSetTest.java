package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Split;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketchSetTest {

  private static int[] pixels(SketchSet set, String name, Split split, long seed, int index) {
    return Studio.pixels(set.draw(name, split, seed, index, 64));
  }

  @ParameterizedTest
  @EnumSource
  void classesAreSortedAndDistinct(SketchSet set) {
    assertEquals(set.classes().stream().sorted().distinct().toList(), set.classes());
  }

  @ParameterizedTest
  @CsvSource({
    "OBJECTS, 28",
    "SCENES, 21",
    "CATS_DOGS, 2",
    "ROOMS, 9",
    "TEXTURES, 13",
    "ANIMALS, 10"
  })
  void setsHaveTheirNumberOfClasses(SketchSet set, int classes) {
    assertEquals(classes, set.classes().size());
  }

  @ParameterizedTest
  @EnumSource(names = {"CATS_DOGS", "ROOMS", "TEXTURES", "ANIMALS"})
  void noClassOfATargetIsInASource(SketchSet target) {
    Set<String> seen = new HashSet<>(SketchSet.OBJECTS.classes());
    seen.addAll(SketchSet.SCENES.classes());
    seen.retainAll(target.classes());
    assertEquals(Set.of(), seen);
  }

  @ParameterizedTest
  @EnumSource
  void thePartsOfAnAddressDecideThePicture(SketchSet set) {
    for (String name : set.classes()) {
      int[] picture = pixels(set, name, Split.TRAIN, 1, 0);
      assertArrayEquals(picture, pixels(set, name, Split.TRAIN, 1, 0), name);
      assertFalse(Arrays.equals(picture, pixels(set, name, Split.TRAIN, 1, 1)), name);
      assertFalse(Arrays.equals(picture, pixels(set, name, Split.TRAIN, 2, 0)), name);
      assertFalse(Arrays.equals(picture, pixels(set, name, Split.VALIDATION, 1, 0)), name);
      assertFalse(Arrays.equals(picture, pixels(set, name, Split.TEST, 1, 0)), name);
    }
  }

  @Test
  void splitsShareNoPicture() {
    Set<Integer> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (int index = 0; index < 100; index++) {
        int[] picture = pixels(SketchSet.CATS_DOGS, "cat", split, 1, index);
        assertTrue(seen.add(Arrays.hashCode(picture)), split + " " + index);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyClassIsDrawnAtAnySize(SketchSet set) {
    for (String name : set.classes()) {
      for (int size : new int[] {8, 64, 224}) {
        BufferedImage picture = set.draw(name, Split.TEST, -5, Integer.MAX_VALUE, size);
        assertEquals(size, picture.getWidth());
        assertEquals(size, picture.getHeight());
        assertEquals(BufferedImage.TYPE_INT_RGB, picture.getType());
      }
    }
  }

  /** A larger picture shows the same thing, not another one. */
  @ParameterizedTest
  @EnumSource
  void sizeDoesNotChangeWhatIsDrawn(SketchSet set) {
    for (String name : set.classes()) {
      int[] small = CoarsePicture.of(set.draw(name, Split.TRAIN, 3, 1, 64));
      int[] large = CoarsePicture.of(set.draw(name, Split.TRAIN, 3, 1, 224));
      assertTrue(CoarsePicture.meanDifference(small, large) < 3, name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lightAndContrastAreSane(SketchSet set) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (String name : set.classes()) {
      for (int index = 0; index < 20; index++) {
        double most = 0;
        int[] picture = pixels(set, name, Split.TRAIN, 9, index);
        for (int channel = 0; channel < 24; channel += 8) {
          double one = 0;
          double oneSquares = 0;
          for (int rgb : picture) {
            int level = rgb >> channel & 255;
            one += (double) level / picture.length;
            oneSquares += (double) level * level / picture.length;
          }
          most = Math.max(most, Math.sqrt(oneSquares - one * one));
          sum += one;
          squares += oneSquares;
          n++;
        }
        assertTrue(most > 5, name + " " + index + " is nearly blank: deviation " + most);
      }
    }
    double mean = sum / n;
    double deviation = Math.sqrt(squares / n - mean * mean);
    assertTrue(mean > 95 && mean < 150, "mean " + mean);
    assertTrue(deviation > 35 && deviation < 75, "deviation " + deviation);
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsDrawWhatOneDraws(SketchSet set) {
    List<String> classes = set.classes();
    List<int[]> one = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      one.add(pixels(set, classes.get(i % classes.size()), Split.TRAIN, 4, i));
    }
    IntStream.range(0, 100)
        .parallel()
        .forEach(
            i ->
                assertArrayEquals(
                    one.get(i), pixels(set, classes.get(i % classes.size()), Split.TRAIN, 4, i)));
  }

  @ParameterizedTest
  @EnumSource
  void aSetIsFoundByItsName(SketchSet set) {
    assertSame(set, SketchSet.named(set.id()));
    assertSame(set, SketchSet.named(set.id().toUpperCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "imagenet"})
  void anUnknownSetIsAnsweredWithTheKnownOnes(String id) {
    LabException error = assertThrows(LabException.class, () -> SketchSet.named(id));
    assertTrue(error.getMessage().contains("found '" + id + "'"), error.getMessage());
    for (SketchSet set : SketchSet.values()) {
      assertTrue(error.getMessage().contains(set.id()), error.getMessage());
    }
  }

  @Test
  void anUnknownClassOrSizeIsAnsweredWithTheKnownOnes() {
    LabException name =
        assertThrows(
            LabException.class, () -> SketchSet.CATS_DOGS.draw("Cat", Split.TEST, 1, 0, 64));
    assertEquals(
        "Expected a class of sketch-catsdogs; found 'Cat'. Next: choose from cat, dog.",
        name.getMessage());
    LabException size =
        assertThrows(
            LabException.class, () -> SketchSet.CATS_DOGS.draw("cat", Split.TEST, 1, 0, 0));
    assertTrue(size.getMessage().contains("found 0"), size.getMessage());
  }
}
