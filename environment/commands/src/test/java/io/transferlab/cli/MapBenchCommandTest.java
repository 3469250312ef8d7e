package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.testing.Captured;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapBenchCommandTest {
  @Test
  void measuresOurMapsAlone() {
    List<String> lines =
        Captured.lines(
            () ->
                assertEquals(
                    0,
                    Main.commandLine()
                        .execute(
                            "bench",
                            "maps",
                            "--rows",
                            "150",
                            "--iterations",
                            "60",
                            "--python",
                            "none",
                            "--json")));
    JsonObject all = JsonParser.parseString(String.join("\n", lines)).getAsJsonObject();
    JsonObject ours =
        all.getAsJsonArray("results").get(0).getAsJsonObject().getAsJsonObject("ours");
    assertTrue(ours.get("seconds").getAsDouble() > 0);
    assertTrue(ours.get("trustworthiness").getAsDouble() > 0.7, ours.toString());
  }

  @Test
  void aMissingPeerIsSaid() {
    StringWriter err = new StringWriter();
    int status =
        Main.commandLine()
            .setErr(new PrintWriter(err))
            .execute(
                "bench", "maps", "--rows", "100", "--iterations", "10", "--python", "/no/python");
    assertEquals(1, status);
    assertTrue(err.toString().contains("--python none"), err.toString());
  }
}
