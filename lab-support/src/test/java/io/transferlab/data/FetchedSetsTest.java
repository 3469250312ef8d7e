package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The catalogue's own ways to make a split, each on a small set of the same build. */
class FetchedSetsTest {
  @TempDir Path home;
  private final DownloadCatalogue catalogue = DownloadCatalogue.load();

  private Path in(String set, String file) throws IOException {
    Path path = home.resolve("sets").resolve(set).resolve(file);
    Files.createDirectories(path.getParent());
    return path;
  }

  private void pictures(String set, String... files) throws IOException {
    for (String file : files) {
      Files.write(in(set, file), new byte[] {1});
    }
  }

  private void text(String set, String file, String... lines) throws IOException {
    Files.writeString(in(set, file), String.join("\r\n", lines) + "\n\n");
  }

  private Splits open(String name) {
    Splits splits = Targets.open(name, TargetOptions.defaults(), Places.of(home, null));
    Set<String> seen = new HashSet<>();
    for (ImageSet part : List.of(splits.train(), splits.validation(), splits.test())) {
      part.pictures().forEach(p -> assertTrue(seen.add(p.key()), p.key() + " is in two parts"));
      assertEquals(List.copyOf(new TreeSet<>(part.classes())), part.classes(), "sorted");
      for (Picture p : part.pictures()) {
        assertTrue(p.key().startsWith(part.classes().get(p.label()) + "/"), p.key());
      }
    }
    return splits;
  }

  private static List<String> keys(ImageSet part) {
    return part.pictures().stream().map(Picture::key).toList();
  }

  @Test
  void listsOfPathsWithoutAValidationPart() throws IOException {
    String[] train = new String[20];
    for (int i = 0; i < 20; i++) {
      train[i] = (i < 10 ? "bar/same" : "attic/same") + i % 10 + ".jpg";
    }
    text("mit67", "TrainImages.txt", train);
    text("mit67", "TestImages.txt", "bar/z.jpg", "attic/z.jpg");
    Splits splits = open("mit67");
    assertEquals(List.of("attic", "bar"), splits.train().classes());
    assertEquals(16, splits.train().size());
    assertEquals(4, splits.validation().size(), "a fifth of each class");
    assertEquals(2, splits.validation().pictures().stream().filter(p -> p.label() == 0).count());
    assertEquals(List.of("attic/z.jpg", "bar/z.jpg"), keys(splits.test()));
    assertEquals(keys(splits.validation()), keys(open("mit67").validation()), "always the same");
    assertEquals(
        6,
        Targets.open("mit67", TargetOptions.defaults().withPerClass(3), Places.of(home, null))
            .train()
            .size());
  }

  @Test
  void tenOfficialSplits() throws IOException {
    for (int i = 1; i <= 10; i++) {
      text("textures", "dtd/labels/train" + i + ".txt", "a/t" + i + ".jpg", "b/x.jpg");
      text("textures", "dtd/labels/val" + i + ".txt", "a/v" + i + ".jpg");
      text("textures", "dtd/labels/test" + i + ".txt", "b/e" + i + ".jpg");
    }
    assertEquals(List.of("a/t1.jpg", "b/x.jpg"), keys(open("textures").train()));
    assertEquals(List.of("a/v10.jpg"), keys(open("dtd:10").validation()));
    LabException e = assertThrows(LabException.class, () -> open("textures:11"));
    assertTrue(e.getMessage().contains("from 1 to 10"), e.getMessage());
  }

  @Test
  void photographsOfAListAreDrawnIntoFiveSplits() throws IOException {
    LabException none = assertThrows(LabException.class, () -> open("stamps:6"));
    assertTrue(none.getMessage().contains("stamps"), none.getMessage());
    // Of the package's folders, where drawings lie beside.
    pictures("stamps", "animals/birds/crow.png", "animals/birds/cartoon/tux.png");
    pictures("stamps", "animals/birds/crow.txt", "plants/flowers/iris.svg", "vehicles/747.png");
    Set<String> all = new TreeSet<>();
    Set<List<String>> tests = new HashSet<>();
    for (int variant = 1; variant <= 5; variant++) {
      Splits splits = open("stamps:" + variant);
      assertEquals(
          List.of("birds", "food", "household", "mammals", "plants"), splits.train().classes());
      assertEquals(List.of(129, 44, 44), sizes(splits));
      splits.train().pictures().forEach(p -> all.add(p.key()));
      tests.add(keys(splits.test()));
      assertEquals(keys(splits.test()), keys(open("Stamps:" + variant).test()), "always the same");
    }
    assertEquals(5, tests.size());
    assertTrue(all.contains("birds/crow.png"));
    assertTrue(all.stream().allMatch(k -> k.endsWith(".png") && !k.contains("tux")));
    assertThrows(LabException.class, () -> open("stamps:6"));
    // A package of another version may lack some: named, one by one, when they are read.
    List<String> differences =
        FetchedSets.differences(catalogue.get("stamps"), home.resolve("sets/stamps"));
    assertEquals(1, differences.size());
    assertTrue(differences.get(0).startsWith("216 pictures of its lists are missing"));
  }

