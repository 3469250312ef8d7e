package io.transferlab.kernel.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private final Wire wire = new Wire(new Signer("key"));

  private List<byte[]> frames() {
    JsonObject content = new JsonObject();
    content.addProperty("code", "ü");
    byte[] identity = "id".getBytes(StandardCharsets.UTF_8);
    return new ArrayList<>(
        wire.encode(List.of(identity), "execute_request", new JsonObject(), content));
  }

  @Test
  void readsWhatItWrites() {
    Message message = wire.decode(frames()).orElseThrow();
    assertEquals("execute_request", message.type());
    assertEquals("ü", message.text("code", ""));
    assertEquals(1, message.identities().size());
  }

  @Test
  void dropsWhatIsSignedOtherwise() {
    assertTrue(new Wire(new Signer("other")).decode(frames()).isEmpty());
    List<byte[]> changed = frames();
    changed.set(6, "{\"code\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    assertTrue(wire.decode(changed).isEmpty());
  }

  @Test
  void dropsWhatIsNoMessage() {
    assertTrue(wire.decode(List.of(new byte[0])).isEmpty());
    List<byte[]> broken =
        new ArrayList<>(
            new Wire(new Signer("")).encode(List.of(), "t", new JsonObject(), new JsonObject()));
    broken.set(2, "no json".getBytes(StandardCharsets.UTF_8));
    assertTrue(new Wire(new Signer("")).decode(broken).isEmpty());
    broken.set(2, "[]".getBytes(StandardCharsets.UTF_8));
    assertTrue(new Wire(new Signer("")).decode(broken).isEmpty());
  }
}
