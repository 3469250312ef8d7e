package io.transferlab.network.onnx;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The names of a network's outputs: in the card, or in a file beside it. Such a file is a text with
 * a name a line, a list of JSON, or an object of JSON from numbers to names, as Keras ({@code {"0":
 * ["n01440764", "tench"], ...}}) and Hugging Face ({@code {"0": "tench", ...}}) write them.
 */
final class ClassNames {
  private static final String KEY = "classes";

  private ClassNames() {}

  static List<String> of(CardFields fields, Path card) {
    Object said = fields.any(KEY).orElseThrow();
    if (!(said instanceof String name)) {
      return fields.texts(KEY).orElseThrow();
    }
    Path file;
    try {
      file = card.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw fields.wrong(KEY, "a list of names, or the name of a file", name);
    }
    if (!Files.isRegularFile(file)) {
      throw LabException.of(
          "the names of the classes in " + file + ", as the card " + card + " says",
          Files.isDirectory(file) ? "a folder" : "no such file",
          "put it there, or take \"classes\" out of the card");
    }
    return read(file);
  }

  static List<String> read(Path file) {
    String text;
    try {
      text = NetworkCard.text(Files.readAllBytes(file));
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
    String start = text.stripLeading();
    List<String> names;
    try {
      names =
          start.startsWith("{")
              ? numbered(Objects.requireNonNull(Json.read(text, Map.class)), file)
              : start.startsWith("[")
                  ? listed(Objects.requireNonNull(Json.read(text, List.class)), file)
                  : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    } catch (JsonException e) {
      throw LabException.of(
          "names of classes in " + file, e.getMessage() + "", "mend it, or get it anew", e);
    }
    if (names.isEmpty()) {
      throw LabException.of("names of classes in " + file, "none", "write one a line");
    }
    return names;
  }

  private static List<String> listed(List<?> list, Path file) {
    List<String> names = new ArrayList<>();
    for (Object name : list) {
      names.add(name(name, names.size(), file));
    }
    return names;
  }

  private static List<String> numbered(Map<?, ?> all, Path file) {
    List<String> names = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Object value = all.get(String.valueOf(i));
      if (value instanceof List<?> pair && pair.size() == 2) {
        ids.add(String.valueOf(pair.get(0)));
        names.add(name(pair.get(1), i, file));
      } else {
        ids.add("class " + i);
        names.add(name(value, i, file));
      }
    }
    List<String> distinct = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean twice = Collections.frequency(names, names.get(i)) > 1; // two kinds of crane
      distinct.add(twice ? names.get(i) + " (" + ids.get(i) + ")" : names.get(i));
    }
    return distinct;
  }

  private static String name(@Nullable Object value, int index, Path file) {
    if (value instanceof String name && !name.isBlank()) {
      return name;
    }
    throw LabException.of(
        "a name of class " + index + " in " + file,
        value == null ? "none" : String.valueOf(value),
        "mend it, or get it anew");
  }
}
