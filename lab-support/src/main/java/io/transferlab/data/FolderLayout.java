package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds classes and parts in a folder of pictures. Known are the ways that people and published
 * sets lay them out: class folders; parts ({@code train}, {@code val} ..., in any spelling) that
 * hold class folders; class folders that hold parts; one folder around it all. What is none of
 * these is refused with what was found: a part must never be taken for a class.
 */
final class FolderLayout {
  private static final Pattern PART =
      Pattern.compile(
          "(?<before>.*["
              + " _.-])?(?<part>train|training|trainval|trn|val|valid|validation|validate|dev|eval|evaluation|test|testing|tst)(?:["
              + " _.-]?(?:set|images?|imgs?|pictures|data|split))?[ _-]?\\d{0,4}");

  private static final int DEEPEST = 8;
  private static final int NAMED = 5;

  private final PictureFolder folder;
  private final LeftOut leftOut;
  private final Map<Split, TreeMap<String, List<Path>>> parts = new EnumMap<>(Split.class);
  private final TreeMap<String, List<Path>> classes = new TreeMap<>();

  private FolderLayout(PictureFolder folder, LeftOut leftOut) {
    this.folder = folder;
    this.leftOut = leftOut;
  }

  /**
   * Reads a folder.
   *
   * @param path the folder, or a link to one
   * @return what is in it
   * @throws LabException if it is none, or its pictures lie in no known way
   */
  static FolderLayout read(Path path) {
    PictureFolder.require(path, "a folder with one subfolder of pictures a class");
    LeftOut leftOut = new LeftOut();
    PictureFolder folder = PictureFolder.read(path, leftOut);
    for (int i = 0; i < DEEPEST && isWrapper(folder); i++) {
      folder = folder.withPictures().get(0);
    }
    if (!folder.path().equals(path)) {
      leftOut.say("read from " + folder.path() + ", the only folder with pictures");
    }
    FolderLayout layout = new FolderLayout(folder, leftOut);
    layout.find();
    return layout;
  }

  /** One folder too many, as archives make it. */
  private static boolean isWrapper(PictureFolder folder) {
    List<PictureFolder> inside = folder.withPictures();
    return inside.size() == 1 && folder.pictures().isEmpty() && inside.get(0).hasClassFolders();
  }

  /** Its parts by name; empty if it has none. A class may be called train: that is no part. */
  private static Map<Split, List<PictureFolder>> partsIn(PictureFolder folder) {
    Map<Split, List<PictureFolder>> found = new EnumMap<>(Split.class);
    TreeSet<String> before = new TreeSet<>();
    for (PictureFolder one : folder.folders()) {
      Matcher name = PART.matcher(one.name().toLowerCase(Locale.ROOT));
      if (name.matches()) {
        before.add(String.valueOf(name.group("before")));
        found.computeIfAbsent(part(name.group("part")), p -> new ArrayList<>()).add(one);
      }
    }
    // Steam_train and bullet_train are classes, my_train and your_test with class folders are not.
    boolean parts =
        before.size() == 1
            || found.values().stream().flatMap(List::stream).allMatch(FolderLayout::isSorted);
    return parts ? found : Map.of();
  }

  private static Split part(String name) {
    return name.startsWith("tr")
        ? Split.TRAIN
        : name.startsWith("t") ? Split.TEST : Split.VALIDATION;
  }

  private void find() {
    Map<Split, List<PictureFolder>> named = partsIn(folder);
    List<PictureFolder> train = named.getOrDefault(Split.TRAIN, List.of());
    boolean sorted = named.values().stream().flatMap(List::stream).anyMatch(FolderLayout::isSorted);
    boolean several = named.size() > 1;
    boolean alone = !train.isEmpty() && folder.withPictures().size() <= 2;
    if (sorted && (several || alone)) {
      readParts(named);
    } else if (several && (!train.isEmpty() || folder.withPictures().size() == count(named))) {
      throw LabException.of(
          "class folders in the parts of " + folder.path(),
          "pictures without class folders in " + names(named),
          "put the pictures of each class into a folder named after the class"
              + lists(folder.folders()));
    } else if (isInverted()) {
      readInverted();
    } else {
      readClasses();
    }
    nameStrays();
  }

  private static int count(Map<Split, List<PictureFolder>> named) {
    return (int)
        named.values().stream().flatMap(List::stream).filter(PictureFolder::hasPictures).count();
  }

  private static String names(Map<Split, List<PictureFolder>> named) {
    return String.join(
        ", ",
        named.values().stream().flatMap(List::stream).map(PictureFolder::name).sorted().toList());
  }

  /** Whether a part's pictures lie in at least two class folders, or in one around them. */
  private static boolean isSorted(PictureFolder part) {
    return part.withPictures().size() > 1 || isWrapper(part);
  }