  @Test
  void petsAreNamedByTheirFiles() throws IOException {
    text(
        "cats-dogs",
        "annotations/trainval.txt",
        "#Image CLASS-ID",
        "Abyssinian_1 1 1 1",
        "english_cocker_spaniel_2 2 2 1",
        "Abyssinian_2 1 1 1");
    text("cats-dogs", "annotations/test.txt", "Abyssinian_3 1 1 1");
    Splits splits = open("catsdogs");
    assertEquals(List.of("Abyssinian", "english_cocker_spaniel"), splits.train().classes());
    assertEquals(List.of("Abyssinian/Abyssinian_3.jpg"), keys(splits.test()));
  }

  @Test
  void birdsAreNumbered() throws IOException {
    text("cub200", "CUB_200_2011/images.txt", "1 001.A/x.jpg", "2 002.B/y.jpg", "10 001.A/z.jpg");
    text("cub200", "CUB_200_2011/train_test_split.txt", "1 1", "2 1", "10 0");
    Splits splits = open("cub200");
    assertEquals(List.of("001.A/z.jpg"), keys(splits.test()));
    assertEquals(2, splits.train().size());
  }

  // Written by scipy 1.17.1 (savemat), compressed and not: numbers in several types, cells of
  // texts.
  static final String PACKED =
      "TUFUTEFCIDUuMCBNQVQtZmlsZSwgZm9yIGEgdGVzdCAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAA"
          + "AAAAAAABSU0PAAAALwAAAHic42NgYLAAYjYg5gBiTgYIYIXyGYGYBUqD1OQkJqXmFDMwMAFFGZl80wA6"
          + "pwOmDwAAADYAAAB4nONjYGAIAGI2IOaA0iDACuUzAjEzlAaJlRTlZaYAaU4glmCAAQ4HCP3BHkyJf3QA"
          + "AJH1BYsPAAAAYQAAAHic42NgYBBgZGBgA9IcQAxkggErlM8MFQNhTiBOy8xJjc/JLC6BquMDYgcGhH4W"
          + "NP0gfbxI5gpA+XkGhrqJ+hXxhnpZBelUMMeIBHO40czhBptjpJukXwk1hYEBAFQeEUkPAAAAOAAAAHic"
          + "42NgYKgAYjYg5gBiJgYIYIXyGeGYiaG4BCTOAlYD4icCaT4gtkDSz4dTPwTwIImDAADSvAKG";
  static final String PLAIN =
      "TUFUTEFCIDUuMCBNQVQtZmlsZSwgZm9yIGEgdGVzdCAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAA"
          + "AAAAAAABSU0OAAAAQAAAAAYAAAAIAAAACgAAAAAAAAAFAAAACAAAAAEAAAADAAAAAQAAAAYAAABsYWJl"
          + "bHMAAAMAAAAGAAAAAQACACwBAAAOAAAAEAEAAAYAAAAIAAAAAQAAAAAAAAAFAAAACAAAAAMAAAABAAAA"
          + "AQAAAAkAAABmaWxlX2xpc3QAAAAAAAAADgAAAEAAAAAGAAAACAAAAAQAAAAAAAAABQAAAAgAAAABAAAA"
          + "DQAAAAEAAAAAAAAAEAAAAA0AAABuMDEtYS94XzEuanBnAAAADgAAAEAAAAAGAAAACAAAAAQAAAAAAAAA"
          + "BQAAAAgAAAABAAAADQAAAAEAAAAAAAAAEAAAAA0AAABuMDEtYS94XzIuanBnAAAADgAAAEAAAAAGAAAA"
          + "CAAAAAQAAAAAAAAABQAAAAgAAAABAAAACwAAAAEAAAAAAAAAEAAAAAsAAABuMDItYi95LmpwZwAAAAAA";

  static final String SET_IDS =
      "TUFUTEFCIDUuMCBNQVQtZmlsZSwgZm9yIGEgdGVzdCAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAA"
          + "AAAAAAABSU0PAAAALAAAAHic42NgYLAAYjYg5gBibgYIYIXyGYGYCUqDxEqK8jJTgDQLEDIDRQE22QKj"
          + "DwAAACoAAAB4nONjYGCwAGI2IOYAYk4GCGCF8hmRMEisLDEnMwVIMwFFmIA0ADU6AogPAAAAKQAAAHic"
          + "42NgYHAAYjYg5oDSIMAK5TMiYZBYSXFJZgqQ5oTKQ4CAAwBOGgMB";

