package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupSplitTest {
  private static final GroupRule NUMBER = GroupRule.byNumber();

  private static Picture picture(String key, int label) {
    return new Picture(key, label, size -> new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
  }

  private static List<ImageSet> parts(Splits splits) {
    return List.of(splits.train(), splits.validation(), splits.test());
  }

  /** Series of these sizes, each of one class. */
  private static ImageSet series(List<List<Integer>> sizes) {
    List<Picture> pictures = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int k = 0; k < sizes.size(); k++) {
      classes.add("c" + k);
      for (int s = 0; s < sizes.get(k).size(); s++) {
        for (int i = 0; i < sizes.get(k).get(s); i++) {
          pictures.add(picture("c%d/k%ds%d_%02d.jpg".formatted(k, k, s, i), k));
        }
      }
    }
    return ImageSet.of("series", classes, pictures);
  }

  private static void assertWhole(ImageSet all, Splits splits, GroupRule rule) {
    Map<String, Integer> partOf = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (int part = 0; part < 3; part++) {
      for (Picture p : parts(splits).get(part).pictures()) {
        assertTrue(keys.add(p.key()), p.key() + " is in two parts");
        String group = rule.group(p.key(), all.classes().get(p.label())).orElse(p.key());
        Integer before = partOf.putIfAbsent(group, part);
        assertTrue(before == null || before == part, group + " is in two parts");
      }
    }
    assertEquals(all.size(), keys.size());
  }

  @Property(tries = 200)
  void noSeriesIsInTwoPartsAndEachIsNearItsSize(
      @ForAll @Size(min = 2, max = 5)
          List<@Size(min = 3, max = 25) List<@IntRange(min = 1, max = 20) Integer>> sizes,
      @ForAll @IntRange(max = 1000) int seed) {
    ImageSet all = series(sizes);
    Splits splits = all.split(0.2, 0.2, seed, NUMBER);
    assertWhole(all, splits, NUMBER);
    double[] fractions = {0.6, 0.2, 0.2};
    for (int k = 0; k < sizes.size(); k++) {
      int label = k;
      int n = sizes.get(k).stream().mapToInt(Integer::intValue).sum();
      int largest = sizes.get(k).stream().mapToInt(Integer::intValue).max().orElseThrow();
      for (int part = 0; part < 3; part++) {
        ImageSet one = parts(splits).get(part);
        long have = one.pictures().stream().filter(p -> p.label() == label).count();
        assertTrue(have > 0, "a class without a part");
        assertTrue(
            Math.abs(have - fractions[part] * n) <= largest,
            () -> "%d of %d pictures in part of %s".formatted(have, n, sizes));
      }
    }
  }

  @Property(tries = 100)
  void seriesOfSeveralClassesStayTogetherToo(
      @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(min = 6, max = 40) int scenes) {
    Random random = new Random(seed);
    List<Picture> pictures = new ArrayList<>();
    for (int s = 0; s < scenes; s++) {
      for (int i = 0; i < 1 + random.nextInt(9); i++) {
        int label = s < 3 ? i % 2 : random.nextInt(2);
        pictures.add(picture("c%d/scene%d_%d.jpg".formatted(label, s, i), label));
      }
    }
    for (int s = 0; s < 3; s++) {
      pictures.add(picture("c0/own%d_1.jpg".formatted(s), 0));
      pictures.add(picture("c1/one%d_1.jpg".formatted(s), 1));
    }
    ImageSet all = ImageSet.of("scenes", List.of("c0", "c1"), pictures);
    Splits splits = all.split(0.2, 0.2, seed, NUMBER);
    assertWhole(all, splits, NUMBER);
    parts(splits).forEach(part -> assertEquals(2, classesIn(part), part::toString));
  }

  private static long classesIn(ImageSet part) {
    return part.pictures().stream().mapToInt(Picture::label).distinct().count();
  }

  @Test
  void equalSeriesAreDividedExactly() {
    ImageSet all = series(List.of(List.of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5), List.of(8, 8, 8, 8, 8)));
    Splits splits = all.split(0.2, 0.2, 1, NUMBER);
    assertEquals(List.of(54, 18, 18), parts(splits).stream().map(ImageSet::size).toList());
    assertEquals(
        "15 series by the rule number, none of them in two parts", splits.remarks().get(0));
  }

  @Test
  void theSeedAloneChoosesAndChoosesAgain() {
    ImageSet all =
        series(List.of(IntStream.range(0, 30).mapToObj(i -> 4).toList(), List.of(1, 1, 1)));
    List<Picture> once = all.split(0.2, 0.2, 7, NUMBER).test().pictures();
    assertEquals(once, all.split(0.2, 0.2, 7, NUMBER).test().pictures());
    assertNotEquals(once, all.split(0.2, 0.2, 8, NUMBER).test().pictures());
  }

  @Test
  void aClassOfTooFewSeriesIsNamed() {
    List<Picture> pictures = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      pictures.add(picture("c0/s" + s + "_1.jpg", 0));
      pictures.add(picture("c1/s" + s + "_2.jpg", 1));
    }
    pictures.add(picture("c2/s0_3.jpg", 2));
    pictures.add(picture("c2/s0_4.jpg", 2));
    ImageSet all = ImageSet.of("shared", List.of("c0", "c1", "c2"), pictures);
    LabException e = assertThrows(LabException.class, () -> all.split(0.2, 0.2, 1, NUMBER));
    assertTrue(e.getMessage().contains("1 of class c2 (its 2 pictures, by the rule number)"));
  }

  @ParameterizedTest
  @CsvSource({
    "number, cats/scene12_03.jpg, scene12",
    "number, cats/scene12-frame0007.png, scene12",
    "number, cats/scene12 (4).jpg, scene12",
    "number, cats/IMG_20240131_120000.jpg, IMG_20240131",
    "number, cats/scene12.jpg, ",
    "number, cats/12.jpg, ",
    "folder, cats/scene12/03.jpg, scene12",
    "folder, train/cats/scene12/left/03.jpg, scene12",
    "folder, cats/03.jpg, ",
    "patient\\d+, cats/x-patient7-2.jpg, patient7",
    "(patient\\d+)-, cats/patient7-2.jpg, patient7",
    "patient\\d+, patient9/other.jpg, ",
    "cats/(..), cats/ab-1.jpg, ab",
    "(x)?y, cats/y.jpg, ",
  })
  void rulesFindTheSeries(String rule, String key, String expected) {
    assertEquals(
        expected, GroupRule.named(rule).group(key, "cats").orElse(null), rule + " of " + key);
  }

  @Test
  void aNameThatAMacWroteIsTheSameSeries() {
    assertEquals(
        GroupRule.byNumber().group("a/Gr\u00fcn_1.jpg", "a"),
        GroupRule.byNumber().group("a/Gru\u0308n_2.jpg", "a"));
  }

  @Test
  void saysWhatIsWrongWithARule() {
    assertMessage("number, folder or a regular expression", () -> GroupRule.named("scene(\\d+"));
    ImageSet all = series(List.of(List.of(2, 2, 2), List.of(2, 2, 2)));
    GroupRule none = GroupRule.named("patient");
    assertMessage("none: it says nothing of c0/k0s0_00.jpg", () -> all.split(.2, .2, 1, none));
    assertMessage(
        "whose parts are fixed",
        () -> Targets.open("sketch-catsdogs", TargetOptions.defaults().withGroups(NUMBER)));
    assertMessage("sum is below 1", () -> all.split(0.5, 0.5, 1, NUMBER));
  }

  @Test
  void aPartThatCannotHaveAClassIsNamed() {
    List<Picture> pictures = new ArrayList<>();
    for (int k = 0; k < 4; k++) { // four series, each class in three: any two meet in a class
      for (int s = 0; s < 4; s++) {
        if (s != k) {
          pictures.add(picture("c%d/s%d_%d.jpg".formatted(k, s, k), k));
        }
      }
    }
    ImageSet all = ImageSet.of("shared", List.of("c0", "c1", "c2", "c3"), pictures);
    Splits splits = all.split(0.2, 0.2, 1, NUMBER);
    assertWhole(all, splits, NUMBER);
    assertEquals(4, classesIn(splits.train()), splits::toString);
    assertTrue(
        splits.toString().contains("its series are shared with other classes"), splits::toString);
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @TempDir Path temp;

  private Splits open(String... series) throws IOException {
    byte[] png = OddPictures.encode(OddPictures.quarters(1), "png");
    for (String one : series) {
      for (int i = 0; i < 4; i++) {
        Path file = temp.resolve(one + "_" + i + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, png);
      }
    }
    return Targets.open(
        temp.toString(), TargetOptions.defaults().withGroups(NUMBER).withPerClass(5));
  }

  @Test
  void aFolderIsSplitBySeries() throws IOException {
    Splits splits = open("cat/a", "cat/b", "cat/c", "dog/d", "dog/e", "dog/f");
    assertEquals(List.of(8, 8, 8), parts(splits).stream().map(ImageSet::size).toList());
    assertEquals(
        List.of("6 series by the rule number, none of them in two parts"), splits.remarks());
    assertTrue(TargetOptions.defaults().withGroups(NUMBER).toString().contains("number"));
  }

  @Test
  void partsOfAFolderStayAndASeriesInTwoIsNamed() throws IOException {
    Splits splits =
        open(
            "train/cat/a",
            "train/cat/b",
            "train/dog/d",
            "train/dog/e",
            "train/dog/h",
            "test/cat/a",
            "test/cat/b",
            "test/cat/g",
            "test/dog/f");
    assertEquals(List.of(9, 8, 16), parts(splits).stream().map(ImageSet::size).toList());
    assertEquals(
        List.of(
            "no validation part: 20 % of the training pictures are taken for it",
            "1 series (b) in the training and in the test part: what is measured there is too good",
            "1 series (a) in the validation and in the test part: what is measured there is too"
                + " good"),
        splits.remarks());
  }
}
