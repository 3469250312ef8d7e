package io.transferlab.kernel.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as text, with long ones cut: a list of a million numbers must not fill a notebook. */
final class ShortText {
  private static final int MOST_ELEMENTS = 100;
  private static final int MOST_CHARS = 10_000;
  private static final int DEEPEST = 4;

  private ShortText() {}

  /** Whether this class writes the value itself instead of leaving it to its toString. */
  static boolean isCut(Object value) {
    // Only the JDK's collections: a class of the user's own has its toString for a reason.
    return value.getClass().isArray()
        || value.getClass().getName().startsWith("java.util.")
            && (value instanceof Collection<?> || value instanceof Map<?, ?>);
  }

  static String of(Object value) {
    String text = write(value, 0);
    return text.length() <= MOST_CHARS || value instanceof CharSequence
        ? text
        : text.substring(0, MOST_CHARS) + "... (" + (text.length() - MOST_CHARS) + " more)";
  }

  private static String write(Object value, int depth) {
    if (value == null || !isCut(value)) {
      return String.valueOf(value);
    }
    if (depth > DEEPEST) {
      return "...";
    }
    if (value instanceof Collection<?> collection) {
      return collection(collection.iterator(), collection.size(), depth);
    }
    return value instanceof Map<?, ?> map ? map(map, depth) : array(value, depth);
  }

  private static String array(Object array, int depth) {
    List<String> parts = new ArrayList<>();
    int length = Array.getLength(array);
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      parts.add(write(Array.get(array, i), depth + 1));
    }
    return "[" + join(parts, length) + "]";
  }

  private static String collection(Iterator<?> elements, int size, int depth) {
    List<String> parts = new ArrayList<>();
    while (elements.hasNext() && parts.size() < MOST_ELEMENTS) {
      parts.add(write(elements.next(), depth + 1));
    }
    return "[" + join(parts, size) + "]";
  }

  private static String map(Map<?, ?> map, int depth) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (parts.size() == MOST_ELEMENTS) {
        break;
      }
      parts.add(write(entry.getKey(), depth + 1) + "=" + write(entry.getValue(), depth + 1));
    }
    return "{" + join(parts, map.size()) + "}";
  }

  private static String join(List<String> parts, int size) {
    String more = size > parts.size() ? ", ... (" + (size - parts.size()) + " more)" : "";
    return String.join(", ", parts) + more;
  }
}
