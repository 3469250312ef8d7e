package io.transferlab.advise;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Splits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which pictures each draw trains on, and which it is judged by. With many validation pictures, or
 * a part of them that somebody made (it may keep series of pictures apart), they are the judges of
 * all draws. Else training and validation pictures are mixed, and each draw holds other ones back,
 * as many as there are validation pictures: every picture counts, and none is judged by what has
 * learned it. The first pictures of a draw are part of the more of the same draw. Test pictures
 * take no part.
 */
final class Draws {
  /** More make a mistake of two points, which no mixing would make smaller by much. */
  private static final int MANY = 500;

  private static final long MIXED_SEED = 2026;

  private final ImageSet train;
  private final ImageSet validation;
  private final int count;
  private final long seed;
  private final boolean fixed;
  private final String why;

  private Draws(
      ImageSet train, ImageSet validation, int count, long seed, boolean fixed, String why) {
    this.train = train;
    this.validation = validation;
    this.count = count;
    this.seed = seed;
    this.fixed = fixed;
    this.why = why;
  }

  /** Draws from the pictures that could be read. */
  static Draws of(Splits splits, Set<String> readable, boolean kept, int count, long seed) {
    ImageSet train = only(splits.train(), readable);
    ImageSet validation = only(splits.validation(), readable);
    if (kept || validation.size() >= MANY) {
      return new Draws(train, validation, count, seed, true, "the validation pictures");
    }
    boolean given = Collections.disjoint(folders(splits.train()), folders(splits.validation()));
    return given
        ? new Draws(
            train, validation, count, seed, true, "the validation pictures of the set's own part")
        : new Draws(
            train,
            validation,
            count,
            seed,
            false,
            "all but the test pictures, other ones held back in each draw (cross-validation)");
  }

  /** Draws from one set, all judged by another, of both the pictures that could be read. */
  static Draws judgedBy(
      ImageSet judges, ImageSet train, Set<String> readable, int count, long seed) {
    return new Draws(
        only(train, readable), only(judges, readable), count, seed, true, judges.name());
  }

  private static ImageSet only(ImageSet set, Set<String> keys) {
    return ImageSet.of(
        set.name(),
        set.classes(),
        set.pictures().stream().filter(p -> keys.contains(p.key())).toList());
  }

  /** Where the pictures lie: a part that somebody made shares no folder with another. */
  private static Set<String> folders(ImageSet set) {
    return set.pictures().stream()
        .map(p -> p.key().substring(0, p.key().lastIndexOf('/') + 1))
        .collect(Collectors.toSet());
  }

  /** Whether all draws are judged by the same pictures. */
  boolean isFixed() {
    return fixed;
  }

  /** Whether these are all of its pictures, and no others of their sets could be read. */
  boolean isOf(Set<String> readable) {
    return Stream.of(train, validation)
        .flatMap(set -> set.pictures().stream())
        .allMatch(p -> readable.contains(p.key()));
  }

  /** Who judges, in words. */
  String words() {
    return why;
  }

  /** The seeds of the draws. */
  List<Long> numbers() {
    return Stream.iterate(seed, s -> s + 1).limit(count).toList();
  }

  /** The largest number of training pictures that a class has in a draw. */
  int largest() {
    int most = 0;
    for (int label = 0; label < train.classes().size(); label++) {
      most = Math.max(most, inOrder(label, seed).size());
    }
    return most;
  }

  /** The sizes asked for that are smaller than all there is, then all; with a step to half. */
  List<Integer> sizes(List<Integer> wanted) {
    int all = largest();
    TreeSet<Integer> sizes = new TreeSet<>(wanted.stream().filter(k -> k < all).toList());
    if (all >= 4 && sizes.stream().noneMatch(k -> k >= 0.35 * all && k <= 0.7 * all)) {
      sizes.add((all + 1) / 2); // what the last pictures gained is told from there
    }
    sizes.add(all);
    return List.copyOf(sizes);
  }

  /** Some training pictures of a draw. */
  ImageSet training(int perClass, long draw) {
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < train.classes().size(); label++) {
      List<Picture> order = inOrder(label, draw);
      pictures.addAll(order.subList(0, Math.min(perClass, order.size())));
    }
    return ImageSet.of(train.name(), train.classes(), pictures);
  }

  /** The pictures that a draw is judged by. */
  ImageSet judged(long draw) {
    if (fixed) {
      return validation;
    }
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < train.classes().size(); label++) {
      pictures.addAll(window(label, draw, true));
    }
    return ImageSet.of(train.name(), train.classes(), pictures);
  }

  private List<Picture> inOrder(int label, long draw) {
    List<Picture> order =
        new ArrayList<>(fixed ? ofClass(train, label) : window(label, draw, false));
    Collections.shuffle(order, new Random(draw * 31 + label));
    return order;
  }

  /** Those inside or outside of the part that a draw holds back. */
  private List<Picture> window(int label, long draw, boolean inside) {
    List<Picture> all = new ArrayList<>(ofClass(train, label));
    List<Picture> held = ofClass(validation, label);
    all.addAll(held);
    Collections.shuffle(all, new Random(MIXED_SEED * 31 + label));
    int n = all.size();
    int from = (int) (Math.floorMod(draw - seed, (long) count) * n / count);
    int length = Math.min(held.size(), n - 1); // one at least is trained on
    List<Picture> some = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (Math.floorMod(i - from, n) < length == inside) {
        some.add(all.get(i));
      }
    }
    return some;
  }

  private static List<Picture> ofClass(ImageSet set, int label) {
    return set.pictures().stream().filter(p -> p.label() == label).toList();
  }
}
