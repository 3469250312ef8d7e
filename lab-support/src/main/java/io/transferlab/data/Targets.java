package io.transferlab.data;

import io.transferlab.core.Names;
import io.transferlab.data.sketch.SketchSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The data sets that networks are fine-tuned on: by name, or a folder of pictures. */
public final class Targets {
  private static final int VALIDATION_PER_CLASS = 30;
  private static final int TEST_PER_CLASS = 200;
  private static final double PART = 0.2;

  /** Validation and test pictures are the same for everybody; only training pictures vary. */
  private static final long FIXED_SEED = 2026;

  private Targets() {}

  /**
   * Opens a target.
   *
   * @param nameOrFolder a name such as {@code sketch-catsdogs}, or a folder with one subfolder of
   *     pictures a class
   * @param perClass training pictures of each class at most; 0 for the target's usual number: 30
   *     drawn ones, or all of a folder
   * @param seed chooses (or draws) the training pictures; the others stay the same
   * @return train, validation and test pictures. Of a folder: 60, 20 and 20 % of each class
   * @throws io.transferlab.core.LabException for an unknown name; offers the nearest
   */
  public static Splits open(String nameOrFolder, int perClass, long seed) {
    for (SketchSet set : sets()) {
      if (set.id().equalsIgnoreCase(nameOrFolder)) {
        return new Splits(
            ImageSet.drawn(set, Split.TRAIN, perClass == 0 ? 30 : perClass, seed),
            ImageSet.drawn(set, Split.VALIDATION, VALIDATION_PER_CLASS, FIXED_SEED),
            ImageSet.drawn(set, Split.TEST, TEST_PER_CLASS, FIXED_SEED));
      }
    }
    if (Files.exists(Path.of(nameOrFolder)) || nameOrFolder.contains("/")) {
      Splits splits = ImageSet.of(Path.of(nameOrFolder)).split(PART, PART, FIXED_SEED);
      return perClass == 0 ? splits : splits.withTrain(perClass, seed);
    }
    List<String> known = new ArrayList<>(names());
    known.add("a folder of pictures");
    throw Names.unknown("a target", nameOrFolder, known);
  }

  /**
   * The named targets.
   *
   * @return their names
   */
  public static List<String> names() {
    return sets().stream().map(SketchSet::id).toList();
  }

  private static List<SketchSet> sets() {
    return java.util.Arrays.stream(SketchSet.values())
        .filter(s -> s.id().startsWith("sketch-"))
        .toList();
  }
}
