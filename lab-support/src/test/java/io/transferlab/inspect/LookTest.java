package io.transferlab.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.GroupRule;
import io.transferlab.data.ImageSet;
import io.transferlab.data.PartedPictures;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.inspect.Finding.Weight;
import io.transferlab.plot.Figure;
import io.transferlab.plot.LookSheets;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as people have them, looked at. */
class LookTest {
  @TempDir Path temp;
  private Path folder;
  private List<BufferedImage> cats;
  private List<BufferedImage> dogs;

  @BeforeEach
  void draw() throws IOException {
    folder = temp.resolve("pets");
    cats = drawn("cat", 14);
    dogs = drawn("dog", 14);
  }

  private static List<BufferedImage> drawn(String name, int n) throws IOException {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, n, 5);
    return set.pictures().stream()
        .filter(p -> set.classes().get(p.label()).equals(name))
        .map(LookTest::read)
        .toList();
  }

  private static BufferedImage read(Picture picture) {
    try {
      return picture.source().read(96);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(BufferedImage image, String name) throws IOException {
    return Copies.write(image, folder.resolve(name));
  }

  private void sound(String in, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      write(cats.get(i), in + "cat/c" + i + ".png");
      write(dogs.get(i), in + "dog/d" + i + ".png");
    }
  }

  private Inspection quick() {
    return Look.at(folder.toString()).withoutLabels().inspect();
  }

  private static Optional<Finding> finding(Inspection seen, Topic topic) {
    return seen.findings().stream().filter(f -> f.topic() == topic).findFirst();
  }

  private static void assertFound(Inspection seen, Topic topic, int count, String words) {
    Finding found =
        finding(seen, topic).orElseThrow(() -> new AssertionError(topic + " in " + seen));
    assertEquals(count, found.count(), found.toString());
    assertTrue(found.toString().contains(words), found.toString());
  }

  private static List<String> listed(Inspection seen, Topic topic) {
    return seen.listed(topic).stream().map(Listed::picture).sorted().toList();
  }

  @Test
  void ofASoundFolderThereIsNothingToDecide() throws IOException {
    sound("", 0, 10);
    Inspection seen = quick();
    assertEquals(List.of(), seen.findings(), seen::toString);
    assertTrue(seen.toString().contains("pets: 20 pictures in 2 classes (cat 10, dog 10)"));
    assertTrue(seen.toString().contains("12 train, 4 validation, 4 test"), seen::toString);
    assertTrue(seen.toString().contains("all 96 x 96 pixels"), seen::toString);
    assertTrue(seen.toString().contains("Nothing to decide"), seen::toString);
    assertEquals(List.of("96 x 96", "96 x 96", "96 x 96"), seen.sizes());
    assertEquals(Optional.empty(), LookSheets.of(seen).copies());
    Figure sheet = LookSheets.of(seen).ofClass("dog");
    assertEquals("dog: all of its 10 pictures", sheet.title());
    assertTrue(sheet.alternative().contains("d3.png"), sheet.alternative());
    assertThrows(LabException.class, () -> LookSheets.of(seen).ofClass("bird"));
  }

  @Test
  void copiesAreToldByWhatTheySpoil() throws IOException {
    sound("train/", 0, 6);
    sound("test/", 6, 9);
    write(Copies.compressed(cats.get(7), 0.4f), "train/cat/leaked.jpg");
    write(Copies.mirrored(dogs.get(2)), "train/cat/both.png");
    Files.copy(folder.resolve("train/dog/d1.png"), folder.resolve("train/dog/d1 (copy).png"));
    write(Copies.quarter(dogs.get(8)), "test/dog/turned.png");
    Inspection seen = quick();
    // The validation part is a fifth of the training pictures: what was copied may be there.
    assertTrue(listed(seen, Topic.LEAK).contains("train/cat/leaked.jpg"), seen::toString);
    assertEquals(1, listed(seen, Topic.CONTRADICTION).size(), seen::toString);
    assertTrue(listed(seen, Topic.COPY).contains("test/dog/turned.png"), seen::toString);
    Finding first = seen.findings().get(0);
    assertEquals(Topic.LEAK, first.topic());
    assertEquals(Weight.SERIOUS, first.weight());
    Listed leaked =
        seen.listed(Topic.LEAK).stream()
            .filter(l -> l.picture().endsWith("leaked.jpg"))
            .findFirst()
            .orElseThrow();
    assertEquals("test/cat/c7.png", leaked.other());
    assertEquals(folder.resolve("train/cat/leaked.jpg"), leaked.file().orElseThrow());
    Figure sheet = LookSheets.of(seen).copies().orElseThrow();
    assertTrue(sheet.alternative().contains("nearly the same as test/cat/c7.png"));
  }

  @Test
  void aSeriesThatChanceWouldSplitNamesTheOption() throws IOException {
    for (int scene = 0; scene < 6; scene++) {
      for (int shot = 0; shot < 4; shot++) {
        double part = 1 - 0.02 * shot;
        write(Copies.cut(cats.get(scene), part, 0.5), "cat/s%d_%d.png".formatted(scene, shot));
        write(Copies.cut(dogs.get(scene), part, 0.5), "dog/t%d_%d.png".formatted(scene, shot));
      }
    }
    Inspection seen = quick();
    Finding leak = finding(seen, Topic.LEAK).orElseThrow();
    assertTrue(leak.what().startsWith("A split by chance separates"), leak.what());
    assertTrue(leak.advice().contains("--group-by number"), leak.advice());
    Inspection grouped =
        Look.at(
                PartedPictures.open(
                    folder.toString(), TargetOptions.defaults().withGroups(GroupRule.byNumber())))
            .withoutLabels()
            .inspect();
    assertEquals(Optional.empty(), finding(grouped, Topic.LEAK), grouped::toString);
  }

  @Test
  void whatIsWrongWithSinglePicturesIsCounted() throws IOException {
    sound("", 0, 6);
    Files.createFile(folder.resolve("cat/nothing.jpg"));
    Files.writeString(folder.resolve("cat/page.jpg"), "<html>404</html>");
    byte[] whole = Files.readAllBytes(folder.resolve("dog/d1.png"));
    Files.write(folder.resolve("dog/cut.png"), Arrays.copyOf(whole, whole.length / 2));
    write(new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB), "dog/black.png");
    write(Copies.resized(cats.get(9), 0.4, 0.4), "cat/small.png");
    write(Copies.resized(cats.get(10), 4, 1), "cat/long.png");
    Files.move(folder.resolve("cat/c0.png"), folder.resolve("cat/c0.jpg"));
    BufferedImage clear = new BufferedImage(96, 96, BufferedImage.TYPE_INT_ARGB);
    clear.createGraphics().drawImage(dogs.get(9), 20, 20, null);
    write(clear, "dog/clear.png");
    Files.createSymbolicLink(folder.resolve("dog/round"), folder);
    Inspection seen = quick();
    assertFound(seen, Topic.UNREADABLE, 3, "3 pictures cannot be read");
    assertEquals(
        List.of("cat/nothing.jpg", "cat/page.jpg", "dog/cut.png"), listed(seen, Topic.UNREADABLE));
    assertTrue(seen.decisions().toString().contains("the file is empty"));
    assertEquals(List.of("dog/black.png"), listed(seen, Topic.EMPTY));
    assertEquals(List.of("cat/small.png"), listed(seen, Topic.SMALL));
    assertEquals(List.of("cat/long.png"), listed(seen, Topic.ELONGATED));
    assertFound(seen, Topic.HANDLED, 0, "1 is transparent in places");
    assertFound(seen, Topic.HANDLED, 0, "1 has an ending of another format");
    assertFound(seen, Topic.LEFT_OUT, 0, "1 link that leads back to a folder around it");
    assertTrue(LookSheets.of(seen).others().isPresent());
  }

  @Test
  void theClassesAreWeighed() throws IOException {
    for (int i = 0; i < 9; i++) {
      write(cats.get(i), "cat/" + i + ".jpg");
      write(Copies.resized(dogs.get(i), 2, 2), "dog/" + i + ".png");
    }
    write(Copies.resized(cats.get(12), 1.2, 1.2), "Größe/a.jpg");
    write(Copies.resized(cats.get(13), 1.3, 1.3), "Größe/b.png");
    Inspection seen = quick();
    assertFound(seen, Topic.TOO_FEW, 0, "A class has fewer than 3 pictures (Größe 2)");
    assertFound(seen, Topic.IMBALANCE, 0, "cat (9) is 4.5 times as large as Größe (2)");
    assertFound(seen, Topic.SHORTCUT, 0, "of dog are PNG files");
    assertFound(seen, Topic.SHORTCUT, 0, "100.0 % of cat are 96 x 96 pixels, 0.0 %");
    assertEquals(List.of("JPEG", "PNG"), List.copyOf(seen.formats().keySet()));
    assertTrue(seen.toString().contains("they cannot be divided yet"));
    assertEquals(3, seen.classes().rowCount());
  }

  @Test
  void aFolderOfOneClassAndOneOfNoneAreLookedAtToo() throws IOException {
    write(cats.get(0), "cat/a.png");
    write(cats.get(1), "cat/b.png");
    Inspection seen = Look.at(folder.toString()).inspect();
    assertFound(seen, Topic.TOO_FEW, 2, "All pictures are of one class, cat");
    Files.move(folder.resolve("cat/a.png"), folder.resolve("a.png"));
    Files.move(folder.resolve("cat/b.png"), folder.resolve("b.png"));
    assertFound(quick(), Topic.TOO_FEW, 2, "All pictures are of one class, pictures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "missing", "file"})
  void whatIsNoFolderOfPicturesIsRefused(String kind) throws IOException {
    Files.createDirectories(folder);
    if (kind.equals("missing")) {
      folder = folder.resolve("no");
    } else if (kind.equals("file")) {
      folder = Files.writeString(folder.resolve("x.txt"), "x");
    }
    LabException e = assertThrows(LabException.class, this::quick);
    assertTrue(e.getMessage().matches("(?s).*(none|nothing at|a file at).*"), e.getMessage());
  }

  @Test
  void whereNothingCanBeReadThatIsWhatIsSaid() throws IOException {
    for (String name : List.of("cat/a.jpg", "cat/b.jpg", "cat/c.jpg", "dog/a.jpg", "dog/b.jpg")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    Inspection seen = Look.at(folder.toString()).inspect();
    assertFound(seen, Topic.UNREADABLE, 5, "the file is empty");
    assertEquals(Topic.UNREADABLE, seen.findings().get(0).topic());
    assertEquals(List.of(), seen.sizes());
    assertTrue(seen.accuracy().isEmpty());
    assertThrows(LabException.class, () -> LookSheets.of(seen).ofClass("cat"));
  }

  @Test
  void wrongLabelsAreDoubted() throws IOException {
    sound("", 0, 14);
    Files.move(folder.resolve("cat/c3.png"), folder.resolve("dog/wrong1.png"));
    Files.move(folder.resolve("dog/d5.png"), folder.resolve("cat/wrong2.png"));
    Inspection seen = Look.at(folder.toString()).inspect();
    List<Listed> odd = seen.listed(Topic.ODD_LABEL);
    assertEquals(
        List.of("cat/wrong2.png", "dog/wrong1.png"),
        odd.stream().limit(2).map(Listed::picture).sorted().toList(),
        odd::toString);
    assertEquals("dog", odd.get(0).className().equals("cat") ? odd.get(0).other() : "dog");
    assertTrue(seen.accuracy().getAsDouble() > 0.6, seen::toString);
    Figure sheet = LookSheets.of(seen).oddLabels().orElseThrow();
    assertTrue(sheet.alternative().contains("dog, or cat? dog/wrong1.png"), sheet.alternative());
  }

  @Test
  void theListCanBeActedOnAndNothingElseIsTouched() throws IOException {
    sound("", 0, 4);
    Files.copy(folder.resolve("cat/c1.png"), folder.resolve("cat/c1, \"again\".png"));
    List<Path> before;
    try (var files = Files.walk(folder)) {
      before = files.sorted().toList();
    }
    Path list = quick().writeList(temp.resolve("out/list.csv"));
    List<String> lines = Files.readAllLines(list);
    assertEquals("why,picture,file,class,part,detail,proposal,other,score", lines.get(0));
    assertTrue(
        lines.stream().anyMatch(l -> l.contains("\"cat/c1, \"\"again\"\".png\"")), lines::toString);
    try (var files = Files.walk(folder)) {
      assertEquals(before, files.sorted().toList());
    }
    assertFalse(lines.get(1).isBlank());
  }

  @Test
  void oneBrokenPictureAmongManyCostsALine() throws IOException {
    sound("", 0, 12);
    byte[] png = Files.readAllBytes(folder.resolve("cat/c0.png"));
    png[60] ^= 0x55;
    Files.write(folder.resolve("cat/c0.png"), png);
    Inspection seen = Look.at(folder.toString()).inspect();
    assertFound(seen, Topic.UNREADABLE, 1, "1 picture cannot be read");
    assertEquals(24, seen.pictures().size());
    assertTrue(seen.accuracy().isPresent());
  }
}
