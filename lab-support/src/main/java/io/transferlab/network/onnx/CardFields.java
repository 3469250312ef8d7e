package io.transferlab.network.onnx;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a card or of a part of it, each of the kind that is asked for or refused in words.
 */
public final class CardFields {
  /** What a draft says where a person has to. */
  public static final String OPEN = "?";

  private final String where;
  private final Map<?, ?> values;

  private CardFields(String where, Map<?, ?> values) {
    this.where = where;
    this.values = values;
  }

  /** Reads the card of a network for pictures. */
  static CardFields of(String json, String where, List<String> known) {
    return of(json, where, known, "have a new one written: environment/lab card FILE.onnx --force");
  }

  /**
   * Reads a card.
   *
   * @param json the text
   * @param where the card, in messages
   * @param known its keys
   * @param anew how to come by a new one, in words
   * @return its keys
   * @throws LabException if it is no JSON object, or has other keys
   */
  public static CardFields of(String json, String where, List<String> known, String anew) {
    Map<?, ?> values;
    try {
      values = Json.read(json, Map.class);
    } catch (JsonException e) {
      throw LabException.of(
          "a JSON object in the card " + where,
          e.getMessage() + "",
          "mend it there, or " + anew,
          e);
    }
    if (values == null || values.isEmpty()) {
      throw LabException.of("a JSON object in the card " + where, "nothing", anew);
    }
    return of(values, where, known);
  }

  private static CardFields of(Map<?, ?> values, String where, List<String> known) {
    for (Object key : values.keySet()) {
      if (!known.contains(key)) {
        throw Names.unknown("a key of the card " + where, String.valueOf(key), known);
      }
    }
    return new CardFields(where, values);
  }

  /** A part of a card in which nothing stands. */
  static CardFields empty() {
    return new CardFields("", Map.of());
  }

  /**
   * What stands there, and a question mark behind those of some keys that are missing, first.
   *
   * @param keys those that have to be there
   * @return key to value
   */
  public Map<String, Object> completed(List<String> keys) {
    Map<String, Object> all = new LinkedHashMap<>();
    keys.forEach(key -> all.put(key, OPEN));
    values.forEach((key, value) -> all.put(String.valueOf(key), value));
    return all;
  }

  /** The keys that a part has inside this. */
  Optional<CardFields> part(String key, List<String> known) {
    return get(key)
        .map(
            v -> {
              if (v instanceof Map<?, ?> map) {
                return of(map, where + ", " + key, known);
              }
              throw wrong(key, "an object {...} with " + String.join(", ", known), v);
            });
  }

  /**
   * Whether something stands there that a person or a program has put there.
   *
   * @param key of the card
   * @return false for a question mark
   */
  public boolean has(String key) {
    return get(key).isPresent();
  }

  private Optional<Object> get(String key) {
    @Nullable Object value = values.get(key);
    return OPEN.equals(value) ? Optional.empty() : Optional.ofNullable(value);
  }

  /**
   * Whatever stands there, for keys of several kinds.
   *
   * @param key of the card
   * @return the value; empty if there is none
   */
  public Optional<Object> any(String key) {
    return get(key);
  }

  /**
   * A text that says something.
   *
   * @param key of the card
   * @return the text; empty if there is none
   * @throws LabException if something else stands there
   */
  public Optional<String> text(String key) {
    return get(key)
        .map(
            v -> {
              if (v instanceof String text && !text.isBlank()) {
                return text;
              }
              throw wrong(key, "a text", v);
            });
  }

  /**
   * A whole number in a range.
   *
   * @param key of the card
   * @param least the smallest
   * @param most the largest
   * @return the number; empty if there is none
   * @throws LabException if something else stands there
   */
  public Optional<Integer> number(String key, int least, int most) {
    return get(key)
        .map(
            v -> {
              if (v instanceof Double d && d == Math.rint(d) && d >= least && d <= most) {
                return (int) (double) d;
              }
              throw wrong(key, "a whole number from " + least + " to " + most, v);
            });
  }

  /**
   * One of some words; upper and lower case, blanks, dashes and underscores are the same.
   *
   * @param <E> the words
   * @param key of the card
   * @param type the words
   * @return the word; empty if there is none
   * @throws LabException for another one; offers the nearest
   */
  public <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E one : type.getEnumConstants()) {
      words.add(word(one));
    }
    return text(key)
        .map(
            typed -> {
              int found =
                  words.indexOf(typed.strip().toLowerCase(Locale.ROOT).replaceAll("[_-]", " "));
              if (found < 0) {
                throw Names.unknown("\"" + key + "\" of the card " + where, typed, words);
              }
              return type.getEnumConstants()[found];
            });
  }

  /**
   * A word as a card writes it.
   *
   * @param value the word
   * @return in small letters
   */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Optional<List<String>> texts(String key) {
    return get(key)
        .map(
            v -> {
              if (v instanceof List<?> list
                  && !list.isEmpty()
                  && list.stream().allMatch(t -> t instanceof String s && !s.isBlank())) {
                return list.stream().map(String::valueOf).toList();
              }
              throw wrong(key, "a list of texts", v);
            });
  }

  Optional<List<Float>> floats(String key) {
    return get(key)
        .map(
            v -> {
              if (v instanceof List<?> list && list.stream().allMatch(n -> n instanceof Double)) {
                return list.stream().map(n -> ((Double) n).floatValue()).toList();
              }
              throw wrong(key, "a list of numbers", v);
            });
  }

  /** The error for a key that has to be there. */
  LabException missing(String key, String what) {
    return LabException.of(
        "\"" + key + "\" in the card " + where + ": " + what, "none", "write it there");
  }

  /**
   * The error for a value of another kind.
   *
   * @param key of the card
   * @param expected what would serve
   * @param found the value
   * @return the error
   */
  public LabException wrong(String key, String expected, Object found) {
    return LabException.of(
        expected + " as \"" + key + "\" of the card " + where, shown(found), "mend it there");
  }

  private static String shown(Object value) {
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
      return String.valueOf(d.longValue());
    }
    String text = value instanceof String s ? "\"" + s + "\"" : String.valueOf(value);
    return Names.printable(text.length() > 60 ? text.substring(0, 60) + "..." : text);
  }
}
