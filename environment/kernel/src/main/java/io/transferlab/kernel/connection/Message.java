package io.transferlab.kernel.connection;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A message of the Jupyter protocol as it arrived.
 *
 * @param identities the routing frames a reply must carry
 */
public record Message(
    List<byte[]> identities, JsonObject header, JsonObject metadata, JsonObject content) {

  /** For example {@code execute_request}; empty where the header lacks it. */
  public String type() {
    return string(header, "msg_type", "");
  }

  /** The session of the front end. */
  public String session() {
    return string(header, "session", "");
  }

  /** A text of the content; what is none counts as missing. */
  public String text(String name, String otherwise) {
    return string(content, name, otherwise);
  }

  /** A whole number of the content; what is none counts as missing. */
  public int number(String name, int otherwise) {
    try {
      return primitive(content, name).map(JsonPrimitive::getAsInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** A yes or no of the content; what is neither counts as missing. */
  public boolean flag(String name, boolean otherwise) {
    return primitive(content, name)
        .filter(JsonPrimitive::isBoolean)
        .map(JsonPrimitive::getAsBoolean)
        .orElse(otherwise);
  }

  /**
   * How long ago it was written, by the clock of who wrote it.
   *
   * @return 0 where the header does not tell, or tells of a time to come
   */
  public Duration age(Instant now) {
    try {
      Instant written = OffsetDateTime.parse(string(header, "date", "")).toInstant();
      return written.isAfter(now) ? Duration.ZERO : Duration.between(written, now);
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  private static String string(JsonObject json, String name, String otherwise) {
    return primitive(json, name)
        .filter(JsonPrimitive::isString)
        .map(JsonPrimitive::getAsString)
        .orElse(otherwise);
  }

  private static Optional<JsonPrimitive> primitive(JsonObject json, String name) {
    return json.get(name) instanceof JsonPrimitive value ? Optional.of(value) : Optional.empty();
  }
}
