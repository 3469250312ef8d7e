package io.transferlab.kernel.connection;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns messages into frames and back.
 *
 * <p>Our own in place of the connection classes of jupyter-jvm-basekernel: those poll every 50 ms,
 * know a closed set of message types and publish from whichever thread prints, and none of that can
 * be changed from outside.
 */
public final class Wire {
  /** The version of the messaging protocol that is spoken. */
  public static final String PROTOCOL = "5.3";

  private static final int DEEPEST = 250;
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final Signer signer;
  private final String session = UUID.randomUUID().toString();

  /**
   * @param signer signs what goes out and checks what comes in
   */
  public Wire(Signer signer) {
    this.signer = signer;
  }

  /** Reads a message; empty if the frames are no message or are not signed with our key. */
  public Optional<Message> decode(List<byte[]> frames) {
    int at = 0;
    while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
      at++;
    }
    if (frames.size() < at + 6) {
      return Optional.empty();
    }
    List<byte[]> parts = frames.subList(at + 2, at + 6);
    String signature = new String(frames.get(at + 1), StandardCharsets.US_ASCII);
    if (!signer.verify(signature, parts)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Message(
              List.copyOf(frames.subList(0, at)),
              json(parts.get(0)),
              json(parts.get(2)),
              json(parts.get(3))));
    } catch (JsonParseException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The frames of an answer, or of a publication, to the message with the given header. */
  public List<byte[]> encode(
      List<byte[]> identities, String type, JsonObject parent, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", session);
    header.addProperty("username", "kernel");
    header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    header.addProperty("msg_type", type);
    header.addProperty("version", PROTOCOL);
    List<byte[]> parts =
        List.of(bytes(header), bytes(parent), bytes(new JsonObject()), bytes(content));
    List<byte[]> frames = new ArrayList<>(identities);
    frames.add(DELIMITER);
    frames.add(signer.sign(parts).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(parts);
    return frames;
  }

  /** What is nested deeper is no message: it could be read, but not written back as a parent. */
  private static JsonObject json(byte[] part) {
    int depth = 0;
    boolean text = false;
    for (int i = 0; i < part.length; i++) {
      byte b = part[i];
      if (text && b == '\\') {
        i++;
      } else if (b == '"') {
        text = !text;
      } else if (!text && (b == '{' || b == '[')) {
        depth++;
      } else if (!text && (b == '}' || b == ']')) {
        depth--;
      }
      if (depth > DEEPEST) {
        throw new JsonParseException("nested deeper than " + DEEPEST);
      }
    }
    return JsonParser.parseString(new String(part, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static byte[] bytes(JsonObject json) {
    return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
  }
}
