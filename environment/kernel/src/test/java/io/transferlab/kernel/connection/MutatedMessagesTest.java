package io.transferlab.kernel.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Messages that were cut, flipped, repeated or inflated: each is a message or none, and what is one
 * can be read and answered. The environment variable LAB_FUZZ says how many, 300 if it is not set.
 */
@Tag("fuzz")
class MutatedMessagesTest {
  private static final long SEED = 23;
  private static final List<String> VALUES =
      List.of(
          "null",
          "[]",
          "{}",
          "[1,[2]]",
          "{\"a\":{}}",
          "true",
          "-1",
          "1e999",
          "1e-999",
          "1E400000",
          "9".repeat(400),
          "\"\"",
          "\"x\"",
          "\"\\ud800\"",
          "NaN",
          "-Infinity",
          "1.5",
          "'single'");

  private final Random random = new Random(SEED);
  private final Signer signer = new Signer("key");
  private final Wire wire = new Wire(signer);

  private static int count() {
    String given = System.getenv("LAB_FUZZ");
    return given == null || given.isBlank() ? 300 : Integer.parseInt(given.strip());
  }

  private List<byte[]> frames() {
    JsonObject content =
        JsonParser.parseString(
                "{\"code\":\"int a = 1;\",\"silent\":false,\"cursor_pos\":3,\"n\":10,"
                    + "\"user_expressions\":{\"a\":\"1 + 1\"},\"allow_stdin\":true}")
            .getAsJsonObject();
    JsonObject parent = JsonParser.parseString("{\"msg_id\":\"a-b\"}").getAsJsonObject();
    byte[] identity = {0, 1, 2, 3, 4};
    return new ArrayList<>(wire.encode(List.of(identity), "execute_request", parent, content));
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void areMessagesOrNone() {
    int messages = 0;
    for (int i = 0; i < count(); i++) {
      List<byte[]> frames = frames();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        mutate(frames);
      }
      if (random.nextInt(4) > 0) {
        sign(frames);
      }
      Optional<Message> message = wire.decode(frames);
      messages += message.isPresent() ? 1 : 0;
      message.ifPresent(this::use);
    }
    // Otherwise nothing but the signature would have been tried.
    assertTrue(messages > count() / 10, messages + " were messages");
  }

  @Test
  void areNoneWithoutTheirSignature() {
    for (int i = 0; i < count(); i++) {
      List<byte[]> frames = frames();
      int part = 3 + random.nextInt(4);
      byte[] bytes = frames.get(part);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertTrue(wire.decode(frames).isEmpty());
    }
  }

  @Test
  void areNoneWhenNestedDeeperThanCanBeWritten() {
    for (String open : List.of("[", "{\"a\":")) {
      for (int depth : new int[] {300, 5_000, 1_000_000}) {
        List<byte[]> frames = frames();
        frames.set(3, ("{\"msg_type\":" + open.repeat(depth)).getBytes(StandardCharsets.UTF_8));
        sign(frames);
        assertTrue(wire.decode(frames).isEmpty());
      }
    }
  }

  @Test
  void mayHaveBracketsInTexts() {
    List<byte[]> frames = frames();
    String code = "\\\"[[{{\\\\".repeat(1000);
    frames.set(6, ("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8));
    sign(frames);
    assertFalse(wire.decode(frames).orElseThrow().text("code", "").isEmpty());
  }

  private void use(Message message) {
    message.session();
    for (String name : List.of("code", "silent", "cursor_pos", "n", "user_expressions", "absent")) {
      message.text(name, "");
      message.number(name, 0);
      message.flag(name, false);
    }
    wire.encode(message.identities(), message.type(), message.header(), message.content());
  }

  private void mutate(List<byte[]> frames) {
    int at = random.nextInt(frames.size());
    byte[] frame = frames.get(at);
    switch (random.nextInt(8)) {
      case 0 -> frames.remove(at);
      case 1 -> frames.add(at, frame);
      case 2 -> frames.set(at, Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
      case 3 -> frames.set(at, flipped(frame));
      case 4 -> frames.set(at, inserted(frame));
      default -> retype(frames);
    }
    if (frames.isEmpty()) {
      frames.add(new byte[0]);
    }
  }

  private byte[] flipped(byte[] frame) {
    byte[] changed = frame.clone();
    for (int i = 0; i <= random.nextInt(4) && changed.length > 0; i++) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  /** A piece of the frame again and again, inside it. */
  private byte[] inserted(byte[] frame) {
    if (frame.length == 0) {
      return new byte[random.nextInt(1000)];
    }
    String text = new String(frame, StandardCharsets.ISO_8859_1);
    int from = random.nextInt(text.length());
    int to = from + random.nextInt(text.length() - from + 1);
    String piece = text.substring(from, to).repeat(1 + random.nextInt(200));
    return (text.substring(0, from) + piece + text.substring(to))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A value of one of the parts becomes another. */
  private void retype(List<byte[]> frames) {
    int at = frames.size() - 1 - random.nextInt(Math.min(4, frames.size()));
    String text = new String(frames.get(at), StandardCharsets.UTF_8);
    String value = VALUES.get(random.nextInt(VALUES.size()));
    String[] parts = text.split(":", -1);
    if (parts.length > 1) {
      int part = 1 + random.nextInt(parts.length - 1);
      parts[part] =
          parts[part].replaceFirst("^[^,}]*", java.util.regex.Matcher.quoteReplacement(value));
      frames.set(at, String.join(":", parts).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** As whoever has the key would: so that what is behind the signature is reached. */
  private void sign(List<byte[]> frames) {
    for (int at = 0; at + 6 <= frames.size(); at++) {
      if (new String(frames.get(at), StandardCharsets.US_ASCII).equals("<IDS|MSG>")) {
        String signature = signer.sign(frames.subList(at + 2, at + 6));
        frames.set(at + 1, signature.getBytes(StandardCharsets.US_ASCII));
        return;
      }
    }
  }
}
