package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.testing.Captured;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {
  @TempDir static Path folder;

  /** Three pictures of each of two kinds, and loose copies of them. */
  @BeforeAll
  static void draw() throws Exception {
    for (String kind : new String[] {"duck", "giraffe"}) {
      for (int i = 0; i < 3; i++) {
        Path file = folder.resolve("set").resolve(kind).resolve(i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(SketchSet.ANIMALS.draw(kind, Split.TEST, 1, i, 64), "png", file.toFile());
        Path loose = folder.resolve("loose").resolve(kind + i + ".png");
        Files.createDirectories(loose.getParent());
        Files.copy(file, loose);
      }
    }
  }

  @Test
  void aPictureIsMostLikeItself() {
    String json =
        said(
            () ->
                assertEquals(
                    0,
                    run(
                        "search",
                        "loose/duck1.png",
                        "--in",
                        "set",
                        "--top",
                        "3",
                        "--json",
                        "--figure",
                        "found.png")));
    JsonObject all = JsonParser.parseString(json).getAsJsonObject();
    JsonObject first = all.getAsJsonArray("matches").get(0).getAsJsonObject();
    assertEquals("duck/1.png", first.get("picture").getAsString());
    assertEquals("duck", first.get("label").getAsString());
    assertEquals(1, first.get("similarity").getAsDouble(), 1e-4);
    assertEquals(3, all.getAsJsonArray("matches").size());
    assertEquals(6, all.get("pictures").getAsInt());
    assertTrue(Files.exists(folder.resolve("found.png")));
  }

  @Test
  void aFolderWithoutClassesIsSearchedToo() {
    String table = said(() -> assertEquals(0, run("search", "set/giraffe/2.png", "--in", "loose")));
    assertTrue(table.contains("among 6 pictures"), table);
    assertTrue(table.lines().skip(1).findFirst().orElse("").contains("giraffe2.png"), table);
  }

  @Test
  void strayAndBrokenPicturesAreCounted() throws Exception {
    Path mixed = folder.resolve("settled");
    for (String name : new String[] {"duck/0.png", "giraffe/0.png", "stray.png"}) {
      Files.createDirectories(mixed.resolve(name).getParent());
      Files.copy(folder.resolve("set/duck/0.png"), mixed.resolve(name));
    }
    Files.write(mixed.resolve("duck/broken.jpg"), new byte[100]);
    Files.write(mixed.resolve("duck/a.jxl"), new byte[100]);
    String table = said(() -> assertEquals(0, run("search", "set/duck/1.png", "--in", "settled")));
    assertTrue(table.contains("among 3 pictures"), table);
    assertTrue(table.contains("; 1 could not be read"), table);
    assertTrue(table.contains("broken.jpg: not a picture"), table);
    assertTrue(table.contains("1 JPEG XL file, which this cannot read (duck/a.jxl)"), table);
    String json =
        said(() -> assertEquals(0, run("search", "set/duck/1.png", "--in", "settled", "--json")));
    JsonObject all = JsonParser.parseString(json).getAsJsonObject();
    assertEquals(3, all.get("pictures").getAsInt());
    assertEquals(1, all.getAsJsonArray("problems").size());
    assertEquals(1, all.getAsJsonArray("remarks").size());
  }

  @Test
  void whatIsMissingIsSaid() {
    assertEquals(1, run("search", "none.png", "--in", "set"));
    assertEquals(1, run("search", "loose/duck0.png", "--in", "sketch-animal"));
    assertEquals(2, run("search", "loose/duck0.png"));
  }

  private static String said(Runnable code) {
    return String.join("\n", Captured.lines(code));
  }

  private static int run(String... args) {
    String[] there = args.clone();
    for (int i = 1; i < there.length; i++) {
      boolean path =
          there[i].startsWith("loose") || there[i].startsWith("set") || there[i].endsWith(".png");
      there[i] = path ? folder.resolve(there[i]).toString() : there[i];
    }
    String[] all = Arrays.copyOf(there, there.length + 1);
    all[there.length] = "--no-cache";
    return Main.commandLine().setErr(new PrintWriter(new StringWriter())).execute(all);
  }
}
