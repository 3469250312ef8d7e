package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.testing.Captured;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command that was typed gave.
 *
 * @param status 0 for success, 1 for an error, 2 for wrong usage
 * @param out standard output
 * @param err messages
 */
record Typed(int status, String out, String err) {
  /** Runs {@code environment/lab ARGS...} in this JVM. */
  static Typed lab(String... args) {
    StringWriter err = new StringWriter();
    int[] status = new int[1];
    String out =
        Captured.text(
            () -> status[0] = Main.commandLine().setErr(new PrintWriter(err)).execute(args));
    return new Typed(status[0], out, err.toString());
  }

  /** What a command that succeeded has printed with {@code --json}. */
  JsonObject json() {
    assertEquals(0, status, err);
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
