package io.transferlab.data;

import io.transferlab.core.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All pictures of a target, and the part that each of them is in: what somebody needs who looks at
 * data before anything is made of them. It opens what {@link Targets#open(String)} refuses, too: a
 * folder of one class, of no classes, of too few pictures.
 *
 * @param pictures all of them
 * @param parts the part of each, in the order of {@code pictures}; empty if they cannot be divided
 * @param given whether the parts lie there as such; else they are split off by chance, always the
 *     same
 * @param undivided why they cannot be divided; empty if they can
 */
public record PartedPictures(
    ImageSet pictures, List<Split> parts, boolean given, String undivided) {
  /**
   * Makes private copies.
   *
   * @param pictures all of them
   * @param parts the part of each, in the order of {@code pictures}; empty if they cannot be
   *     divided
   * @param given whether the parts lie there as such
   * @param undivided why they cannot be divided; empty if they can
   */
  public PartedPictures {
    parts = List.copyOf(parts);
  }

  /**
   * Opens a target.
   *
   * @param nameOrFolder as {@link Targets#open(String, TargetOptions)}
   * @param options as there
   * @return its pictures
   * @throws LabException if there is no such target; if a folder holds no picture
   */
  public static PartedPictures open(String nameOrFolder, TargetOptions options) {
    Path folder = TypedPath.of(nameOrFolder);
    boolean drawn = Targets.names().contains(nameOrFolder.toLowerCase(Locale.ROOT));
    if (drawn || !Files.isDirectory(folder)) {
      return of(Targets.open(nameOrFolder, options), true);
    }
    FolderLayout layout;
    try {
      layout = FolderLayout.read(folder);
    } catch (LabException e) {
      return new PartedPictures(
          LoosePictures.folder(folder), List.of(), false, String.valueOf(e.getMessage()));
    }
    try {
      return of(Targets.open(layout, options), layout.hasParts());
    } catch (LabException e) {
      if (options.groups().isPresent()) {
        throw e;
      }
      return new PartedPictures(
          layout.everything(), List.of(), layout.hasParts(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The pictures of three parts.
   *
   * @param splits the parts
   * @return all of them
   */
  public static PartedPictures of(Splits splits) {
    return of(splits, true);
  }

  private static PartedPictures of(Splits splits, boolean given) {
    List<Picture> all = new ArrayList<>();
    List<Split> parts = new ArrayList<>();
    add(splits.train(), Split.TRAIN, all, parts);
    add(splits.validation(), Split.VALIDATION, all, parts);
    add(splits.test(), Split.TEST, all, parts);
    ImageSet set =
        ImageSet.of(splits.train().name(), splits.train().classes(), all)
            .withRemarks(splits.remarks());
    return new PartedPictures(set, parts, given, "");
  }

  /**
   * Pictures that nobody has divided.
   *
   * @param set the pictures
   * @return the same, without parts
   */
  public static PartedPictures of(ImageSet set) {
    return new PartedPictures(set, List.of(), false, "");
  }

  private static void add(ImageSet part, Split split, List<Picture> all, List<Split> parts) {
    all.addAll(part.pictures());
    part.pictures().forEach(p -> parts.add(split));
  }

  /**
   * The part of a picture.
   *
   * @param index of the picture
   * @return empty if they are not divided
   */
  public Optional<Split> part(int index) {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(index));
  }
}
