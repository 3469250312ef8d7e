package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.testing.SmallNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code environment/lab words reverse} over a dictionary of ten meanings. */
class WordsReverseCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    SmallNet.write(folder);
  }

  private Typed reverse(String... args) {
    List<String> all = new ArrayList<>(List.of("words", "reverse"));
    all.addAll(List.of(args));
    all.addAll(List.of("--wordnet", folder.toString()));
    return Typed.lab(all.toArray(new String[0]));
  }

  @Test
  void aDescriptionFindsItsWord() {
    Typed typed = reverse("a", "huge", "grey", "beast", "--method", "keywords", "-k", "2");
    assertEquals(0, typed.status(), typed.err());
    assertTrue(typed.out().contains("\"a huge grey beast\" in 10 definitions of WordNet"));
    assertTrue(typed.out().contains("  1. "), typed.out());
    JsonObject json = reverse("a pet that barks", "--method", "keywords", "--json").json();
    JsonObject first = json.getAsJsonArray("words").get(0).getAsJsonObject();
    assertEquals("dog", first.getAsJsonArray("words").get(0).getAsString());
    assertEquals("noun", first.get("kind").getAsString());
    assertEquals(folder.toString(), json.getAsJsonObject("provenance").get("folder").getAsString());
    assertTrue(
        reverse("xylophone", "--method", "keywords").out().contains("no definition shares a word"));
  }

  @Test
  void meansOfWordVectorsAreCompared() {
    JsonObject json = reverse("an animal of africa", "--method", "mean", "--json").json();
    assertEquals("mean of embedded vectors", json.get("method").getAsString());
    assertEquals(10, json.getAsJsonArray("words").size());
  }

  @Test
  void itIsMeasured() {
    JsonObject json =
        reverse(
                "--evaluate",
                "--definitions",
                "3,10",
                "--method",
                "tfidf",
                "--graph",
                "5",
                "--json")
            .json();
    assertEquals(2, json.getAsJsonArray("methods").size());
    assertEquals(4, json.getAsJsonArray("graphs").size());
    assertTrue(reverse("--evaluate", "--method", "keywords").out().contains("recall@10 between"));
  }

  @Test
  void wrongUsageAndDamageAreToldInOneLine() throws IOException {
    assertEquals(2, reverse().status());
    assertEquals(2, reverse("a pet", "--evaluate").status());
    assertEquals(2, reverse("a pet", "--definitions", "3,10").status());
    Typed zero = reverse("a pet", "--definitions", "0", "--method", "keywords");
    assertEquals(1, zero.status());
    assertTrue(zero.err().contains("at least 1 meaning"), zero.err());
    Files.writeString(folder.resolve("data.verb"), "x");
    Typed damaged = reverse("a pet", "--method", "keywords");
    assertEquals(1, damaged.status());
    assertTrue(damaged.err().contains("line 1 of " + folder.resolve("data.verb")), damaged.err());
  }
}