  private void readParts(Map<Split, List<PictureFolder>> named) {
    if (named.getOrDefault(Split.TRAIN, List.of()).stream().noneMatch(FolderLayout::isSorted)) {
      throw LabException.of(
          "a part to learn from beside " + names(named) + " in " + folder.path(),
          "none with class folders",
          "call the training pictures' folder train, with one subfolder a class");
    }
    named.forEach(
        (split, folders) -> {
          for (PictureFolder part : folders) {
            readPart(split, part);
          }
        });
    List<PictureFolder> known = named.values().stream().flatMap(List::stream).toList();
    for (PictureFolder other : folder.withPictures()) {
      if (!known.contains(other)) {
        leftOut.add("folder that is no part", "folders that are no parts", "", other.name());
      }
    }
    TreeMap<String, List<Path>> train = classesOf(Split.TRAIN);
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      TreeMap<String, List<Path>> part = parts.getOrDefault(split, new TreeMap<>());
      for (String name : new TreeSet<>(part.keySet())) {
        if (!train.containsKey(name)) {
          leftOut.add(
              "class without training pictures",
              "classes without training pictures",
              "",
              word(split) + "/" + name);
          part.remove(name);
        }
      }
      if (part.isEmpty()) {
        parts.remove(split);
      }
    }
  }

  private void readPart(Split split, PictureFolder named) {
    PictureFolder part = named;
    while (isWrapper(part)) {
      part = part.withPictures().get(0);
    }
    if (!isSorted(part)) {
      if (named.hasPictures()) {
        leftOut.add(
            "folder whose pictures have no classes",
            "folders whose pictures have no classes",
            "",
            named.name() + ": " + pictures(named.allPictures().size()));
      }
      return;
    }
    TreeMap<String, List<Path>> into = parts.computeIfAbsent(split, s -> new TreeMap<>());
    for (PictureFolder one : part.folders()) {
      addClass(into, one, named.name() + "/" + one.name());
    }
    for (Path stray : part.pictures()) {
      addStray(named.name() + "/" + stray.getFileName());
    }
  }

  private void addClass(TreeMap<String, List<Path>> into, PictureFolder one, String name) {
    List<Path> pictures = one.allPictures();
    if (pictures.isEmpty()) {
      leftOut.add("folder without pictures", "folders without pictures", "", name);
      return;
    }
    // An archive of a Mac writes Größe with two letters for its ö; it is one class all the same.
    String plain = Normalizer.normalize(one.name(), Normalizer.Form.NFC);
    into.computeIfAbsent(plain, n -> new ArrayList<>()).addAll(pictures);
  }

  private void addStray(String name) {
    leftOut.add("picture in no class folder", "pictures in no class folder", "", name);
  }

  private void nameStrays() {
    folder.pictures().forEach(p -> addStray(String.valueOf(p.getFileName())));
  }

  /** Class folders that each hold train, test ... */
  private boolean isInverted() {
    List<PictureFolder> inside = folder.withPictures();
    return inside.size() > 1
        && inside.stream().anyMatch(one -> partsIn(one).containsKey(Split.TRAIN))
        && inside.stream()
            .allMatch(
                one ->
                    one.pictures().isEmpty()
                        && count(partsIn(one)) == one.withPictures().size()
                        && one.withPictures().stream().noneMatch(PictureFolder::hasClassFolders));
  }

  private void readInverted() {
    for (PictureFolder one : folder.folders()) {
      if (!one.hasPictures()) {
        leftOut.add("folder without pictures", "folders without pictures", "", one.name());
        continue;
      }
      String name = Normalizer.normalize(one.name(), Normalizer.Form.NFC);
      partsIn(one)
          .forEach(
              (split, folders) ->
                  folders.forEach(
                      f ->
                          parts
                              .computeIfAbsent(split, s -> new TreeMap<>())
                              .computeIfAbsent(name, n -> new ArrayList<>())
                              .addAll(f.allPictures())));
    }
    leftOut.say("the class folders hold parts: they are used as parts");
  }

  private void readClasses() {
    List<String> deeper = new ArrayList<>();
    for (PictureFolder one : folder.folders()) {
      addClass(classes, one, one.name());
      boolean inOne = one.pictures().isEmpty() && one.withPictures().size() == 1;
      if (one.hasClassFolders() && !inOne) {
        deeper.add(
            one.name()
                + " of "
                + some(one.withPictures().stream().map(PictureFolder::name).toList()));
      }
    }
    if (!deeper.isEmpty()) {
      leftOut.say(
          "pictures lie deeper than one folder; the outermost folders are the classes: "
              + String.join("; ", deeper.subList(0, Math.min(NAMED, deeper.size())))
              + (deeper.size() > NAMED ? "; ..." : ""));
    }
    if (classes.size() > 1) {
      return;
    }
    String found =
        classes.isEmpty()
            ? folder.pictures().isEmpty()
                ? "none"
                : "none, but " + pictures(folder.pictures().size()) + " in no folder"
            : "only " + classes.firstKey();
    String more = String.join("; ", leftOut.lines());
    throw LabException.of(
        "at least two class folders in " + folder.path(),
        found + (more.isEmpty() ? "" : " (" + more + ")"),
        "put the pictures of each class into a folder named after the class"
            + lists(List.of(folder)));
  }

  /** What people often have in place of class folders. */
  private String lists(List<PictureFolder> where) {
    List<String> lists = new ArrayList<>();
    folder.lists().forEach(l -> lists.add(String.valueOf(l.getFileName())));
    for (PictureFolder one : where) {
      for (PictureFolder inside : one.folders()) {
        inside.lists().stream()
            .limit(1)
            .forEach(l -> lists.add(inside.name() + "/" + l.getFileName()));
      }
    }
    return lists.isEmpty()
        ? ""
        : "; lists such as " + some(lists) + " are not read here: sort the pictures by them first";
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (names.size() > NAMED ? ", ..." : "");
  }

  private static String pictures(int n) {
    return n + (n == 1 ? " picture" : " pictures");
  }

  private static String word(Split split) {
    return split.name().toLowerCase(Locale.ROOT);
  }

  private List<String> classNames() {
    TreeSet<String> names = new TreeSet<>(classes.keySet());
    parts.values().forEach(p -> names.addAll(p.keySet()));
    return List.copyOf(names);
  }

  /** Whether its pictures lie in parts. */
  boolean hasParts() {
    return !parts.isEmpty();
  }

  /** All pictures of all parts. */
  ImageSet everything() {
    List<Picture> all = new ArrayList<>(pictures(classes));
    parts.values().forEach(p -> all.addAll(pictures(p)));
    if (!parts.isEmpty()) {
      leftOut.say(
          "its parts together: "
              + String.join(", ", parts.keySet().stream().map(FolderLayout::word).toList()));
    }
    return set(all);
  }

  /**
   * The parts as they lie there; those that are missing are split off by a fixed seed.
   *
   * @param fraction of the pictures for a part that is missing
   * @param seed chooses them
   * @param groups what keeps series together where parts are split off
   */
  Splits splits(double fraction, long seed, Optional<GroupRule> groups) {
    if (parts.isEmpty()) {
      return split(set(pictures(classes)), fraction, seed, groups);
    }
    ImageSet train = set(pictures(classesOf(Split.TRAIN)));
    boolean validation = parts.containsKey(Split.VALIDATION);
    boolean test = parts.containsKey(Split.TEST);
    String said = "%s: %.0f %% of the training pictures are taken for it";
    if (!validation && !test) {
      leftOut.say(
          said.formatted("no validation and no test part", 100 * fraction).replace("it", "each"));
      return split(set(train.pictures()), fraction, seed, groups);
    }
    ImageSet.Cut cut = new ImageSet.Cut(train, train);
    if (!validation || !test) {
      leftOut.say(said.formatted("no " + (test ? "validation" : "test") + " part", 100 * fraction));
      cut =
          groups
              .map(rule -> GroupSplit.cut(train, fraction, seed, rule))
              .orElseGet(() -> train.cut(fraction, seed));
    }
    ImageSet rest = cut.part();
    Splits splits =
        new Splits(
            cut.rest(),
            validation ? set(pictures(classesOf(Split.VALIDATION))) : rest,
            test ? set(pictures(classesOf(Split.TEST))) : rest);
    groups.ifPresent(rule -> GroupSplit.straddling(splits, rule).forEach(leftOut::say));
    return new Splits(
        set(splits.train().pictures()),
        set(splits.validation().pictures()),
        set(splits.test().pictures()));
  }

  private static Splits split(
      ImageSet all, double fraction, long seed, Optional<GroupRule> groups) {
    return groups
        .map(rule -> all.split(fraction, fraction, seed, rule))
        .orElseGet(() -> all.split(fraction, fraction, seed));
  }

  /** Those of a part that is there. */
  private TreeMap<String, List<Path>> classesOf(Split split) {
    return Objects.requireNonNull(parts.get(split));
  }

  private List<Picture> pictures(TreeMap<String, List<Path>> some) {
    List<String> names = classNames();
    List<Picture> pictures = new ArrayList<>();
    some.forEach(
        (name, files) -> {
          int label = names.indexOf(name);
          for (Path file : files) {
            String key = Names.printable(folder.path().relativize(file)).replace('\\', '/');
            pictures.add(new Picture(key, label, new PictureFile(file)));
          }
        });
    return pictures;
  }

  private ImageSet set(List<Picture> pictures) {
    Path named = folder.path().toAbsolutePath().normalize().getFileName();
    return ImageSet.of(named == null ? "pictures" : Names.printable(named), classNames(), pictures)
        .withRemarks(leftOut.lines());
  }
}
