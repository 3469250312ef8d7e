package io.transferlab.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The names of the outputs of networks that others have trained, from the files that list them. */
final class ClassNames {
  /** Keras' file of the 1000 classes of ImageNet. */
  static final String IMAGENET = "imagenet_class_index.json";

  /** The authors' file of the 365 classes of Places. */
  static final String PLACES = "categories_places365.txt";

  /** The fact of a network whose outputs are only numbered, and what would bring their names. */
  static final String MISSING = "class names missing";

  private ClassNames() {}

  /**
   * Reads a list of classes.
   *
   * @param file of one of the two names above
   * @return names in output order; those that occur twice (there are two kinds of crane) with their
   *     WordNet number
   * @throws LabException if the file is damaged
   */
  static List<String> read(Path file) {
    try {
      String text = Files.readString(file);
      return file.endsWith(IMAGENET) ? imageNet(text) : places(text);
    } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
      throw LabException.of(
          "a list of classes in " + file,
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "fetch it again",
          e);
    }
  }

  /** {@code {"0": ["n01440764", "tench"], ...}}. */
  private static List<String> imageNet(String json) {
    JsonObject all = JsonParser.parseString(json).getAsJsonObject();
    Map<String, Integer> count = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      count.merge(name(all, i), 1, Integer::sum);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String id = all.getAsJsonArray(String.valueOf(i)).get(0).getAsString();
      names.add(count.get(name(all, i)) > 1 ? name(all, i) + " (" + id + ")" : name(all, i));
    }
    return names;
  }

  private static String name(JsonObject all, int index) {
    JsonArray entry = all.getAsJsonArray(String.valueOf(index));
    return entry.get(1).getAsString();
  }

  /** {@code /a/airfield 0}, one line a class. */
  private static List<String> places(String text) {
    List<String> names = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      String[] parts = line.split(" ");
      if (parts.length != 2 || parts[0].length() < 4 || !parts[1].equals("" + names.size())) {
        throw new IllegalStateException("line " + (names.size() + 1) + " is \"" + line + "\"");
      }
      names.add(parts[0].substring(3));
    }
    return names;
  }

  /**
   * Stand-ins for outputs of which no names are known.
   *
   * @param count how many
   * @return class 0, class 1, ...
   */
  static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
  }

  /**
   * Refuses to classify by a network that cannot.
   *
   * @param network any network
   * @throws LabException without a top
   */
  static void requireTop(Classifier network) {
    if (network.classes().isEmpty()) {
      throw LabException.of(
          "a network with a classifier",
          network.name() + " without its top",
          "load it with its top, or put a head on it: FineTuner or Heads.replace");
    }
  }

  /**
   * Refuses to answer with numbers where a person expects names.
   *
   * @param network any network
   * @throws LabException without a top, or if its weights came without the list of classes that
   *     belongs to them; says how to get it
   */
  static void require(Classifier network) {
    requireTop(network);
    String cure = network.provenance().facts().get(MISSING);
    if (cure != null && network.classes().equals(numbered(network.classes().size()))) {
      throw LabException.of(
          "the names of the " + network.classes().size() + " classes of " + network.name(),
          "numbers only",
          cure);
    }
  }
}
