package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as people really have them. */
class FolderLayoutTest {
  @TempDir Path temp;
  private Path folder;
  private byte[] png;

  @BeforeEach
  void start() throws IOException {
    folder = temp.resolve("pets");
    png = OddPictures.encode(OddPictures.quarters(1), "png");
  }

  private void pictures(String in, int n) throws IOException {
    for (int i = 0; i < n; i++) {
      file(in + "/" + i + ".png", png);
    }
  }

  private void file(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void text(String name) throws IOException {
    file(name, "0.png,cat\n".getBytes(StandardCharsets.UTF_8));
  }

  private void catsAndDogs(String in, int each) throws IOException {
    pictures(in + "/cat", each);
    pictures(in + "/dog", each);
  }

  private Splits open() {
    return open(folder.toString());
  }

  private static Splits open(String typed) {
    Splits splits = Targets.open(typed);
    Set<String> seen = new HashSet<>();
    Stream.of(splits.train(), splits.validation(), splits.test())
        .flatMap(p -> p.pictures().stream())
        .forEach(p -> assertTrue(seen.add(p.key()), p.key() + " is in two parts"));
    return splits;
  }

  private static void assertSizes(Splits splits, int train, int validation, int test) {
    assertEquals(List.of("cat", "dog"), splits.train().classes());
    assertEquals(
        List.of(train, validation, test),
        List.of(splits.train().size(), splits.validation().size(), splits.test().size()),
        splits.toString());
  }

  private static void assertIn(String prefix, ImageSet part) {
    part.pictures().forEach(p -> assertTrue(p.key().startsWith(prefix), p.key()));
  }

  private void assertRefused(String... parts) {
    LabException e = assertThrows(LabException.class, this::open);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  private static void assertSaid(Splits splits, String... lines) {
    assertEquals(List.of(lines), splits.remarks());
    for (String line : lines) {
      assertTrue(splits.toString().contains(line));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train,validation,test",
    "train,val,test",
    "train,valid,test",
    "Train,Val,Test",
    "TRAIN,VALIDATION,TEST",
    "training,dev,testing",
    "training_set,validation_set,test_set",
    "train2017,val2017,test2017",
    "seg_train,seg_val,seg_test",
    "train_images,val_images,test_images",
    "Training Set,Validation Set,Test Set",
  })
  void partsAreUsedAsParts(String train, String validation, String test) throws IOException {
    catsAndDogs(train, 4);
    catsAndDogs(validation, 3);
    catsAndDogs(test, 2);
    Splits splits = open();
    assertSizes(splits, 8, 6, 4);
    assertIn(train + "/", splits.train());
    assertIn(validation + "/", splits.validation());
    assertIn(test + "/", splits.test());
    assertSaid(splits);
    ImageSet all = ImageSet.of(folder);
    assertEquals(18, all.size());
    assertEquals(List.of("its parts together: train, validation, test"), all.remarks());
  }

  @ParameterizedTest
  @CsvSource({"train,test", "training,Testing", "trainset,testset"})
  void aMissingValidationPartIsTakenFromTheTrainingPictures(String train, String test)
      throws IOException {
    catsAndDogs(train, 10);
    catsAndDogs(test, 5);
    Splits splits = open();
    assertSizes(splits, 16, 4, 10);
    assertIn(test + "/", splits.test());
    assertSaid(splits, "no validation part: 20 % of the training pictures are taken for it");
    assertEquals(keys(splits.validation()), keys(open().validation()), "always the same");
  }

  private static List<String> keys(ImageSet set) {
    return set.pictures().stream().map(Picture::key).toList();
  }

  @ParameterizedTest
  @CsvSource({"train,val", "train,valid", "Train,Validation"})
  void aMissingTestPartIsTakenFromTheTrainingPictures(String train, String validation)
      throws IOException {
    catsAndDogs(train, 10);
    catsAndDogs(validation, 5);
    Splits splits = open();
    assertSizes(splits, 16, 10, 4);
    assertIn(validation + "/", splits.validation());
    assertSaid(splits, "no test part: 20 % of the training pictures are taken for it");
  }

  @Test
  void aTestFolderWithoutClassesIsNamedAndNotUsed() throws IOException {
    catsAndDogs("train", 10);
    pictures("test", 7);
    Splits splits = open();
    assertSizes(splits, 12, 4, 4);
    assertSaid(
        splits,
        "no validation and no test part: 20 % of the training pictures are taken for each",
        "left out: 1 folder whose pictures have no classes (test: 7 pictures)");
  }

  @Test
  void aTestFolderWithOneFolderOfUnknownsIsNotUsedEither() throws IOException {
    catsAndDogs("train", 5);
    pictures("test1/unknown", 7);
    assertSizes(open(), 6, 2, 2);
  }

  @Test
  void trainAloneIsSplit() throws IOException {
    catsAndDogs("train", 5);
    Splits splits = open();
    assertSizes(splits, 6, 2, 2);
    assertSaid(splits, "read from " + folder.resolve("train") + ", the only folder with pictures");
  }

  @Test
  void partsWithoutClassFoldersAreRefused() throws IOException {
    pictures("train", 5);
    pictures("test", 5);
    text("labels.csv");
    assertRefused("pictures without class folders in test, train", "labels.csv are not read here");
  }

  @Test
  void partsWithoutTrainingPicturesAreRefused() throws IOException {
    catsAndDogs("val", 3);
    catsAndDogs("test", 3);
    assertRefused("a part to learn from beside test, val", "call the training pictures' folder");
  }

  @Test
  void classesThatOnlyATestPartHasAreNamed() throws IOException {
    catsAndDogs("train", 5);
    catsAndDogs("test", 5);
    pictures("test/mouse", 5);
    Splits splits = open();
    assertSizes(splits, 8, 2, 10);
    assertTrue(
        splits.remarks().contains("left out: 1 class without training pictures (test/mouse)"));
  }

  @Test
  void classFoldersThatHoldPartsAreTurnedRound() throws IOException {
    for (String name : List.of("cat", "dog")) {
      pictures(name + "/train", 4);
      pictures(name + "/val", 3);
      pictures(name + "/test", 2);
    }
    Splits splits = open();
    assertSizes(splits, 8, 6, 4);
    splits.test().pictures().forEach(p -> assertTrue(p.key().contains("/test/"), p.key()));
    assertSaid(splits, "the class folders hold parts: they are used as parts");
  }

  @Test
  void aClassMayBeCalledTrain() throws IOException {
    pictures("train", 5);
    pictures("car", 5);
    pictures("bus", 5);
    assertEquals(List.of("bus", "car", "train"), open().train().classes());
    pictures("steam_train", 5);
    pictures("crash-test", 5);
    assertEquals(5, open().train().classes().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset", "dataset/images", "a/b/c"})
  void oneFolderTooManyIsStepsInside(String around) throws IOException {
    catsAndDogs(around, 5);
    text("README.txt");
    text(around.replaceFirst("/.*", "") + "/annotations/list.txt");
    Splits splits = open();
    assertSizes(splits, 6, 2, 2);
    String said = "read from " + folder.resolve(around) + ", the only folder with pictures";
    assertEquals(said, splits.remarks().get(0));
    catsAndDogs(around.replaceFirst("/.*", "") + "/__MACOSX", 3);
    assertSizes(open(), 6, 2, 2);
  }

  @Test
  void anArchivesFolderWithinEachPartIsSteppedInside() throws IOException {
    catsAndDogs("seg_train/seg_train", 5);
    catsAndDogs("seg_test/seg_test", 5);
    pictures("seg_pred/seg_pred", 4);
    Splits splits = open();
    assertSizes(splits, 8, 2, 10);
    assertTrue(splits.remarks().contains("left out: 1 folder that is no part (seg_pred)"));
  }

  @Test
  void picturesInDeeperFoldersBelongToTheOutermost() throws IOException {
    pictures("animals/cat", 3);
    pictures("animals/dog", 3);
    pictures("vehicles/car", 3);
    pictures("vehicles/bus", 3);
    Splits splits = open();
    assertEquals(List.of("animals", "vehicles"), splits.train().classes());
    assertSaid(
        splits,
        "pictures lie deeper than one folder; the outermost folders are the classes:"
            + " animals of cat, dog; vehicles of bus, car");
  }

  @Test
  void aFolderForTheImagesOfEachClassIsNothingToSay() throws IOException {
    pictures("cat/images", 5);
    pictures("dog/images", 5);
    text("dog/boxes.txt");
    assertSaid(open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.csv", "train.txt", "annotations.json", "labels/0.txt"})
  void listsInPlaceOfFoldersAreNamed(String list) throws IOException {
    pictures("images", 5);
    text(list);
    assertRefused("at least two class folders", "only images", list, "sort the pictures by them");
  }

  @Test
  void loosePicturesAreNoClass() throws IOException {
    pictures(".", 5);
    assertRefused("none, but 5 pictures in no folder", "into a folder named after the class");
  }

  @Test
  void clutterIsPassedOverAndTheRestNamed() throws IOException {
    catsAndDogs(".", 5);
    for (String clutter :
        List.of("__MACOSX", "@eaDir", "lost+found", ".git", ".ipynb_checkpoints", "$RECYCLE.BIN")) {
      pictures(clutter + "/cat", 2);
      pictures("cat/" + clutter, 2);
    }
    for (String file :
        List.of(
            "._preview.jpg",
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            "Icon\r",
            "notes.txt",
            "make.py",
            "labels.csv",
            "cat/._0.png",
            "cat/Thumbs.db",
            "cat/list.json",
            "cat/empty")) {
      file(file, new byte[0]);
    }
    Files.createDirectories(folder.resolve("mouse"));
    file("stray.png", png);
    file("cat/new.jpg.crdownload", png);
    file("cat/IMG_1.part", png);
    Splits splits = open();
    assertSizes(splits, 6, 2, 2);
    assertSaid(
        splits,
        "left out: 1 folder without pictures (mouse)",
        "left out: 1 picture in no class folder (stray.png)",
        "left out: 2 unfinished downloads (cat/IMG_1.part, cat/new.jpg.crdownload):"
            + " fetch them again");
  }

  @Test
  void picturesAreKnownByWhatIsInThem() throws IOException {
    byte[] jpeg = OddPictures.encode(OddPictures.quarters(1), "jpg");
    int n = 0;
    for (String ending :
        List.of("jfif", "jpe", "JPG", "jpg_large", "jpeg~", "png", "", "dat", "JPEG", "jpg.1")) {
      file("cat/" + n++ + (ending.isEmpty() ? "" : "." + ending), jpeg);
    }
    file("cat/a.tif", OddPictures.encode(OddPictures.quarters(1), "tiff"));
    file("cat/b.dib", OddPictures.encode(OddPictures.quarters(1), "bmp"));
    file("cat/c.jpg", OddPictures.webp(8, 8));
    pictures("dog", 3);
    ImageSet set = ImageSet.of(folder);
    assertEquals(13 + 3, set.size());
    Pixels pixels = Pixels.of(set, 8);
    for (int i = 0; i < set.size(); i++) {
      pixels.rgb(i);
    }
    assertEquals(List.of(), pixels.problems());
  }

  @ParameterizedTest
  @CsvSource({
    "a.heic, 00000018667479706865696300000000, HEIC",
    "b.jpg, 000000186674797068656963000000006d696631, HEIC",
    "c.HEIF, 0000001c667479706d696631, HEIC",
    "d.avif, 0000001c6674797061766966, AVIF",
    "e.avif, 0000001c667479706d6966310000000061766966, AVIF",
    "f.psd, 3842505300010000, Photoshop or GIMP",
    "g.svg, 3c3f786d6c2076657273696f6e3d22312e30223f3e3c737667, 'SVG, EPS or other vector'",
    "h.cr2, 49492a00100000004352020000, camera RAW",
    "i.NEF, 4d4d002a00000008, camera RAW",
    "j.dng, 49492a0008000000, camera RAW",
    "k.pdf, 255044462d312e34, PDF",
    "l.ico, 00000100010010100000, icon",
    "m.jp2, 0000000c6a5020200d0a870a, JPEG 2000",
    "n.jxl, ff0a, JPEG XL",
    "o.mp4, 00000018667479706d703432, video",
    "p.mov, 0000001466747970717420, video",
    "q.ppm, 50360a31203120323535, 'PNM, TGA, PCX, EXR or other rare'",
    "r.CR3, 0000001866747970637278200000, camera RAW",
  })
  void whatCannotBeReadIsNamedWithItsKind(String name, String hex, String kind) throws IOException {
    catsAndDogs(".", 5);
    file("cat/" + name, java.util.HexFormat.of().parseHex(hex));
    file("dog/" + name, java.util.HexFormat.of().parseHex(hex));
    Splits splits = open();
    String line = splits.remarks().get(0);
    boolean converted = List.of("HEIC", "AVIF").contains(kind) && HeifConverter.here().isPresent();
    assertEquals(
        converted ? 12 : 10,
        splits.train().size() + splits.validation().size() + splits.test().size());
    String files = "%s (cat/%s, dog/%s): export".formatted("%s", name, name);
    assertTrue(
        line.contains(
            converted
                ? files.formatted(": 2 " + kind + " files")
                : files.formatted("left out: 2 " + kind + " files, which this cannot read")),
        line);
  }

  @Test
  void linksAreFollowedButNotRoundInCircles() throws IOException {
    Path elsewhere = temp.resolve("elsewhere");
    catsAndDogs(".", 5);
    Files.move(folder.resolve("cat"), elsewhere);
    Files.createSymbolicLink(folder.resolve("cat"), elsewhere);
    Files.createSymbolicLink(folder.resolve("dog/around"), folder);
    Files.createSymbolicLink(folder.resolve("dog/gone.png"), temp.resolve("gone.png"));
    Files.createSymbolicLink(folder.resolve("mouse"), temp.resolve("no-mouse"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
    Splits splits = open(link.toString());
    assertSizes(splits, 6, 2, 2);
    assertSaid(
        splits,
        "left out: 1 link that leads back to a folder around it (dog/around)",
        "left out: 2 links that lead nowhere (dog/gone.png, mouse): mend them");
    folder = Files.createSymbolicLink(temp.resolve("broken"), temp.resolve("nothing"));
    assertRefused("a link that leads nowhere at", "mend the link");
  }

  @Test
  void pathsAreReadAsPeopleTypeThem() throws IOException {
    folder = temp.resolve("my pets");
    catsAndDogs(".", 5);
    assertSizes(open(folder.toUri().toString()), 6, 2, 2);
    assertSizes(open("file://" + folder), 6, 2, 2);
    assertSizes(open(folder + "/"), 6, 2, 2);
    assertEquals(Path.of(System.getProperty("user.home"), "x"), TypedPath.of("~/x"));
    LabException e = assertThrows(LabException.class, () -> TypedPath.of("C:\\Users\\me"));
    assertTrue(e.getMessage().contains("/mnt/c/Users/me"), e.getMessage());
    assertThrows(LabException.class, () -> TypedPath.of("a\0b"));
  }

  @Test
  void anArchiveInPlaceOfAFolderIsNamed() throws IOException {
    for (String name : List.of("pets.zip", "pets.tar.gz", "pets.7z")) {
      Files.createDirectories(folder);
      Path file = Files.write(folder.resolve(name), new byte[10]);
      LabException e = assertThrows(LabException.class, () -> Targets.open(file.toString()));
      assertTrue(e.getMessage().contains("an archive at"), e.getMessage());
      assertTrue(e.getMessage().contains("unpack it"), e.getMessage());
    }
    file("a.png", png);
    folder = folder.resolve("a.png");
    assertRefused("a file at", "name the folder that it lies in");
  }

  @Test
  void twoWaysToWriteALetterAreOneClass() throws IOException {
    pictures("train/Gro\u0308ße", 4);
    pictures("train/klein", 4);
    pictures("test/Größe", 4);
    pictures("test/klein", 4);
    Splits splits = open();
    assertEquals(List.of("Größe", "klein"), splits.train().classes());
    assertEquals(8, splits.test().size());
  }

  @Test
  void picturesWithoutClassesAreTakenWhereverTheyLie() throws IOException {
    catsAndDogs("train", 3);
    assertFalse(LoosePictures.areIn(folder));
    file("stray.png", png);
    file("train/a.jxl", new byte[10]);
    ImageSet all = LoosePictures.folder(folder);
    assertEquals(7, all.size());
    assertEquals(List.of("cat", "dog", "pictures"), all.classes());
    assertEquals(1, all.remarks().size());
    assertFalse(LoosePictures.areIn(folder));
    assertTrue(LoosePictures.areIn(folder.resolve("train/cat")));
  }
}
