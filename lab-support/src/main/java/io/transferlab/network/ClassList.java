package io.transferlab.network;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a network: names, or mere numbers where the list that belongs to the weights is
 * not there.
 *
 * @param names in output order; empty without top
 * @param wayToNames what would bring the names that are missing; null if none are
 */
record ClassList(List<String> names, @Nullable String wayToNames) {
  /** What a record of provenance calls the way to missing names. */
  static final String MISSING = "class names missing";

  /** Keeps the names. */
  ClassList {
    names = List.copyOf(names);
  }

  /** Names as they are. */
  static ClassList of(List<String> names) {
    return new ClassList(names, null);
  }

  /**
   * Stand-ins for names that nobody knows.
   *
   * @param count how many outputs
   * @return class 0, class 1, ...
   */
  static ClassList numbered(int count) {
    return of(IntStream.range(0, count).mapToObj(i -> "class " + i).toList());
  }

  /** The same, but there are names, and this is the way to them. */
  ClassList withWayToNames(String way) {
    return new ClassList(names, way);
  }

  /**
   * The names, where a person expects them.
   *
   * @param network whose
   * @return the names
   * @throws LabException if they are missing; says how to get them
   */
  List<String> required(String network) {
    if (wayToNames != null) {
      throw LabException.of(
          "the names of the " + names.size() + " classes of " + network,
          "numbers only",
          wayToNames);
    }
    return names;
  }
}
