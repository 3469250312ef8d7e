package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.testing.Captured;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a small CLIP at random weights, whose answers are compared with PyTorch elsewhere. */
class JointCommandsTest {
  private static final Path FILES =
      Path.of("../../lab-support/src/test/resources/io/transferlab/").toAbsolutePath();

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    for (String kind : new String[] {"duck", "giraffe"}) {
      for (int i = 0; i < 6; i++) {
        Path file = folder.resolve("set").resolve(kind).resolve(i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(SketchSet.ANIMALS.draw(kind, Split.TEST, 1, i, 64), "png", file.toFile());
      }
    }
    Path clip = Files.createDirectories(folder.resolve("clip"));
    for (String name : List.of("vision_model.onnx", "text_model.onnx")) {
      Files.copy(FILES.resolve("joint/clip").resolve(name), clip.resolve(name));
    }
    Files.copy(FILES.resolve("sentences/clip-bpe.json"), clip.resolve("tokenizer.json"));
    Files.writeString(
        clip.resolve("clip.card.json"),
        Files.readString(FILES.resolve("joint/clip/clip.card.json"))
            .replace("../../sentences/clip-bpe.json", "tokenizer.json"));
    Files.writeString(folder.resolve("prompts.txt"), "a drawing of a {}\n\nthe {}\n");
    Files.writeString(folder.resolve("captions.txt"), "a duck\na giraffe\n\na giraffe\n");
    Files.createDirectories(folder.resolve("empty"));
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aTextFindsPicturesAndDrawsThem() throws IOException {
    JsonObject all =
        json("find", "a", "duck", "--in", at("set"), "-k", "4", "--png", at("found.png"));
    assertEquals("a duck", all.get("text").getAsString());
    assertEquals("Small_CLIP", all.get("model").getAsString());
    assertEquals(12, all.get("pictures").getAsInt());
    assertEquals(4, all.getAsJsonArray("matches").size());
    double first = similarity(all, 0);
    assertTrue(first >= similarity(all, 1) && first <= 1, all::toString);
    assertTrue(ImageIO.read(folder.resolve("found.png").toFile()).getWidth() > 300);
    String table = table(0, "find", "a duck ".repeat(150_000), "--in", at("set"));
    assertTrue(table.startsWith("Small_CLIP answers."), table);
    assertTrue(table.lines().allMatch(l -> l.length() < 150), table);
  }

  private static double similarity(JsonObject all, int rank) {
    return all.getAsJsonArray("matches")
        .get(rank)
        .getAsJsonObject()
        .get("similarity")
        .getAsDouble();
  }

  @Test
  void captionsAreChosen() {
    JsonObject own =
        json("caption", at("set/duck/0.png"), at("set/giraffe"), "--captions", at("captions.txt"));
    assertEquals(2, own.get("captions").getAsInt());
    assertEquals(7, own.getAsJsonArray("pictures").size());
    JsonObject drawn = json("caption", at("set/duck/0.png"), "-k", "5");
    assertTrue(drawn.get("captions").getAsInt() > 1000, drawn::toString);
    assertEquals(
        5,
        drawn
            .getAsJsonArray("pictures")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("captions")
            .size());
  }

  @Test
  void namesClassifyAndAreMeasured() throws IOException {
    JsonObject one = answer(json("zero-shot", at("set"), "--csv", at("said.csv")));
    assertEquals("a photo of a {}.", one.getAsJsonArray("prompts").get(0).getAsString());
    double accuracy = one.get("meanPerClassAccuracy").getAsDouble();
    assertTrue(accuracy >= 0 && accuracy <= 1, one::toString);
    List<String> rows = Files.readAllLines(folder.resolve("said.csv"));
    assertEquals("model,picture,class,said,probability", rows.get(0));
    assertEquals(13, rows.size());
    long right = rows.stream().filter(r -> r.matches(".*,(duck|giraffe),\\1,.*")).count();
    assertEquals(right / 12.0, one.get("accuracy").getAsDouble(), 1e-12);
    String two =
        table(0, "zero-shot", at("set"), "--prompts", at("prompts.txt"), "--write", "giraffe");
    assertTrue(two.contains("12 pictures with \"giraffe\" on them, 2 classes"), two);
    assertTrue(two.contains("in 2 sentences: mean per-class accuracy"), two);
    assertTrue(two.contains("said to be what is written: "), two);
    String unlabelled = table(0, "zero-shot", at("set"), "--classes", "cat,red mug,owl");
    assertTrue(unlabelled.contains("duck/0.png: "), unlabelled);
  }

  @Test
  void examplesAreComparedWithNames() {
    JsonObject one = answer(json("zero-shot", at("set"), "--shots", "--png", at("shots.png")));
    assertEquals(4, one.getAsJsonArray("linear").size()); // 1, 2, 4, all 5
    assertTrue(Files.exists(folder.resolve("shots.png")));
    String table = table(0, "zero-shot", at("set"), "--shots");
    assertTrue(table.contains("all (5 a class)"), table);
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    String set = at("set");
    wrong("found an empty one", "find", " ", "--in", set);
    wrong("found -k 0", "find", "duck", "--in", set, "-k", "0");
    wrong("Expected", "find", "duck", "--in", at("empty"));
    wrong("did you mean", "find", "duck", "--in", "sketch-animal");
    wrong("an empty one, number 1 of 2", "zero-shot", set, "--classes", " ,cat");
    wrong("\"cat\" twice", "zero-shot", set, "--classes", "cat,dog,cat");
    wrong("classes to choose from", "zero-shot", at("set/duck"));
    wrong("add --shots", "zero-shot", set, "--png", at("x.png"));
    wrong("leave one of both out", "zero-shot", set, "--shots", "--classes", "a,b");
    wrong("{} in each sentence", "zero-shot", set, "--prompts", at("captions.txt"));
    wrong("none.txt", "caption", at("set/duck/0.png"), "--captions", at("none.txt"));
    assertEquals(2, run(new StringWriter(), "find"));
  }

  @Test
  void helpIsNarrow() {
    for (String command : List.of("find", "caption", "zero-shot")) {
      String help = said(() -> assertEquals(0, run(new StringWriter(), command, "--help")));
      assertTrue(help.contains("--model"), help);
      assertTrue(help.lines().allMatch(l -> l.length() <= 80), help);
    }
  }

  private static JsonObject answer(JsonObject all) {
    return all.getAsJsonArray("models").get(0).getAsJsonObject();
  }

  private static JsonObject json(String... args) {
    return JsonParser.parseString(table(0, with(args, "--json"))).getAsJsonObject();
  }

  private static String[] with(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }

  private static String table(int status, String... args) {
    StringWriter err = new StringWriter();
    return said(
        () -> assertEquals(status, run(err, with(args, "--model", at("clip"))), err::toString));
  }

  private static void wrong(String words, String... args) {
    StringWriter err = new StringWriter();
    assertEquals(1, run(err, with(args, "--model", at("clip"))), err::toString);
    assertTrue(err.toString().contains(words), err::toString);
    assertTrue(err.toString().contains("Next: "), err::toString);
  }

  private static String said(Runnable code) {
    return String.join("\n", Captured.lines(code));
  }

  private static int run(StringWriter err, String... args) {
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(args);
  }
}
