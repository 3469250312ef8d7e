package io.transferlab.data;

import com.google.gson.reflect.TypeToken;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.data.fetch.SplitRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the lists with which sets say which picture belongs to which part. */
final class SplitLists {
  private static final String VERIFY = "check the set with `environment/lab data verify`";

  private final Path folder;
  private final SplitRule rule;
  private final Path pictures;
  private final LeftOut leftOut = new LeftOut();

  /**
   * A picture of a list.
   *
   * @param className its class
   * @param file where it is
   */
  record Item(String className, Path file) {
    String key() {
      return className + "/" + file.getFileName();
    }
  }

  /**
   * What the lists say. A part that they leave to us is empty.
   *
   * @param train pictures to learn from
   * @param validation pictures to choose by; may be empty
   * @param test pictures to report on; may be empty
   * @param remarks a line for each kind of thing that was left out of its folders
   */
  record Parts(List<Item> train, List<Item> validation, List<Item> test, List<String> remarks) {
    private Parts(List<Item> train, List<Item> validation, List<Item> test) {
      this(train, validation, test, List.of());
    }
  }

  private SplitLists(Path folder, SplitRule rule) {
    this.folder = folder;
    this.rule = rule;
    this.pictures = rule.pictures() == null ? folder : folder.resolve(rule.pictures());
  }

  /**
   * Reads the lists of a set.
   *
   * @param folder the set's folder
   * @param rule how its parts are made
   * @param variant which of several official splits, from 1
   * @return the parts
   * @throws LabException if a list is missing or cannot be read
   */
  static Parts read(Path folder, SplitRule rule, int variant) {
    SplitLists lists = new SplitLists(folder, rule);
    Parts parts = lists.read(variant);
    return new Parts(parts.train(), parts.validation(), parts.test(), lists.leftOut.lines());
  }

  private Parts read(int variant) {
    try {
      return switch (rule.by()) {
        case "lists" ->
            parts(
                paths(rule.train(), variant),
                paths(rule.validation(), variant),
                paths(rule.test(), variant));
        case "pets" -> new Parts(pets(rule.train()), List.of(), pets(rule.test()));
        case "birds" -> birds();
        case "flowers" -> flowers();
        case "mat-lists" -> parts(matPaths(rule.train()), List.of(), matPaths(rule.test()));
        case "json" -> new Parts(json(rule.train()), List.of(), json(rule.test()));
        case "parts" ->
            new Parts(folders(rule.train()), folders(rule.validation()), folders(rule.test()));
        case "listed" -> new Parts(listed(rule.train()), List.of(), List.of());
        case "folders" -> new Parts(classFolders(pictures), List.of(), List.of());
        default ->
            throw LabException.of(
                "a known way to make a split", rule.by(), "mend the catalogue's entry");
      };
    } catch (IOException | JsonException e) {
      throw LabException.reading("the lists of the set in " + folder, e, VERIFY);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw LabException.of(
          "pictures for the lists of the set in " + folder,
          "a line or number that names no picture (" + e.getMessage() + ")",
          VERIFY,
          e);
    }
  }

  private Parts parts(List<String> train, List<String> validation, List<String> test) {
    return new Parts(items(train), items(validation), items(test));
  }

  /** Paths of the form class/file. */
  private List<Item> items(List<String> paths) {
    List<Item> items = new ArrayList<>();
    for (String path : paths) {
      items.add(item(path.substring(0, path.indexOf('/')), path));
    }
    return items;
  }

  private Item item(String className, String path) {
    Path file = pictures.resolve(path).normalize();
    if (!file.startsWith(pictures)) {
      throw new IndexOutOfBoundsException("the path " + path);
    }
    return new Item(rule.rename().getOrDefault(className, className), file);
  }

  private List<String> lines(String list) throws IOException {
    try {
      return Files.readAllLines(folder.resolve(list)).stream()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .toList();
    } catch (MalformedInputException e) {
      throw new IOException(list + " is not a text", e);
    }
  }

  private List<String> paths(List<String> lists, int variant) throws IOException {
    List<String> all = new ArrayList<>();
    for (String list : lists) {
      all.addAll(lines(list.replace("#", String.valueOf(variant))));
    }
    return all;
  }

