package io.transferlab.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The classes of weights that others have trained: how many, and the file that lists them.
 *
 * @param count outputs of the top
 * @param file the name of the file, {@link #IMAGENET} or {@link #PLACES}
 * @param entry the catalogue's name of what brings it
 */
record PublishedClasses(int count, String file, String entry) {
  /** Keras' file of the 1000 classes of ImageNet. */
  static final String IMAGENET = "imagenet_class_index.json";

  /** The authors' file of the 365 classes of Places. */
  static final String PLACES = "categories_places365.txt";

  /**
   * The names of the classes, from beside the weights or from what was fetched.
   *
   * @param weights the file of the weights
   * @param places where fetched files are
   * @return the names, or numbers and the way to the names
   * @throws LabException if the list is damaged or another's
   */
  ClassList read(Path weights, Places places) {
    Path beside = weights.resolveSibling(file);
    if (Files.exists(beside)) {
      return checked(beside);
    }
    Entry whole = DownloadCatalogue.load().get(entry);
    Optional<Path> fetched = places.find(whole).map(f -> f.resolve(file)).filter(Files::exists);
    return fetched.isPresent()
        ? checked(fetched.get())
        : ClassList.numbered(count).withWayToNames(way(whole));
  }

  private String way(Entry whole) {
    String address =
        whole.files().stream()
            .filter(f -> f.name().equals(file) && !f.urls().isEmpty())
            .map(f -> " (" + f.urls().get(0) + ")")
            .findFirst()
            .orElse("");
    return "run `%s`, or put %s%s beside the weights".formatted(whole.command(), file, address);
  }

  private ClassList checked(Path list) {
    List<String> found = read(list);
    if (found.size() != count) {
      throw LabException.of(
          count + " names of classes in " + list, String.valueOf(found.size()), again());
    }
    return ClassList.of(found);
  }

  private String again() {
    return "run `environment/lab data fetch " + entry + " --again`, or remove the file";
  }

  /**
   * Reads a list of classes.
   *
   * @param list a file of this kind
   * @return names in output order; those that occur twice (there are two kinds of crane) with their
   *     WordNet number
   * @throws LabException if the file is damaged
   */
  List<String> read(Path list) {
    try {
      String text = Files.readString(list);
      return file.equals(IMAGENET) ? imageNet(text) : places(text);
    } catch (IOException e) {
      throw LabException.reading(list, e, again());
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw LabException.of(
          "a list of classes in " + list,
          e instanceof LineException line ? String.valueOf(line.getMessage()) : "something else",
          again(),
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
      names.add(
          count.getOrDefault(name(all, i), 0) > 1 ? name(all, i) + " (" + id + ")" : name(all, i));
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
        throw new LineException("line " + (names.size() + 1) + " is \"" + line + "\"");
      }
      names.add(parts[0].substring(3));
    }
    return names;
  }

  private static final class LineException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LineException(String message) {
      super(message);
    }
  }
}
