package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.testing.Captured;
import io.transferlab.words.WordVectors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordsTrainAndMatchTest {
  private final StringWriter errors = new StringWriter();
  private int status;

  private String run(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = args[i].toString();
    }
    return String.join(
        "\n",
        Captured.lines(
            () -> status = Main.commandLine().setErr(new PrintWriter(errors)).execute(words)));
  }

  @Test
  void trainedVectorsAreWrittenAndDescribed(@TempDir Path folder) {
    Path file = folder.resolve("v.txt");
    String out =
        run(
            "words",
            "train",
            "small-world:400",
            "--out",
            file,
            "--epochs",
            2,
            "--dimension",
            8,
            "--json");
    assertEquals(0, status, errors.toString());
    JsonObject json = JsonParser.parseString(out).getAsJsonObject();
    assertEquals(2, json.getAsJsonArray("losses").size());
    assertEquals("GloVe", json.getAsJsonObject("provenance").get("method").getAsString());
    assertEquals(8, WordVectors.load(file).dimension());
    assertEquals(json.get("words").getAsInt(), WordVectors.load(file).size());
  }

  @Test
  void skipGramIsANameOfAMethod(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("t.txt"), "the cat sat\nthe dog sat\n".repeat(30));
    String out =
        run(
            "words",
            "train",
            text,
            "--method",
            "skip-gram",
            "--out",
            folder.resolve("v.txt"),
            "--epochs",
            1,
            "--dimension",
            4);
    assertEquals(0, status, errors.toString());
    assertTrue(out.contains("skip-gram"), out);
  }

  @Test
  void wrongUsageAndBadFilesSaySo(@TempDir Path folder) {
    run("words", "train", "--method", "glove");
    assertEquals(2, status);
    run("words", "train", folder.resolve("none.txt"), "--out", folder.resolve("v.txt"));
    assertEquals(1, status);
    assertTrue(errors.toString().contains("no file"), errors.toString());
    run("words", "match");
    assertEquals(2, status);
  }

  @Test
  void aFolderIsSearched(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("animals.txt"), "The wolf and the bear live in the forest.");
    Files.writeString(folder.resolve("money.txt"), "People in poland pay with the zloty.");
    Files.writeString(folder.resolve("empty.txt"), "");
    for (String method : new String[] {"keywords", "mean", "tfidf", "sif", "wmd"}) {
      String out =
          run("words", "match", "a", "wolf", "hunts", "--in", folder, "--method", method, "--json");
      assertEquals(0, status, errors.toString());
      JsonObject json = JsonParser.parseString(out).getAsJsonObject();
      assertEquals(
          "animals.txt",
          json.getAsJsonArray("matches").get(0).getAsJsonObject().get("document").getAsString(),
          method);
      assertEquals(1, json.getAsJsonArray("documentsLeftOut").size());
    }
  }

  @Test
  void theCoursesDocumentsAreSearchedWithoutAFolder() {
    String out = run("words", "match", "owl", "eagle", "nest", "-k", 3, "--method", "wmd");
    assertEquals(0, status, errors.toString());
    assertTrue(out.contains("bird-"), out);
    assertTrue(out.contains("Exact distance needed for"), out);
  }

  @Test
  void wholeSentencesAreMatchedByAnEncoder() {
    String out =
        run(
            "words",
            "match",
            "a",
            "bird",
            "that",
            "sings",
            "-k",
            3,
            "--encoder",
            "MiniLM",
            "--json");
    assertEquals(0, status, errors.toString());
    JsonObject json = JsonParser.parseString(out).getAsJsonObject();
    assertEquals("sentence", json.get("method").getAsString());
    JsonObject first = json.getAsJsonArray("matches").get(0).getAsJsonObject();
    assertTrue(first.get("document").getAsString().startsWith("bird-"), out);
    assertTrue(first.get("score").getAsDouble() > 0.4, out);
  }

  @Test
  void anEncoderIsNotForWords() {
    run("words", "match", "owl", "--method", "sif", "--encoder", "MiniLM");
    assertEquals(2, status);
    assertTrue(errors.toString().contains("--encoder is for --method sentence"));
    run("words", "match", "owl", "--encoder", "MiniLMM");
    assertEquals(1, status);
    assertTrue(errors.toString().contains("did you mean \"MiniLM\""), errors.toString());
  }
}
