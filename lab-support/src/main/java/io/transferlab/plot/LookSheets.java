package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Shrink;
import io.transferlab.inspect.Inspection;
import io.transferlab.inspect.Listed;
import io.transferlab.inspect.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Contact sheets of pictures that were looked at: the classes, the copies in pairs, the odd labels
 * with what they could be.
 */
public final class LookSheets {
  private static final int SIDE = 160;
  private static final int MOST_OF_CLASS = 48;
  private static final int MOST_PAIRS = 40;
  private static final int MOST_ODD = 48;
  private static final int COLUMNS = 8;

  private final Inspection seen;
  private final Map<String, Picture> byKey = new HashMap<>();

  private LookSheets(Inspection seen) {
    this.seen = seen;
    seen.pictures().pictures().forEach(p -> byKey.put(p.key(), p));
  }

  /**
   * The sheets of an inspection. A picture is read when a sheet is drawn; one that cannot be read
   * is left out.
   *
   * @param seen what was seen
   * @return its sheets
   */
  public static LookSheets of(Inspection seen) {
    return new LookSheets(seen);
  }

  /**
   * A class.
   *
   * @param className its name
   * @return at most 48 of its pictures, taken evenly from all of them, with the names of their
   *     files
   * @throws LabException for an unknown class, offers the nearest; if none of it can be read
   */
  public Figure ofClass(String className) {
    ImageSet set = seen.pictures();
    int label = set.classes().indexOf(className);
    if (label < 0) {
      throw Names.unknown("a class of " + set.name(), className, set.classes());
    }
    List<Picture> all = set.pictures().stream().filter(p -> p.label() == label).toList();
    int n = Math.min(MOST_OF_CLASS, all.size());
    String title =
        "%s: %s of its %,d pictures".formatted(className, n == all.size() ? "all" : n, all.size());
    Gallery gallery = Gallery.titled(title, COLUMNS);
    int shown = 0;
    for (int i = 0; i < n; i++) {
      Picture picture = all.get((int) ((long) i * all.size() / n));
      String name = picture.key().substring(picture.key().lastIndexOf('/') + 1);
      shown += add(gallery, picture, name) ? 1 : 0;
    }
    if (shown == 0) {
      throw LabException.of(
          "a picture of " + className + " that can be read", "none", "look at what was found");
    }
    return gallery.figure("A contact sheet. " + title + ".");
  }

  /**
   * Copies beside what they are copies of: those in two parts first, then those in two classes,
   * then the rest.
   *
   * @return at most 40 pairs, numbered; empty if there are no copies
   */
  public Optional<Figure> copies() {
    List<Listed> copies =
        Stream.of(Topic.LEAK, Topic.CONTRADICTION, Topic.COPY)
            .flatMap(t -> seen.listed(t).stream())
            .toList();
    if (copies.isEmpty()) {
      return Optional.empty();
    }
    String title =
        "Copies, each beside its original: %s"
            .formatted(shownOf(copies.size(), MOST_PAIRS, "pair"));
    Gallery gallery = Gallery.titled(title, 4);
    int pair = 0;
    for (Listed one : copies.subList(0, Math.min(MOST_PAIRS, copies.size()))) {
      pair++;
      add(gallery, picture(one.picture()), pair + ". " + one.picture());
      String how = one.topic() == Topic.LEAK ? one.topic() + ": " : "";
      add(gallery, picture(one.other()), pair + ". " + how + one.detail());
    }
    return Optional.of(gallery.figure("Pairs of pictures that are the same or nearly so."));
  }

  /**
   * Pictures that look more like another class.
   *
   * @return at most 48, the most doubtful first, with the class given and the one proposed; empty
   *     if there are none
   */
  public Optional<Figure> oddLabels() {
    return sheet(
        "Odd labels",
        seen.listed(Topic.ODD_LABEL),
        "Pictures that look more like another class to a classifier that has not learned from"
            + " them.",
        one -> "%s, or %s? %s".formatted(one.className(), one.other(), one.picture()));
  }

  /**
   * Pictures that are nearly one colour, small or far from a square.
   *
   * @return at most 48, each with why; empty if there are none
   */
  public Optional<Figure> others() {
    List<Listed> some =
        Stream.of(Topic.EMPTY, Topic.ELONGATED, Topic.SMALL)
            .flatMap(t -> seen.listed(t).stream())
            .toList();
    return sheet(
        "Other pictures to look at",
        some,
        "Pictures that are nearly one colour, far from a square, or small.",
        one -> "%s: %s".formatted(one.topic(), one.picture()));
  }

  private Optional<Figure> sheet(
      String title, List<Listed> some, String words, Function<Listed, String> caption) {
    if (some.isEmpty()) {
      return Optional.empty();
    }
    Gallery gallery =
        Gallery.titled(title + ": " + shownOf(some.size(), MOST_ODD, "picture"), COLUMNS - 2);
    some.stream()
        .limit(MOST_ODD)
        .forEach(one -> add(gallery, picture(one.picture()), caption.apply(one)));
    return Optional.of(gallery.figure(words));
  }

  private static String shownOf(int n, int most, String one) {
    return n <= most
        ? "%,d %s%s".formatted(n, one, n == 1 ? "" : "s")
        : "the first %d of %,d %ss".formatted(most, n, one);
  }

  private Picture picture(String key) {
    return Objects.requireNonNull(byKey.get(key));
  }

  private static boolean add(Gallery gallery, Picture picture, String caption) {
    try {
      // Whole, a photograph would fill the heap.
      gallery.add(Shrink.byHalves(picture.source().read(SIDE), SIDE), caption);
      return true;
    } catch (IOException e) {
      return false; // it is among what was found
    }
  }
}
