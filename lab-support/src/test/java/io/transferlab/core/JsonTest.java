package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Score(String name, double value, List<Integer> runs) {}

  @Test
  void recordsGoOutAndComeBack() {
    Score score = new Score("<a & b>", 0.5, List.of(1, 2));
    assertEquals(score, Json.read(Json.text(score), Score.class));
    assertEquals(score, Json.read(new StringReader(Json.text(score)), Score.class));
    assertTrue(Json.text(score).contains("<a & b>"), "no HTML escapes");
  }

  @Test
  void whatIsNoNumberIsNull() {
    Map<String, Double> values = new TreeMap<>(Map.of("a", Double.NaN, "b", 1.0));
    assertEquals("{\n  \"b\": 1.0\n}", Json.text(values));
    assertEquals("[\n  null,\n  2.0\n]", Json.text(new double[] {Double.POSITIVE_INFINITY, 2}));
  }

  @Test
  void whatIsMissingIsNull() {
    assertNull(Json.read("{\"value\": 1}", Score.class).name());
    assertNull(Json.read("", Score.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "{\"name\": ", "<html>", "{\"value\": \"much\"}", "{]"})
  void anythingElseIsSaidInWords(String text) {
    String message =
        assertThrows(JsonException.class, () -> Json.read(text, Score.class)).getMessage();
    assertTrue(message.startsWith("it is not the JSON expected here ("), message);
    for (String java : List.of("java.", "gson", "Exception", "http", "\n", "Json")) {
      assertFalse(message.contains(java), message);
    }
  }

  private record Names(List<String> names) {
    Names {
      names = List.copyOf(names);
    }
  }

  private record Told(int number) {
    Told {
      if (number < 1) {
        throw LabException.of("a number above 0", String.valueOf(number), "take 1");
      }
    }
  }

  @Test
  void whatARecordRefusesIsSaidInWords() {
    for (String text : List.of("{}", "{\"names\": [\"a\", null]}")) {
      JsonException missing = assertThrows(JsonException.class, () -> Json.read(text, Names.class));
      assertEquals(
          "it is not the JSON expected here (a part of it is missing or wrong)",
          missing.getMessage());
    }
    LabException own =
        assertThrows(LabException.class, () -> Json.read("{\"number\": 0}", Told.class));
    assertTrue(own.getMessage().contains("a number above 0"), own.getMessage());
  }
}
