package io.transferlab.kernel.connection;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the front end wrote for this kernel: where to listen and the key that signs messages.
 *
 * @param ip the address to bind to, usually loopback
 * @param key the HMAC key; empty means that messages are not signed
 */
public record ConnectionFile(
    String ip, int shell, int iopub, int stdin, int control, int heartbeat, String key) {

  /**
   * Reads a connection file.
   *
   * @throws IOException if it cannot be read or is not one; the message names the file
   */
  public static ConnectionFile read(Path file) throws IOException {
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      String transport = text(json, "transport", "tcp");
      String scheme = text(json, "signature_scheme", Signer.SCHEME);
      if (!transport.equals("tcp")) {
        throw new IOException(file + ": transport " + transport + " is not supported, only tcp");
      }
      if (!scheme.equals(Signer.SCHEME)) {
        throw new IOException(
            file + ": signatures by " + scheme + " are not supported, only " + Signer.SCHEME);
      }
      return new ConnectionFile(
          text(json, "ip", "127.0.0.1"),
          port(json, "shell_port"),
          port(json, "iopub_port"),
          port(json, "stdin_port"),
          port(json, "control_port"),
          port(json, "hb_port"),
          text(json, "key", ""));
    } catch (JsonParseException | IllegalStateException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException(file + ": not a Jupyter connection file: " + reason, e);
    }
  }

  /** The ZeroMQ address of one of the ports. */
  public String address(int port) {
    return "tcp://" + ip + ":" + port;
  }

  private static int port(JsonObject json, String name) {
    if (!json.has(name)) {
      throw new JsonParseException(name + " is missing");
    }
    return json.get(name).getAsInt();
  }

  private static String text(JsonObject json, String name, String otherwise) {
    return json.has(name) ? json.get(name).getAsString() : otherwise;
  }
}
