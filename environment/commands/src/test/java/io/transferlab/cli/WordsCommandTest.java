package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.words.WordVectors;
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
    assertEquals(
        WordVectors.load(Path.of(resource("vectors.txt"))).similarity("filler", "filler1"),
        pair.get("similarity").getAsDouble(),
        1e-9);
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
            words("evaluate", "nowhere.txt"),
            words("map", "filler", "--figure", "x.png"),
            lab(List.of("words", "nearest", "a", "--vectors", "glove-999")))) {
      assertEquals(1, result.status(), result.out());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("Next: "), result.err());
    }
    assertTrue(words("nearest", "fillr").err().contains("try \"filler\""));
    assertEquals(2, words().status());
    assertEquals(2, words("similarity", "filler").status());
    assertEquals(2, words("similarity", "filler", ",").status());
    assertEquals(2, words("map").status());
    assertFalse(words("nearest").err().isBlank());
  }

  /** A file whose words look like anything but words. */
  private Typed odd(Path folder, String... args) throws IOException {
    Path file = folder.resolve("odd.txt");
    Files.writeString(
        file,
        ", 1 0 0\n-lrb- 1 1 0\n1,000 0 1 0\nnew york 0 1 1\nking 1 0 1\n-k 0 0 1\n-- 1 1 1\n"
            + "queen 1 2 3\n\"king\" 3 2 1\n-help- 1 2 1\ncaf\u00E9 2 2 1\nlos_angeles 1 4 1\n");
    List<String> all = new ArrayList<>(List.of("words", args[0], "--vectors", file.toString()));
    all.addAll(List.of(args).subList(1, args.length));
    return lab(all);
  }

  private static List<String> asked(Typed typed) {
    return List.copyOf(typed.json().getAsJsonObject("nearest").keySet());
  }

  @Test
  void oddTokensAreWordsAsTheyStand(@TempDir Path folder) throws IOException {
    for (String word : List.of(",", "-lrb-", "1,000", "new york", "\"king\"")) {
      assertEquals(List.of(word), asked(odd(folder, "nearest", "--json", word)), word);
    }
    List<String> likeOptions = List.of("-k", "--", "-help-");
    assertEquals(likeOptions, asked(odd(folder, "nearest", "--json", "--", "-k", "--", "-help-")));
    assertEquals(2, odd(folder, "nearest", "-help-").status()); // not the help
    assertEquals(List.of("queen"), asked(odd(folder, "nearest", "--json", "-k=5", "queen")));
    assertEquals(
        List.of("queen", "new york"), asked(odd(folder, "nearest", "--json", "queen,new york")));
    assertEquals(List.of("queen"), asked(odd(folder, "nearest", "--json", "\u201Cqueen\u201D")));
    assertEquals(List.of("caf\u00E9"), asked(odd(folder, "nearest", "--json", "cafe\u0301")));
    assertEquals(List.of("king"), asked(odd(folder, "nearest", "--json", "\uFEFFking\u00A0")));
    assertEquals(List.of("los_angeles"), asked(odd(folder, "nearest", "--json", "los angeles")));
    List<String> three = List.of("king", "queen", "1,000");
    assertEquals(
        three,
        asked(odd(folder, "nearest", "--json", "king,queen", ",", "1,000")).stream()
            .filter(w -> !w.equals(","))
            .toList());
    assertEquals(List.of("king", "queen"), asked(odd(folder, "nearest", "--json", "king, queen,")));
    assertEquals(List.of("king", "queen"), asked(odd(folder, "nearest", "--json", "king queen")));
    Typed analogy = odd(folder, "analogy", "-lrb-", ",", "new york", "--json");
    assertEquals("[\"-lrb-\",\",\",\"new york\"]", analogy.json().get("question").toString());
  }

  @Test
  void anEmptyRequestOrAnUnknownOptionIsWrongUsage() {
    for (Typed typed :
        List.of(
            words("nearest", ","),
            words("nearest", ""),
            words("nearest", " ", "\u00A0"),
            words("similarity", ",", ","),
            words("analogy", "filler", "", "filler1"),
            words("analogy", "filler", "filler1,filler2", "filler3"),
            words("cluster", ","),
            words("nearest", "filler", "--mesure", "dot"),
            words("nearest", "-lrb-"),
            words("match", "--evalute"),
            words("match", " "))) {
      assertEquals(2, typed.status(), typed.out() + typed.err());
      assertFalse(typed.err().isBlank());
    }
    assertTrue(words("nearest", "filler", "--jsn").err().contains("Unknown option: '--jsn'"));
  }

  @Test
  void aFileOfWordsIsReadAsPeopleSaveIt(@TempDir Path folder) throws IOException {
    Path list = folder.resolve("list.txt");
    Path png = folder.resolve("map.png");
    for (String text :
        List.of(
            "\uFEFFking\r\nqueen\r\n\r\nnew york\r\n1,000\r\n-lrb-\r\n",
            "king\tqueen\nnew york\n1,000\n-lrb-",
            "king, queen\nnew york\n 1,000 -lrb-\n")) {
      Files.writeString(list, text);
      JsonObject json =
          odd(folder, "map", "--words", list.toString(), "--figure", png.toString(), "--json")
              .json();
      List<String> found = new ArrayList<>();
      json.getAsJsonArray("points")
          .forEach(point -> found.add(point.getAsJsonObject().get("word").getAsString()));
      assertEquals(List.of("king", "queen", "new york", "1,000", "-lrb-"), found, text);
    }
    Files.writeString(list, "\n");
    Typed empty = odd(folder, "cluster", "--words", list.toString());
    assertEquals(1, empty.status());
    assertTrue(empty.err().contains("list.txt; found none"), empty.err());
  }

  @Test
  void setsAreToldApartAndLinesLeftOutAreNamed(@TempDir Path folder) throws IOException {
    Path simlex =
        Files.writeString(
            folder.resolve("SimLex-999.txt"),
            "word1\tword2\tPOS\tSimLex999\nfiller\tfiller1\tA\t1.5\nfiller2\tfiller\tN\t4\n"
                + "filler1\tfiller2\tN\t3\nhalf\n");
    JsonObject json =
        words("evaluate", simlex.toString(), "--json")
            .json()
            .getAsJsonArray("evaluations")
            .get(0)
            .getAsJsonObject();
    assertEquals(3, json.get("used").getAsInt());
    assertTrue(json.get("linesLeftOut").toString().contains("line 5"), json.toString());
    assertTrue(words("evaluate", simlex.toString()).out().contains("Left out of "));
    Path bats = Files.writeString(folder.resolve("E01.txt"), "abuja\tnigeria\noslo\tnorway\n");
    Typed refused = words("evaluate", bats.toString());
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("E01.txt; found none; line 1"), refused.err());
  }
}