  @Test
  void flowersAreInMatlabFiles() throws IOException {
    byte[] packed = Base64.getDecoder().decode(PACKED);
    Files.write(in("flowers102", "x.mat"), packed);
    MatFile mat = MatFile.read(in("flowers102", "x.mat"));
    assertEquals(List.of(1.0, 2.0, 77.0, 102.0), boxed(mat.numbers("labels")));
    assertEquals(List.of(3.0, 1.0, 70000.0), boxed(mat.numbers("trnid")));
    assertThrows(IOException.class, () -> mat.numbers("st"), "other variables are passed over");
    Files.write(in("flowers102", "imagelabels.mat"), packed);
    Files.write(in("flowers102", "setid.mat"), packed);
    LabException e = assertThrows(LabException.class, () -> open("flowers102"));
    assertTrue(e.getMessage().contains("the lists of the set in"), e.getMessage());
    Files.write(in("flowers102", "setid.mat"), Base64.getDecoder().decode(SET_IDS));
    Splits splits = open("flowers102");
    assertEquals(List.of("001/image_00001.jpg", "077/image_00003.jpg"), keys(splits.train()));
    assertEquals(List.of("002/image_00002.jpg"), keys(splits.validation()));
    assertEquals(List.of("102/image_00004.jpg"), keys(splits.test()));
  }