  /** Lines such as {@code Abyssinian_100 1 1 1}: the class is the name without its number. */
  private List<Item> pets(List<String> lists) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String line : paths(lists, 1)) {
      String name = line.split("\\s+")[0];
      items.add(item(name.substring(0, name.lastIndexOf('_')), name + ".jpg"));
    }
    return items;
  }

  /** One file names the pictures by number, another says 1 for training and 0 for the test. */
  private Parts birds() throws IOException {
    Map<String, String> paths = new TreeMap<>();
    for (String line : lines(rule.train().get(0))) {
      String[] parts = line.split("\\s+");
      paths.put(parts[0], parts[1]);
    }
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    for (String line : lines(rule.train().get(1))) {
      String[] parts = line.split("\\s+");
      String path = paths.get(parts[0]);
      if (path == null) {
        throw new IOException("no picture with the number " + parts[0]);
      }
      (parts[1].equals("1") ? train : test).add(path);
    }
    return parts(train, List.of(), test);
  }

  /** Numbers of pictures in one MATLAB file, their classes in another, both from 1. */
  private Parts flowers() throws IOException {
    double[] labels = MatFile.read(folder.resolve("imagelabels.mat")).numbers("labels");
    MatFile ids = MatFile.read(folder.resolve("setid.mat"));
    return new Parts(
        flowers(ids.numbers("trnid"), labels),
        flowers(ids.numbers("valid"), labels),
        flowers(ids.numbers("tstid"), labels));
  }

  private List<Item> flowers(double[] ids, double[] labels) {
    List<Item> items = new ArrayList<>();
    for (double id : ids) {
      int number = (int) id;
      items.add(
          item("%03d".formatted((int) labels[number - 1]), "image_%05d.jpg".formatted(number)));
    }
    return items;
  }

  private List<String> matPaths(List<String> lists) throws IOException {
    List<String> all = new ArrayList<>();
    for (String list : lists) {
      all.addAll(MatFile.read(folder.resolve(list)).texts("file_list"));
    }
    return all;
  }

  /** Class to paths without their ending. */
  private List<Item> json(List<String> lists) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String list : lists) {
      TreeMap<String, List<String>> classes =
          Json.read(
              Files.readString(folder.resolve(list)),
              new TypeToken<TreeMap<String, List<String>>>() {}.getType());
      if (classes == null) {
        throw new IOException(list + " is empty");
      }
      classes.forEach((c, paths) -> paths.forEach(p -> items.add(item(c, p + ".jpg"))));
    }
    return items;
  }

  /** Lists of the course's own, a class and a path a line. */
  private List<Item> listed(List<String> lists) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String list : lists) {
      try (InputStream in = SplitLists.class.getResourceAsStream(list)) {
        if (in == null) {
          throw LabException.of(
              list + " in the support jar", "none", "rebuild with `environment/lab setup`");
        }
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
          if (!line.startsWith("#")) {
            int gap = line.indexOf(' ');
            items.add(item(line.substring(0, gap), line.substring(gap + 1)));
          }
        }
      }
    }
    return items;
  }

  private List<Item> folders(List<String> names) {
    List<Item> items = new ArrayList<>();
    for (String name : names) {
      items.addAll(classFolders(folder.resolve(name)));
    }
    return items;
  }

  private List<Item> classFolders(Path parent) {
    List<Item> items = new ArrayList<>();
    PictureFolder read = PictureFolder.read(parent, leftOut);
    for (Path stray : read.pictures()) {
      leftOut.add(
          "picture in no class folder",
          "pictures in no class folder",
          "",
          String.valueOf(stray.getFileName()));
    }
    for (PictureFolder one : read.folders()) {
      if (!one.hasPictures()) {
        leftOut.add("folder without pictures", "folders without pictures", "", one.name());
      } else if (!rule.leaveOut().contains(one.name())) {
        String className = rule.rename().getOrDefault(one.name(), one.name());
        one.pictures().forEach(f -> items.add(new Item(className, f)));
      }
    }
    return items;
  }
}
