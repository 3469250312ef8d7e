package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import io.transferlab.data.fetch.SplitRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Opens the sets of the catalogue that were fetched, in their official parts. */
public final class FetchedSets {
  private static final double PART = 0.2;

  /** Parts that we have to make are the same for everybody, and other ones for each variant. */
  private static final long FIXED_SEED = 2026;

  private FetchedSets() {}

  /**
   * Opens a set.
   *
   * @param entry its entry
   * @param places where it may lie
   * @param variant which of several splits, official or drawn, from 1
   * @return its parts: the official ones; where the authors made no validation part, a fifth of the
   *     training pictures; where they made none at all, 60, 20 and 20 %; always the same
   * @throws LabException if it was not fetched; says how, and what it costs
   */
  public static Splits open(Entry entry, Places places, int variant) {
    Path folder =
        places
            .find(entry)
            .orElseThrow(
                () ->
                    LabException.of(
                        "the set " + entry.name() + " on this machine",
                        "nothing in " + places.target(entry),
                        howToGet(entry)));
    SplitRule rule = Objects.requireNonNull(entry.split());
    int variants = rule.variants() == null ? 1 : rule.variants();
    if (variant < 1 || variant > variants) {
      throw LabException.of(
          "a split of " + entry.name() + " from 1 to " + variants,
          String.valueOf(variant),
          "ask for "
              + entry.name()
              + (variants == 1 ? "" : ":1 to " + entry.name() + ":" + variants));
    }
    return splits(entry, SplitLists.read(folder, rule, variant), FIXED_SEED + variant - 1);
  }

  private static String howToGet(Entry entry) {
    long bytes = entry.installed() == null ? entry.bytes() : entry.bytesOnDisk();
    String cost = bytes > 0 ? " (" + Sizes.text(bytes) + "; " + entry.licence() + ")" : "";
    return "run `" + entry.command() + "`" + cost;
  }

  /**
   * The parts as a set.
   *
   * @param seed draws the parts that the authors did not make
   */
  private static Splits splits(Entry entry, SplitLists.Parts parts, long seed) {
    TreeSet<String> classes = new TreeSet<>();
    Map<String, String> partOf = new HashMap<>();
    check(entry, "train", parts.train(), classes, partOf);
    check(entry, "validation", parts.validation(), classes, partOf);
    check(entry, "test", parts.test(), classes, partOf);
    if (classes.size() < 2) {
      throw LabException.of(
          "pictures of at least two classes in " + entry.name(),
          classes.isEmpty() ? "none" : "only " + classes.first(),
          "run `environment/lab data verify " + entry.name() + "`");
    }
    List<String> names = List.copyOf(classes);
    ImageSet train = set(entry, names, parts.train()).withRemarks(parts.remarks());
    if (parts.test().isEmpty()) {
      return train.split(PART, PART, seed);
    }
    ImageSet test = set(entry, names, parts.test());
    if (!parts.validation().isEmpty()) {
      return new Splits(train, set(entry, names, parts.validation()), test);
    }
    ImageSet.Cut cut = train.cut(PART, seed);
    return new Splits(cut.rest(), cut.part(), test);
  }

  private static void check(
      Entry entry,
      String part,
      List<SplitLists.Item> items,
      TreeSet<String> classes,
      Map<String, String> partOf) {
    for (SplitLists.Item item : items) {
      classes.add(item.className());
      String before = partOf.putIfAbsent(item.key(), part);
      if (before != null) {
        throw LabException.of(
            "every picture of " + entry.name() + " in one part, once",
            item.key() + " in " + before + " and in " + part,
            "run `environment/lab data verify " + entry.name() + "`: its lists are damaged");
      }
    }
  }

  private static ImageSet set(Entry entry, List<String> classes, List<SplitLists.Item> items) {
    TreeMap<String, Picture> sorted = new TreeMap<>();
    for (SplitLists.Item item : items) {
      Path file = item.file();
      int label = Collections.binarySearch(classes, item.className());
      sorted.put(item.key(), new Picture(item.key(), label, new PictureFile(file)));
    }
    return ImageSet.of(entry.name(), classes, List.copyOf(sorted.values()));
  }

  /**
   * Compares a set with what its authors say of it: classes, pictures of each part, files that the
   * lists name.
   *
   * @param entry its entry
   * @param folder where it lies
   * @return one line for each thing that differs; empty if all agree
   */
  public static List<String> differences(Entry entry, Path folder) {
    List<String> lines = new ArrayList<>();
    SplitRule rule = Objects.requireNonNull(entry.split());
    SplitLists.Parts parts;
    Splits splits;
    try {
      parts = SplitLists.read(folder, rule, 1);
      splits = splits(entry, parts, FIXED_SEED);
    } catch (LabException e) {
      return List.of(e.getMessage());
    }
    compare(lines, "classes", entry.classes(), splits.train().classes().size());
    List<Integer> official = rule.counts();
    if (official.isEmpty()) {
      compare(lines, "pictures", entry.pictures(), parts.train().size());
    } else {
      compare(lines, "training pictures", official.get(0), parts.train().size());
      compare(lines, "test pictures", official.get(official.size() - 1), parts.test().size());
    }
    List<SplitLists.Item> all = new ArrayList<>(parts.train());
    all.addAll(parts.validation());
    all.addAll(parts.test());
    List<String> missing =
        all.stream().filter(i -> !Files.isRegularFile(i.file())).map(SplitLists.Item::key).toList();
    if (!missing.isEmpty()) {
      lines.add(missing.size() + " pictures of its lists are missing, the first " + missing.get(0));
    }
    return lines;
  }

  private static void compare(
      List<String> lines, String what, @Nullable Integer expected, int found) {
    if (expected != null && expected != found) {
      lines.add("expected " + expected + " " + what + "; found " + found);
    }
  }
}
