package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesAndReads() {
    List<String> texts = List.of("C:\\new \"x\"", "ü\n\t\u0001", "", "]");
    assertEquals(texts, Json.strings("{\"argv\" : " + Json.list(texts) + "}", "argv"));
    assertEquals("\"C:\\\\new \\\"x\\\"\"", Json.string(texts.get(0)));
  }

  @Test
  void readsWhatPythonWrites() {
    String paths =
        "{\"config\": [\"/c\"],\n"
            + " \"data\": [\n"
            + "  \"C:\\\\Users\\\\J\\u00f6\",\n"
            + "  \"/b\"], \"x\": 1}";
    assertEquals(List.of("C:\\Users\\Jö", "/b"), Json.strings(paths, "data"));
    assertEquals(List.of(), Json.strings(paths, "x"));
    assertEquals(List.of(), Json.strings("", "data"));
  }
}
