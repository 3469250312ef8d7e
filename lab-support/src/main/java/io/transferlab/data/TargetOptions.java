package io.transferlab.data;

import io.transferlab.core.LabException;
import java.util.Optional;
import java.util.OptionalInt;

/** Which pictures of a target are trained on. Immutable: {@code with...} gives a changed copy. */
public final class TargetOptions {
  private OptionalInt perClass = OptionalInt.empty();
  private long seed = 1;
  private Optional<GroupRule> groups = Optional.empty();

  private TargetOptions() {}

  /**
   * The target's usual number of training pictures (30 of each class of a drawn set; all of a
   * folder or a fetched set), those of seed 1; each picture stands alone.
   *
   * @return the options
   */
  public static TargetOptions defaults() {
    return new TargetOptions();
  }

  private TargetOptions copy() {
    TargetOptions copy = new TargetOptions();
    copy.perClass = perClass;
    copy.seed = seed;
    copy.groups = groups;
    return copy;
  }

  /**
   * Chooses how many training pictures there are.
   *
   * @param pictures of each class at most, at least 1
   * @return a changed copy
   * @throws LabException for a number below 1
   */
  public TargetOptions withPerClass(int pictures) {
    if (pictures < 1) {
      throw LabException.of(
          "at least 1 training picture of each class",
          String.valueOf(pictures),
          "leave the number out for the usual one");
    }
    TargetOptions copy = copy();
    copy.perClass = OptionalInt.of(pictures);
    return copy;
  }

  /**
   * Chooses other training pictures; those for validation and test stay the same.
   *
   * @param number chooses (or draws) them
   * @return a changed copy
   */
  public TargetOptions withSeed(long number) {
    TargetOptions copy = copy();
    copy.seed = number;
    return copy;
  }

  /**
   * Keeps series together: where a folder of pictures is split, no series is in two parts.
   *
   * @param rule says which pictures are one series
   * @return a changed copy
   */
  public TargetOptions withGroups(GroupRule rule) {
    TargetOptions copy = copy();
    copy.groups = Optional.of(rule);
    return copy;
  }

  /**
   * What keeps series together.
   *
   * @return nothing if each picture stands alone
   */
  public Optional<GroupRule> groups() {
    return groups;
  }

  /**
   * Training pictures of each class at most.
   *
   * @return nothing for the target's usual number
   */
  public OptionalInt perClass() {
    return perClass;
  }

  /**
   * What chooses (or draws) the training pictures.
   *
   * @return 1 unless said otherwise
   */
  public long seed() {
    return seed;
  }

  @Override
  public String toString() {
    return (perClass.isEmpty() ? "the usual number" : String.valueOf(perClass.getAsInt()))
        + " of each class, seed "
        + seed
        + groups.map(rule -> ", series by " + rule).orElse("");
  }
}
