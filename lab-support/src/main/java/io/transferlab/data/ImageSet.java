package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.data.sketch.SketchSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Labelled pictures: drawn ones, or those of a folder with one subfolder a class. Classes and
 * pictures are in sorted order, whatever order the file system lists them in. Immutable.
 */
public final class ImageSet {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

  private final String name;
  private final List<String> classes;
  private final List<Picture> pictures;

  private ImageSet(String name, List<String> classes, List<Picture> pictures) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.pictures = List.copyOf(pictures);
  }

  /**
   * The pictures (JPEG, PNG, GIF, BMP, WebP) of a folder, one subfolder a class. Hidden files and
   * other files are left out.
   *
   * @param folder the folder of the class folders
   * @return the set, named after the folder
   * @throws LabException if the folder is missing, has fewer than two class folders, or a class has
   *     no picture
   */
  public static ImageSet of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw LabException.of(
          "a folder with one subfolder of pictures a class",
          Files.exists(folder) ? "a file at " + folder : "nothing at " + folder,
          "check the path");
    }
    List<String> classes = list(folder).filter(Files::isDirectory).map(ImageSet::fileName).toList();
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two class folders in " + folder,
          classes.isEmpty() ? "none" : "only " + classes.get(0),
          "put the pictures of each class into a folder named after the class");
    }
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      Path classFolder = folder.resolve(classes.get(label));
      int before = pictures.size();
      for (Path file : list(classFolder).filter(ImageSet::isPicture).toList()) {
        String key = classes.get(label) + "/" + fileName(file);
        pictures.add(new Picture(key, label, new PictureFile(file)));
      }
      if (pictures.size() == before) {
        throw LabException.of(
            "pictures (" + String.join(", ", new java.util.TreeSet<>(ENDINGS)) + ") in every class",
            "none in " + classFolder,
            "add pictures or remove the folder");
      }
    }
    Path named = folder.toAbsolutePath().normalize().getFileName();
    return new ImageSet(named == null ? "pictures" : named.toString(), classes, pictures);
  }

  /**
   * Drawn pictures: as many of each class as asked for.
   *
   * @param set what is drawn
   * @param split which stream of pictures; those of two splits never coincide
   * @param perClass pictures of each class, at least 1
   * @param seed the seed of the stream
   * @return the set
   */
  public static ImageSet drawn(SketchSet set, Split split, int perClass, long seed) {
    requireSome(perClass);
    List<Picture> pictures = new ArrayList<>(set.classes().size() * perClass);
    for (int label = 0; label < set.classes().size(); label++) {
      String drawnClass = set.classes().get(label);
      for (int i = 0; i < perClass; i++) {
        String key =
            String.format(
                Locale.ROOT,
                "%s/%s-%d-%05d",
                drawnClass,
                split.name().toLowerCase(Locale.ROOT),
                seed,
                i);
        pictures.add(new Picture(key, label, new DrawnPicture(set, drawnClass, split, seed, i)));
      }
    }
    return new ImageSet(set.id(), set.classes(), pictures);
  }

  /**
   * A set of given pictures.
   *
   * @param name what to call it
   * @param classes class names, in label order
   * @param pictures the pictures; their labels index {@code classes}
   * @return the set
   */
  public static ImageSet of(String name, List<String> classes, List<Picture> pictures) {
    return new ImageSet(name, classes, pictures);
  }

  /**
   * Splits every class in the same proportions.
   *
   * @param validation fraction of each class for validation, in (0, 1)
   * @param test fraction of each class for the test, in (0, 1)
   * @param seed shuffles the pictures of each class first
   * @return the three parts, disjoint; each class has at least one picture in each
   * @throws LabException if a class has fewer than three pictures
   */
  public Splits split(double validation, double test, long seed) {
    if (!(validation > 0 && test > 0 && validation + test < 1)) {
      throw LabException.of(
          "fractions above 0 whose sum is below 1",
          validation + " and " + test,
          "0.2 and 0.2 are usual");
    }
    List<Picture> train = new ArrayList<>();
    List<Picture> valid = new ArrayList<>();
    List<Picture> tested = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Picture> ofClass = shuffled(label, seed);
      int n = ofClass.size();
      if (n < 3) {
        throw LabException.of(
            "at least 3 pictures of each class, one for each part",
            n + " of class " + classes.get(label),
            "add pictures to that class or leave it out");
      }
      int nTest = Math.max(1, Math.min((int) Math.round(n * test), n - 2));
      int nValid = Math.max(1, Math.min((int) Math.round(n * validation), n - nTest - 1));
      tested.addAll(ofClass.subList(0, nTest));
      valid.addAll(ofClass.subList(nTest, nTest + nValid));
      train.addAll(ofClass.subList(nTest + nValid, n));
    }
    return new Splits(with(train), with(valid), with(tested));
  }

  /**
   * Some pictures of each class.
   *
   * @param perClass how many of each class at most, at least 1
   * @param seed chooses which
   * @return the smaller set
   */
  public ImageSet take(int perClass, long seed) {
    requireSome(perClass);
    List<Picture> kept = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Picture> ofClass = shuffled(label, seed);
      kept.addAll(ofClass.subList(0, Math.min(perClass, ofClass.size())));
    }
    return with(kept);
  }

  private static void requireSome(int perClass) {
    if (perClass < 1) {
      throw LabException.of(
          "at least 1 picture of each class", String.valueOf(perClass), "give a larger number");
    }
  }

  private List<Picture> shuffled(int label, long seed) {
    List<Picture> ofClass =
        new ArrayList<>(pictures.stream().filter(p -> p.label() == label).toList());
    Collections.shuffle(ofClass, new Random(seed * 31 + label));
    return ofClass;
  }

  private ImageSet with(List<Picture> some) {
    return new ImageSet(name, classes, some);
  }

  /**
   * The set's name.
   *
   * @return for instance {@code sketch-catsdogs}
   */
  public String name() {
    return name;
  }

  /**
   * Class names in label order (sorted).
   *
   * @return at least two names
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * The pictures.
   *
   * @return an immutable list
   */
  public List<Picture> pictures() {
    return pictures;
  }

  /**
   * The number of pictures.
   *
   * @return at least 0
   */
  public int size() {
    return pictures.size();
  }

  @Override
  public String toString() {
    return name + ": " + size() + " pictures in " + classes.size() + " classes " + classes;
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !fileName(f).startsWith(".")).sorted().toList().stream();
    } catch (IOException e) {
      throw LabException.of(
          "a readable folder", folder + " (" + e.getMessage() + ")", "check its permissions", e);
    }
  }

  static boolean isPicture(Path file) {
    String n = fileName(file).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.contains(n.substring(n.lastIndexOf('.') + 1));
  }

  private static String fileName(Path file) {
    Path n = file.getFileName();
    return n == null ? "" : n.toString();
  }
}