  private static List<Double> boxed(double[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  @Test
  void dogsAreInCellsOfTexts() throws IOException {
    Files.write(in("sdogs", "train_list.mat"), Base64.getDecoder().decode(PLAIN));
    Files.write(in("sdogs", "test_list.mat"), Base64.getDecoder().decode(PACKED));
    LabException e = assertThrows(LabException.class, () -> open("sdogs"));
    assertTrue(e.getMessage().contains("n01-a/x_1.jpg in train and in test"), e.getMessage());
    assertEquals(
        List.of("n01-a/x_1.jpg", "n01-a/x_2.jpg", "n02-b/y.jpg"),
        MatFile.read(in("sdogs", "train_list.mat")).texts("file_list"));
  }

  @Test
  void foodIsInJson() throws IOException {
    text(
        "food101",
        "food-101/meta/train.json",
        "{\"pie\": [\"pie/1\", \"pie/2\"], \"tea\": [\"tea/1\"]}");
    text("food101", "food-101/meta/test.json", "{\"tea\": [\"tea/2\"]}");
    Splits splits = open("food101");
    assertEquals(List.of("tea/2.jpg"), keys(splits.test()));
    assertEquals(List.of("pie", "tea"), splits.test().classes());
  }

  @Test
  void foldersGetAStratifiedSplitOfOurs() throws IOException {
    for (int i = 0; i < 10; i++) {
      pictures("animals10", "raw-img/cane/d" + i + ".jpeg", "raw-img/gatto/c" + i + ".png");
      pictures("caltech101", "caltech-101/101_ObjectCategories/ant/" + i + ".jpg");
      pictures("caltech101", "caltech-101/101_ObjectCategories/bass/" + i + ".jpg");
      pictures("caltech101", "caltech-101/101_ObjectCategories/BACKGROUND_Google/" + i + ".jpg");
    }
    pictures("caltech101", "caltech-101/101_ObjectCategories/ant/tmp");
    Splits animals = open("animals10");
    assertEquals(List.of("cat", "dog"), animals.train().classes());
    assertEquals(List.of(12, 4, 4), sizes(animals));
    assertEquals(List.of("ant", "bass"), open("caltech101").train().classes());
    Table table = animals.table();
    assertEquals(List.of("class", "train", "validation", "test"), table.columnNames());
    assertEquals("all 2", table.stringColumn(0).get(2));
    assertEquals(6, table.intColumn("train").get(0));
    assertEquals(4, table.intColumn("test").get(2));
  }

  @Test
  void whatIsLeftOutOfItsFoldersIsNamed() throws IOException {
    for (int i = 0; i < 5; i++) {
      pictures("animals10", "raw-img/cane/d" + i + ".jpeg", "raw-img/gatto/c" + i + ".png");
    }
    assertEquals(List.of(), open("animals10").remarks());
    pictures("animals10", "raw-img/cane/late.jpg.crdownload");
    Files.createDirectories(in("animals10", "raw-img/pecora/x").getParent());
    assertEquals(
        List.of(
            "left out: 1 folder without pictures (pecora)",
            "left out: 1 unfinished download (cane/late.jpg.crdownload): fetch them again"),
        open("animals10").remarks());
  }

  private static List<Integer> sizes(Splits splits) {
    return List.of(splits.train().size(), splits.validation().size(), splits.test().size());
  }

  @Test
  void partsThatAreFolders() throws IOException {
    for (int i = 0; i < 10; i++) {
      pictures("small-catsdogs", "cats_and_dogs_filtered/train/cats/cat." + i + ".jpg");
      pictures("small-catsdogs", "cats_and_dogs_filtered/train/dogs/dog." + i + ".jpg");
      pictures("small-catsdogs", "cats_and_dogs_filtered/validation/cats/cat.200" + i + ".jpg");
      pictures("small-catsdogs", "cats_and_dogs_filtered/validation/dogs/dog.200" + i + ".jpg");
    }
    assertEquals(List.of(16, 4, 20), sizes(open("small-catsdogs")));
  }

  @Test
  void aPictureBesideTheClassFoldersIsNamed() throws IOException {
    for (int i = 0; i < 5; i++) {
      pictures("wood", "dry/" + i + ".png", "leaf/" + i + ".png");
    }
    assertEquals(List.of(), open("wood").remarks());
    Files.write(in("wood", "me.png"), OddPictures.encode(OddPictures.quarters(1), "png"));
    Splits splits = open("wood");
    assertEquals(List.of(6, 2, 2), sizes(splits));
    assertTrue(splits.toString().contains("me.png"), splits::toString);
  }

  @Test
  void aSetThatWasNotFetchedSaysHowAndWhatItCosts() {
    LabException e = assertThrows(LabException.class, () -> open("mit67"));
    for (String part :
        List.of("sets/mit67", "`environment/lab data fetch mit67`", "2.4 GB", "research only")) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Test
  void aSharedFolderServesWithoutBeingWrittenTo() throws IOException {
    text("mit67", "TrainImages.txt", "bar/1.jpg", "attic/1.jpg");
    text("mit67", "TestImages.txt", "bar/2.jpg");
    Path own = home.resolve("own");
    Splits splits =
        Targets.open("mit67", TargetOptions.defaults(), Places.of(own, home.toString()));
    assertEquals(1, splits.test().size());
    assertTrue(!Files.exists(own));
  }

  @Test
  void linksToTheDataFolderAndToASetAreFollowed() throws IOException {
    text("mit67", "TrainImages.txt", "bar/1.jpg", "attic/1.jpg");
    text("mit67", "TestImages.txt", "bar/2.jpg");
    for (String part : List.of("train", "validation")) {
      pictures("small-catsdogs", "cats_and_dogs_filtered/" + part + "/cats/" + part + ".jpg");
      pictures("small-catsdogs", "cats_and_dogs_filtered/" + part + "/dogs/" + part + ".jpg");
    }
    Path real = home;
    home = Files.createSymbolicLink(real.resolve("link"), real);
    assertEquals(1, open("mit67").test().size());
    home = real.resolve("other");
    Files.createDirectories(home.resolve("sets"));
    for (String set : List.of("mit67", "small-catsdogs")) {
      Files.createSymbolicLink(home.resolve("sets").resolve(set), real.resolve("sets/" + set));
    }
    assertEquals(1, open("mit67").test().size());
    assertEquals(2, open("small-catsdogs").test().size());
  }

  @Test
  void differencesFromWhatTheAuthorsSay() throws IOException {
    text("mit67", "TrainImages.txt", "bar/1.jpg", "attic/1.jpg");
    text("mit67", "TestImages.txt", "bar/2.jpg");
    pictures("mit67", "Images/bar/1.jpg", "Images/bar/2.jpg");
    Entry entry = catalogue.get("mit67");
    assertEquals(
        List.of(
            "expected 67 classes; found 2",
            "expected 5360 training pictures; found 2",
            "expected 1340 test pictures; found 1",
            "1 pictures of its lists are missing, the first attic/1.jpg"),
        FetchedSets.differences(entry, home.resolve("sets/mit67")));
    Files.delete(in("mit67", "TestImages.txt"));
    List<String> lines = FetchedSets.differences(entry, home.resolve("sets/mit67"));
    assertTrue(lines.get(0).contains("TestImages.txt"), lines.toString());
  }

  @Test
  void aListDoesNotLeadOutOfTheFolder() throws IOException {
    text("mit67", "TrainImages.txt", "../../secret/1.jpg", "bar/1.jpg");
    text("mit67", "TestImages.txt", "bar/2.jpg");
    LabException e = assertThrows(LabException.class, () -> open("mit67"));
    assertTrue(e.getMessage().contains("../../secret/1.jpg"), e.getMessage());
  }
}
