package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Kind;
import io.transferlab.data.fetch.Places;
import io.transferlab.data.sketch.SketchSet;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The data sets that networks are fine-tuned on: by name, or a folder of pictures. */
public final class Targets {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+)(?::(\\d{1,3}))?");
  private static final int DRAWN_PER_CLASS = 30;
  private static final int VALIDATION_PER_CLASS = 30;
  private static final int TEST_PER_CLASS = 200;
  private static final double PART = 0.2;

  /** Validation and test pictures are the same for everybody; only training pictures vary. */
  private static final long FIXED_SEED = 2026;

  private Targets() {}

  /**
   * Opens a target with its usual number of training pictures.
   *
   * @param nameOrFolder as {@link #open(String, TargetOptions)}
   * @return train, validation and test pictures
   */
  public static Splits open(String nameOrFolder) {
    return open(nameOrFolder, TargetOptions.defaults());
  }

  /**
   * Opens a target.
   *
   * @param nameOrFolder a name such as {@code sketch-catsdogs}; one of the catalogue such as {@code
   *     mit67} or {@code textures:3} (the third official split), once it is fetched; a drawn source
   *     such as {@code Sketch_Objects}: new drawings, none of which its network has learned; or a
   *     folder with one subfolder of pictures a class, or with parts such as {@code train} and
   *     {@code test} that hold those
   * @param options how many training pictures, and which; the others stay the same
   * @return train, validation and test pictures. Of a folder: its parts, or 60, 20 and 20 % of each
   *     class, or as near to it as whole series allow
   * @throws io.transferlab.core.LabException for an unknown name, offers the nearest; for a set
   *     that was not fetched, says how and what it costs; for series ({@link
   *     TargetOptions#withGroups}) in anything but a folder
   */
  public static Splits open(String nameOrFolder, TargetOptions options) {
    return Progress.during(
        "opening " + nameOrFolder, () -> open(nameOrFolder, options, Places.fromEnvironment()));
  }

  static Splits open(String nameOrFolder, TargetOptions options, Places places) {
    for (SketchSet set : SketchSet.values()) {
      if (set.id().equalsIgnoreCase(nameOrFolder)) {
        refuseGroups(nameOrFolder, options);
        long drawn =
            isTarget(set)
                ? options.seed()
                : FIXED_SEED + options.seed(); // a source's network has seen others
        return new Splits(
            ImageSet.drawn(set, Split.TRAIN, options.perClass().orElse(DRAWN_PER_CLASS), drawn),
            ImageSet.drawn(set, Split.VALIDATION, VALIDATION_PER_CLASS, FIXED_SEED),
            ImageSet.drawn(set, Split.TEST, TEST_PER_CLASS, FIXED_SEED));
      }
    }
    Matcher named = NAME.matcher(nameOrFolder);
    DownloadCatalogue catalogue = DownloadCatalogue.load();
    Optional<Entry> entry =
        named.matches()
            ? catalogue.find(named.group(1)).filter(e -> e.kind() == Kind.SET)
            : Optional.empty();
    boolean isFolder =
        nameOrFolder.contains("/")
            || nameOrFolder.startsWith("~")
            || Files.exists(TypedPath.of(nameOrFolder));
    if (entry.isPresent() && (!isFolder || places.find(entry.get()).isPresent())) {
      refuseGroups(nameOrFolder, options);
      int variant = named.group(2) == null ? 1 : Integer.parseInt(named.group(2));
      return some(FetchedSets.open(entry.get(), places, variant), options);
    }
    if (isFolder) {
      return open(FolderLayout.read(TypedPath.of(nameOrFolder)), options);
    }
    List<String> known = new ArrayList<>(names());
    catalogue.entries().stream()
        .filter(e -> e.kind() == Kind.SET)
        .forEach(e -> known.add(e.name()));
    known.add("a folder of pictures");
    throw Names.unknown("a target", nameOrFolder, known);
  }

  /** The parts of a folder that has been listed. */
  static Splits open(FolderLayout layout, TargetOptions options) {
    return some(layout.splits(PART, FIXED_SEED, options.groups()), options);
  }

  private static void refuseGroups(String name, TargetOptions options) {
    options
        .groups()
        .ifPresent(
            rule -> {
              throw LabException.of(
                  "a folder of pictures to find series in by the rule " + rule,
                  "the set " + name + ", whose parts are fixed",
                  "leave the rule out");
            });
  }

  private static Splits some(Splits splits, TargetOptions options) {
    return options.perClass().isEmpty()
        ? splits
        : splits.withTrain(options.perClass().getAsInt(), options.seed());
  }

  /**
   * The targets that need no network.
   *
   * @return their names
   */
  public static List<String> names() {
    return Arrays.stream(SketchSet.values()).filter(Targets::isTarget).map(SketchSet::id).toList();
  }

  private static boolean isTarget(SketchSet set) {
    return set.id().startsWith("sketch-");
  }
}
