package io.transferlab.inspect;

import io.transferlab.data.PartedPictures;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a set, before anything is made of it.
 *
 * @param parted the pictures
 * @param glances of each; null if it could not be read
 * @param problems why not, by index
 * @param alike pairs of copies
 * @param group of each picture: copies of each other have the same
 * @param odd labels; empty if nobody looked, or there was too little to learn from
 * @param side at which the network sees a picture, pixels
 */
record Seen(
    PartedPictures parted,
    @Nullable Glance[] glances,
    Map<Integer, String> problems,
    List<Alike> alike,
    int[] group,
    Optional<OddLabels> odd,
    int side) {
  int size() {
    return glances.length;
  }

  Picture picture(int index) {
    return parted.pictures().pictures().get(index);
  }

  String className(int index) {
    return classes().get(picture(index).label());
  }

  List<String> classes() {
    return parted.pictures().classes();
  }

  Glance glance(int index) {
    return Objects.requireNonNull(glances[index]);
  }

  /** Those that could be read. */
  int[] readable() {
    return IntStream.range(0, glances.length).filter(i -> glances[i] != null).toArray();
  }

  /** How many pictures of each class there are, readable or not. */
  int[] counts() {
    int[] counts = new int[classes().size()];
    parted.pictures().pictures().forEach(p -> counts[p.label()]++);
    return counts;
  }

  String part(int index) {
    return parted.part(index).map(Seen::word).orElse("");
  }

  static String word(Split split) {
    return split.name().toLowerCase(Locale.ROOT);
  }

  /** Joins the pictures of all pairs, and those joined to them. */
  static int[] groups(int pictures, List<Alike> alike) {
    int[] above = IntStream.range(0, pictures).toArray();
    for (Alike pair : alike) {
      above[top(above, pair.second())] = top(above, pair.first());
    }
    return Arrays.stream(above).map(i -> top(above, i)).toArray();
  }

  private static int top(int[] above, int index) {
    int at = index;
    while (above[at] != at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  }
}
