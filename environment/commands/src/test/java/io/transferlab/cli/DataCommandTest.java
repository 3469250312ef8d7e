package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data commands as a person types them, in a process of their own with a LAB_DATA of its own.
 */
class DataCommandTest {
  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private Result data(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "data"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LAB_DATA", folder.resolve("home").toString());
    builder.environment().remove("LAB_DATA_PATH");
    Path err = folder.resolve("err.txt");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, Files.readString(err));
  }

  private Path stick() throws IOException {
    Path stick = Files.createDirectories(folder.resolve("stick"));
    try (OutputStream out = Files.newOutputStream(stick.resolve("archive.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("cane", "gatto")) {
        for (int i = 0; i < 3; i++) {
          zip.putNextEntry(new ZipEntry("raw-img/" + name + "/" + i + ".jpeg"));
          zip.write(i);
          zip.closeEntry();
        }
      }
    }
    return stick;
  }

  @Test
  void fetchListVerifyDamageVerify() throws Exception {
    Result missing = data("fetch", "animals10");
    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("sign in at https://www.kaggle.com"), missing.err());
    assertEquals(1, missing.err().lines().count(), missing.err());
    Result fetched = data("fetch", "animals10", "--from", stick().toString());
    assertEquals(0, fetched.status(), fetched.err());
    assertTrue(fetched.out().contains("trusted on this first use"), fetched.out());
    assertEquals("", fetched.err());
    Result again = data("fetch", "animals10");
    assertTrue(again.out().contains("animals10: already there"), again.out());
    Result listed = data("list");
    assertTrue(
        listed.out().lines().anyMatch(l -> l.matches("animals10 +set +here .*")), listed.out());
    assertTrue(
        listed.out().contains("mit67                        set      -         2.4 GB"),
        listed.out());
    String sources =
        listed
            .out()
            .lines()
            .filter(l -> l.startsWith("Networks to name as SOURCE: "))
            .findFirst()
            .orElseThrow();
    assertTrue(
        sources.contains("VGG16_ImageNet, ") && sources.contains(", DINOv2_Small, "), sources);
    Result whole = data("verify");
    assertEquals(0, whole.status(), whole.out());
    assertTrue(whole.out().contains("animals10: whole, 6 files"), whole.out());
    Files.delete(folder.resolve("home/sets/animals10/raw-img/cane/1.jpeg"));
    Result damaged = data("verify", "animals10", "--json");
    assertEquals(1, damaged.status(), damaged.out());
    JsonObject row =
        JsonParser.parseString(damaged.out())
            .getAsJsonObject()
            .getAsJsonArray("entries")
            .get(0)
            .getAsJsonObject();
    assertFalse(row.get("whole").getAsBoolean());
    assertEquals("raw-img/cane/1.jpeg: missing", row.getAsJsonArray("damage").get(0).getAsString());
  }

  @Test
  void aSetBroughtByHandIsCheckedByItsBuild() throws Exception {
    Path set = folder.resolve("home/sets/wood");
    Result nothing = data("verify", "wood");
    assertTrue(nothing.err().contains("dry, edge, encased"), nothing.err());
    for (String name : List.of("dry", "edge")) {
      for (int i = 0; i < 3; i++) {
        Path file = set.resolve(name).resolve(i + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1});
      }
    }
    Result result = data("verify", "wood");
    assertEquals(1, result.status());
    assertTrue(result.out().contains("expected 6 classes; found 2"), result.out());
    assertTrue(result.out().contains("expected 424 pictures; found 6"), result.out());
  }

  @Test
  void aDrawnSetIsWrittenAsFolders() throws Exception {
    Path to = folder.resolve("pictures");
    Result result = data("fetch", "sketch-catsdogs", "--to", to.toString(), "--json");
    assertEquals(0, result.status(), result.err());
    for (String part : List.of("train", "validation", "test")) {
      ImageSet set = ImageSet.of(to.resolve("sketch-catsdogs").resolve(part));
      assertEquals(2, set.classes().size());
      assertTrue(set.size() >= 60, part + " " + set.size());
      String key = set.pictures().get(0).key().toLowerCase(Locale.ROOT);
      assertTrue(key.contains("/" + part) && key.endsWith(".png"), key);
    }
    assertTrue(JsonParser.parseString(result.out()).isJsonObject());
    Splits written = Targets.open("sketch-catsdogs");
    Splits read = Targets.open(to.resolve("sketch-catsdogs").toString());
    assertEquals(written.train().size(), read.train().size());
    assertEquals(written.validation().size(), read.validation().size());
    assertEquals(written.test().size(), read.test().size());
    assertEquals(List.of("cat", "dog"), read.train().classes());
    assertEquals(1, data("fetch", "sketch-catsdogs", "--to", to.toString()).status());
  }

  @Test
  void wrongUsage() throws Exception {
    assertEquals(2, data("fetch").status());
    Result unknown = data("fetch", "mit68");
    assertEquals(1, unknown.status());
    assertTrue(unknown.err().contains("did you mean \"mit67\""), unknown.err());
  }
}
