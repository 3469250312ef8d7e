package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code environment/lab words} as a person types it. */
class WordsCommandTest {
  private static String resource(String name) {
    try {
      return Path.of(WordsCommandTest.class.getResource("/io/transferlab/words/" + name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Typed words(String... args) {
    List<String> all = new ArrayList<>(List.of("words"));
    all.addAll(List.of(args));
    all.addAll(List.of("--vectors", resource("vectors.txt")));
    return lab(all);
  }

  private static Typed lab(List<String> args) {
    return Typed.lab(args.toArray(new String[0]));
  }

  @Test
  void similarity() {
    JsonObject json = words("similarity", "filler", "filler1", "--json").json();
    JsonObject pair = json.getAsJsonArray("pairs").get(0).getAsJsonObject();
    assertTrue(Math.abs(pair.get("similarity").getAsDouble()) <= 1);
    assertEquals("vectors.txt", json.get("vectors").getAsString());
    assertTrue(json.getAsJsonObject("provenance").get("report").getAsString().contains("x 12"));
    assertTrue(words("similarity", "filler", "filler1").out().contains("cosine of filler and"));
    Typed table = words("similarity", "filler,filler1", "filler2", "--measure", "euclidean");
    assertTrue(
        table.out().contains("Euclidean distance in vectors.txt"), table.out() + table.err());
  }

  @Test
  void nearest() {
    JsonArray found =
        words("nearest", "capital1", "-k", "3", "--json")
            .json()
            .getAsJsonObject("nearest")
            .getAsJsonArray("capital1");
    assertEquals(3, found.size());
    assertEquals("CAPITAL1", found.get(0).getAsJsonObject().get("word").getAsString());
    assertTrue(words("nearest", "capital1").out().contains("  CAPITAL1"));
  }

  @Test
  void analogy() {
    JsonObject json = words("analogy", "Capital0", "Capital0X", "capital1", "--json").json();
    assertEquals(3, json.getAsJsonObject("answers").size());
    assertTrue(json.get("queryWordsExcluded").getAsBoolean());
    Typed kept =
        words(
            "analogy",
            "plural1",
            "plural1X",
            "plural2",
            "--method",
            "cos_add",
            "--keep-query-words");
    assertTrue(kept.out().contains("3CosAdd") && !kept.out().contains("3CosMul"), kept.out());
    assertTrue(kept.out().contains("may be answers"), kept.out());
  }

  @Test
  void cluster() {
    for (String method : List.of("kmeans", "hierarchical")) {
      JsonObject json =
          words("cluster", "--first", "40", "-k", "4", "--method", method, "--json").json();
      assertEquals(4, json.getAsJsonArray("groups").size());
      int all = 0;
      for (var group : json.getAsJsonArray("groups")) {
        all += group.getAsJsonObject().getAsJsonArray("words").size();
      }
      assertEquals(40, all);
    }
    assertTrue(words("cluster", "--first", "40").out().contains("mean silhouette"));
  }

  @Test
  void map(@TempDir Path folder) throws IOException {
    Path png = folder.resolve("map.png");
    JsonObject json = words("map", "--first", "20", "--figure", png.toString(), "--json").json();
    assertEquals(20, json.getAsJsonArray("points").size());
    assertTrue(Files.size(png) > 1000);
    Path list =
        Files.writeString(folder.resolve("words.txt"), "filler filler1\nfiller2, filler3\nfiller4");
    Path svg = folder.resolve("map.svg");
    Typed drawn =
        words("map", "--words", list.toString(), "--method", "tsne", "--figure", svg.toString());
    assertEquals(0, drawn.status(), drawn.err());
    assertTrue(Files.readString(svg).contains("filler4"));
  }

  @Test
  void evaluate() {
    JsonArray found =
        words("evaluate", resource("questions.txt"), resource("pairs.tsv"), "--json")
            .json()
            .getAsJsonArray("evaluations");
    assertEquals(2, found.size());
    assertEquals(3, found.get(0).getAsJsonObject().getAsJsonArray("sections").size());
    assertEquals(60, found.get(1).getAsJsonObject().get("used").getAsInt());
    Typed table = words("evaluate", resource("questions.txt"), resource("pairs.tsv"));
    assertTrue(
        table.out().contains("gram1-plural") && table.out().contains("Spearman"), table.out());
  }

  @Test
  void failuresAreOneLineAndWrongUsageIsStatus2() {
    for (Typed result :
        List.of(
            words("nearest", "fillr"),
            words("nearest", "filler", "-k", "0"),
            words("nearest", "filler", "--limit", "0"),
            words("similarity", "filler", ","),
            words("evaluate", "nowhere.txt"),
            words("map", "filler", "--figure", "x.png"),
            lab(List.of("words", "nearest", "a", "--vectors", "glove-999")))) {
      assertEquals(1, result.status(), result.out());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("Next: "), result.err());
    }
    assertTrue(words("nearest", "fillr").err().contains("try \"filler\""));
    assertEquals(2, words().status());
    assertEquals(2, words("similarity", "one").status());
    assertEquals(2, words("map").status());
    assertFalse(words("nearest").err().isBlank());
  }
}
