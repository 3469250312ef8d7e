package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.sketch.SketchSet;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Labelled pictures: drawn ones, or those of a folder with one subfolder a class. Classes and
 * pictures are in sorted order, whatever order the file system lists them in. Immutable.
 */
public final class ImageSet {
  private final String name;
  private final List<String> classes;
  private final List<Picture> pictures;
  private final List<String> remarks;

  /** A set in two. */
  record Cut(ImageSet rest, ImageSet part) {}

  private ImageSet(
      String name, List<String> classes, List<Picture> pictures, List<String> remarks) {
    this.name = name;
    this.classes = List.copyOf(classes);
    this.pictures = List.copyOf(pictures);
    this.remarks = List.copyOf(remarks);
  }

  /**
   * The pictures (JPEG, PNG, GIF, BMP, WebP, TIFF, whatever their ending) of a folder, one
   * subfolder a class, or one a part ({@code train}, {@code test} ...) with one a class in it.
   * Hidden files and what systems leave in folders are passed over; what somebody may miss is named
   * in {@link #remarks()}.
   *
   * @param folder the folder of the class folders or parts
   * @return the set, named after the folder
   * @throws LabException if the folder is missing, or has fewer than two class folders with
   *     pictures
   */
  public static ImageSet of(Path folder) {
    return Progress.during(
        "reading " + folder.getFileName(), () -> FolderLayout.read(folder).everything());
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
    return new ImageSet(set.id(), set.classes(), pictures, List.of());
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
    return new ImageSet(name, classes, pictures, List.of());
  }

  /**
   * A set of one picture, whose class nobody knows: what is asked of one is asked of a set.
   *
   * @param picture any size
   * @return the set, of one class, unknown
   */
  public static ImageSet single(BufferedImage picture) {
    return of(
        "one picture", List.of("unknown"), List.of(new Picture("picture", 0, side -> picture)));
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
    requireFractions(validation, test);
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
   * Splits every class as nearly in the same proportions as whole series allow: no series is in two
   * parts.
   *
   * @param validation fraction of each class for validation, in (0, 1)
   * @param test fraction of each class for the test, in (0, 1)
   * @param seed chooses among series that serve as well
   * @param rule says which pictures are one series; those of none stand alone
   * @return the three parts, disjoint; {@link Splits#remarks()} counts the series, and says so when
   *     a class had to be left out of a part because its series are other classes' too
   * @throws LabException if the rule finds no series, or a class is of fewer than three
   */
  public Splits split(double validation, double test, long seed, GroupRule rule) {
    requireFractions(validation, test);
    return GroupSplit.split(this, validation, test, seed, rule);
  }

  private static void requireFractions(double validation, double test) {
    if (!(validation > 0 && test > 0 && validation + test < 1)) {
      throw LabException.of(
          "fractions above 0 whose sum is below 1",
          validation + " and " + test,
          "0.2 and 0.2 are usual");
    }
  }

  /**
   * Takes a part of every class away; a class of one picture keeps it.
   *
   * @param fraction of each class for the part, in (0, 1)
   * @param seed chooses which
   */
  Cut cut(double fraction, long seed) {
    List<Picture> rest = new ArrayList<>();
    List<Picture> part = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Picture> ofClass = shuffled(label, seed);
      int n = ofClass.size() < 2 ? 0 : Math.max(1, (int) Math.round(ofClass.size() * fraction));
      part.addAll(ofClass.subList(0, n));
      rest.addAll(ofClass.subList(n, ofClass.size()));
    }
    return new Cut(with(rest), with(part));
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

  /** Some of its pictures. */
  ImageSet with(List<Picture> some) {
    return new ImageSet(name, classes, some, remarks);
  }

  /**
   * The same set with something to say of how it was read.
   *
   * @param lines what somebody may miss, one line each
   * @return the set with these {@link #remarks()} alone
   */
  public ImageSet withRemarks(List<String> lines) {
    return new ImageSet(name, classes, pictures, lines);
  }

  /**
   * What is worth knowing of how a folder was read: what was left out and why, which part was made
   * of which.
   *
   * @return one line each; empty if the pictures are exactly those of the class folders
   */
  public List<String> remarks() {
    return remarks;
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
}
