package io.transferlab.advise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Splits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static ImageSet set(String folder, String part, int... ofClass) {
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < ofClass.length; label++) {
      for (int i = 0; i < ofClass[label]; i++) {
        String key = "%s%s/%s%d".formatted(folder, Answers.CLASSES.get(label), part, i);
        pictures.add(
            new Picture(
                key,
                label,
                size -> {
                  throw new AssertionError("draws read no picture");
                }));
      }
    }
    return ImageSet.of("set", Answers.CLASSES, pictures);
  }

  private static Set<String> keys(ImageSet set) {
    return set.pictures().stream().map(Picture::key).collect(Collectors.toSet());
  }

  private static Draws draws(ImageSet train, ImageSet validation, int count) {
    Set<String> all = new HashSet<>(keys(train));
    all.addAll(keys(validation));
    return Draws.of(new Splits(train, validation, validation), all, false, count, 1);
  }

  @Test
  void ofFewPicturesEachIsHeldBackInTurn() {
    Draws draws = draws(set("", "t", 12, 6), set("", "v", 4, 2), 4);
    assertFalse(draws.isFixed());
    TreeMap<String, Integer> judged = new TreeMap<>();
    for (long draw : draws.numbers()) {
      Set<String> judges = keys(draws.judged(draw));
      Set<String> train = keys(draws.training(100, draw));
      judges.forEach(key -> judged.merge(key, 1, Integer::sum));
      assertEquals(6, judges.size());
      assertEquals(18, train.size());
      train.retainAll(judges);
      assertEquals(Set.of(), train);
    }
    assertEquals(24, judged.size());
    assertEquals(Set.of(1), new HashSet<>(judged.values()), "each picture once");
  }

  @Test
  void fewerPicturesAreThoseOfTheSameDraw() {
    Draws draws = draws(set("", "t", 12, 3), set("", "v", 4, 1), 5);
    Set<String> one = keys(draws.training(1, 2));
    Set<String> five = keys(draws.training(5, 2));
    assertEquals(2, one.size());
    assertEquals(5 + 3, five.size(), "a class that has no five gives all");
    assertTrue(five.containsAll(one));
    assertNotEquals(one, keys(draws.training(1, 3)));
    assertEquals(one, keys(draws(set("", "t", 12, 3), set("", "v", 4, 1), 5).training(1, 2)));
  }

  @Test
  void aClassOfOnePictureIsTrainedOn() {
    Draws draws = draws(set("", "t", 8, 1), set("", "v", 2, 1), 3);
    Draws alone = draws(set("", "t", 8, 1), set("", "v", 2, 0), 3);
    for (long draw : draws.numbers()) {
      for (Draws some : List.of(draws, alone)) {
        assertEquals(
            1, some.training(9, draw).pictures().stream().filter(p -> p.label() == 1).count());
      }
    }
  }

  @Test
  void aPartOfItsOwnAndManyPicturesStayTheJudges() {
    ImageSet own = set("val/", "v", 3, 3);
    Draws parts = draws(set("train/", "t", 6, 6), own, 3);
    assertTrue(parts.isFixed());
    assertEquals(keys(own), keys(parts.judged(2)));
    assertTrue(draws(set("", "t", 6, 6), set("", "v", 250, 250), 3).isFixed());
  }

  @Test
  void sizesEndWithAllAndLeaveNoGapBeforeIt() {
    Draws thirty = draws(set("", "t", 30, 20), set("", "v", 10, 10), 3);
    assertEquals(List.of(1, 5, 20, 30), thirty.sizes(List.of(1, 5, 20)));
    Draws hundred = draws(set("", "t", 100, 100), set("", "v", 20, 20), 3);
    assertEquals(List.of(1, 5, 20, 50, 100), hundred.sizes(List.of(1, 5, 20)));
    Draws two = draws(set("", "t", 2, 1), set("", "v", 1, 1), 3);
    assertEquals(List.of(1, 2), two.sizes(List.of(1, 5, 20)));
  }

  @Test
  void picturesThatCannotBeReadTakeNoPart() {
    ImageSet train = set("", "t", 4, 4);
    ImageSet validation = set("", "v", 2, 2);
    Set<String> readable = keys(train);
    readable.addAll(keys(validation));
    readable.remove("cat/t0");
    Draws draws = Draws.of(new Splits(train, validation, validation), readable, false, 3, 1);
    for (long draw : draws.numbers()) {
      assertFalse(keys(draws.training(9, draw)).contains("cat/t0"));
      assertFalse(keys(draws.judged(draw)).contains("cat/t0"));
    }
  }
}
