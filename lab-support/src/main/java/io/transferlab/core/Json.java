package io.transferlab.core;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.Reader;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way the project writes and reads JSON: readable, no HTML escapes, null for no number.
 *
 * <p>No type of the library behind it goes in or out. In the jar that library has a name of its
 * own, since a kernel may bring an older one and hide ours.
 */
public final class Json {
  /** JSON has no NaN. */
  private static final JsonSerializer<Double> FINITE =
      (value, type, context) ->
          Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .registerTypeAdapter(Double.class, FINITE)
          .registerTypeAdapter(double.class, FINITE)
          .create();

  private Json() {}

  /**
   * Writes a value.
   *
   * @param value records, maps, lists, arrays, texts, numbers
   * @return indented, without a line's end after the last brace; what is null is left out of a
   *     record
   */
  public static String text(Object value) {
    return GSON.toJson(value);
  }

  /**
   * Reads a value.
   *
   * @param <T> what is read
   * @param text JSON
   * @param type what it shall be
   * @return the value, parts that the text does not have null; null for an empty text
   * @throws JsonException if the text is something else
   */
  public static <T> @Nullable T read(String text, Class<T> type) {
    return reading(() -> GSON.fromJson(text, type));
  }

  /**
   * Reads a value of a type with parameters.
   *
   * @param <T> what is read
   * @param text JSON
   * @param type what it shall be
   * @return as {@link #read(String, Class)}
   * @throws JsonException if the text is something else
   */
  public static <T> @Nullable T read(String text, Type type) {
    return reading(() -> GSON.fromJson(text, type));
  }

  /**
   * Reads a value.
   *
   * @param <T> what is read
   * @param text JSON, read to its end and not closed
   * @param type what it shall be
   * @return as {@link #read(String, Class)}
   * @throws JsonException if the text is something else, or cannot be read
   */
  public static <T> @Nullable T read(Reader text, Class<T> type) {
    return reading(() -> GSON.fromJson(text, type));
  }

  private static <T> @Nullable T reading(Supplier<@Nullable T> work) {
    try {
      return work.get();
    } catch (JsonParseException | NumberFormatException e) {
      throw new JsonException(e);
    } catch (RuntimeException e) {
      // What a record's constructor threw comes wrapped: our own words pass, a missing part is
      // named.
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof LabException told) {
          throw told;
        }
      }
      throw new JsonException(
          new IllegalArgumentException("a part of it is missing or wrong", null));
    }
  }
}
