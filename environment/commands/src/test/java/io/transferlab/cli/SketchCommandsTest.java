package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import io.transferlab.study.TrainingNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the Sketch world as a person types them. */
class SketchCommandsTest {
  @TempDir Path folder;

  private Typed table(String... more) {
    List<String> args = new ArrayList<>(List.of("sketch", "table", "--record"));
    args.add(folder.resolve("record.json").toString());
    args.addAll(List.of("--targets", "sketch-catsdogs", "--per-class", "4"));
    args.addAll(List.of("--test-per-class", "4", "--no-cache"));
    args.addAll(Arrays.asList(more));
    return lab(args.toArray(String[]::new));
  }

  /** The network that comes with the course, as if it had been trained with another seed. */
  private static Path another(Pretrained network, long seed, Path folder) {
    Backbone shipped = network.load();
    Path file = network.save(shipped, folder);
    TrainingNote.of(shipped, seed, "made by hand").write(file);
    return file;
  }

  @Test
  void makesTheTableOfSourcesTargetsAndMethods() throws IOException {
    Path out = folder.resolve("table.md");
    Files.writeString(out, "Mine.\n<!-- BEGIN table -->\n<!-- END table -->\nMine too.\n");
    Path other = another(Pretrained.SKETCH_SCENES, 9, folder);
    String[] args = {
      "--methods",
      "pixels,fc1,fne",
      "--seeds",
      "2",
      "--source-weights",
      "sketch_scenes=" + other,
      "--out",
      out.toString()
    };
    Typed result = table(args);
    assertEquals(0, result.status(), result.err());
    // Of each set of pictures: pixels; two features from three networks and random weights.
    assertTrue(result.out().contains("[18/18]"), result.out());
    assertTrue(result.out().contains(" left)"), result.out());
    String text = Files.readString(out);
    assertTrue(text.startsWith("Mine.\n") && text.endsWith("Mine too.\n"), text);
    assertTrue(text.contains("| Method | Source | sketch-catsdogs |"), text);
    String shipped = Pretrained.SKETCH_SCENES.load().provenance().facts().get("seed");
    assertTrue(text.contains("Sketch_Scenes: seed " + shipped + " (weights"), text);
    assertTrue(text.contains("seed 9 (weights"), text);
    assertTrue(text.contains("--methods pixels,fc1,fne --per-class 4"), text);
    assertFalse(text.contains(folder.toString()), "paths of this machine: " + text);
    assertTrue(Files.size(folder.resolve("table.json")) > 1000);
    Typed again = table(args);
    assertFalse(again.out().contains("[1/18]"), "measured already: " + again.out());
    assertEquals(text, Files.readString(out));
    Typed json = table("--methods", "pixels", "--json");
    assertEquals(
        1, JsonParser.parseString(json.out()).getAsJsonObject().getAsJsonArray("results").size());
  }

  @Test
  void networksOfAFolderAreFoundByTheirNames() throws IOException {
    for (long seed : new long[] {8, 9}) {
      another(Pretrained.SKETCH_OBJECTS, seed, folder.resolve("seed" + seed));
    }
    Typed result = table("--methods", "fc2", "--seeds", "1", "--source-folder", folder.toString());
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("[5/5]"), result.out());
    assertTrue(result.out().contains("Sketch_Objects (seed 9)"), result.out());
  }

  @Test
  void trainsSeveralNetworksAndShipsTheMedian() throws IOException {
    String[] args = {
      "sketch",
      "train",
      "Sketch_Scenes",
      "--seeds",
      "4,5,6",
      "--epochs",
      "1",
      "--per-class",
      "2",
      "--pictures",
      "4",
      "--out",
      folder.toString()
    };
    Typed result = lab(args);
    assertEquals(0, result.status(), result.err());
    JsonObject spread =
        JsonParser.parseString(Files.readString(folder.resolve("sketch-scenes-seeds.json")))
            .getAsJsonObject();
    List<Double> validation = new ArrayList<>();
    spread
        .getAsJsonArray("candidates")
        .forEach(c -> validation.add(c.getAsJsonObject().get("validation").getAsDouble()));
    double median = validation.stream().sorted().toList().get(1);
    long seed = spread.get("medianSeed").getAsLong();
    assertEquals(median, validation.get((int) seed - 4));
    Path chosen = folder.resolve("sketch-scenes.weights");
    assertEquals(
        -1, Files.mismatch(chosen, folder.resolve("seed" + seed + "/sketch-scenes.weights")));
    assertEquals(
        String.valueOf(seed),
        Pretrained.SKETCH_SCENES.load(chosen).provenance().facts().get("seed"));
    assertTrue(result.out().contains("The median on validation pictures is seed " + seed));
    try (var files = Files.walk(folder)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".checkpoint")));
    }
    Typed again = lab(args);
    assertEquals(0, again.status(), again.err());
    assertFalse(again.out().contains("epoch 1"), "trained already: " + again.out());
    args[6] = "2";
    Typed other = lab(args);
    assertEquals(1, other.status(), "never mixed with networks of other settings");
    assertTrue(other.err().contains("--epochs 1"), other.err());
  }

  @Test
  void evaluatesNetworksOnTheSamePicturesAndWritesIt() throws IOException {
    Path file = another(Pretrained.SKETCH_OBJECTS, 7, folder);
    Path out = folder.resolve("spread.md");
    Typed result =
        lab(
            "sketch",
            "evaluate",
            "Sketch_Objects",
            folder.toString(),
            "--pictures",
            "4",
            "--out",
            out.toString());
    assertEquals(0, result.status(), result.err());
    // The same weights under another seed are one network.
    assertTrue(result.out().contains("| seed 1 (median) |"), result.out());
    assertFalse(result.out().contains("seed 7"), result.out());
    assertTrue(Files.readString(out).contains("<!-- BEGIN Sketch_Objects -->"));
    Typed json =
        lab(
            "sketch",
            "evaluate",
            "Sketch_Objects",
            file.toString(),
            "--pictures",
            "4",
            "--no-shipped",
            "--json");
    assertEquals(
        7, JsonParser.parseString(json.out()).getAsJsonObject().get("medianSeed").getAsInt());
  }

  @Test
  void drawsASheetOfEachSet() throws IOException {
    Typed result = lab("sketch", "sheets", "--out", folder.toString());
    assertEquals(0, result.status(), result.err());
    for (SketchSet set : SketchSet.values()) {
      String name = set.id().toLowerCase(Locale.ROOT).replace('_', '-') + ".jpg";
      Path file = folder.resolve(name);
      assertTrue(Files.size(file) < 300_000, name + ": " + Files.size(file));
      assertTrue(ImageIO.read(file.toFile()).getWidth() <= 880, name);
    }
  }

  @Test
  void failuresAreOneLineAndStatus1() throws IOException {
    Path scenes = Pretrained.SKETCH_SCENES.save(Pretrained.SKETCH_SCENES.load(), folder);
    Path text = Files.writeString(folder.resolve("text.md"), "no place for a table");
    for (Typed result :
        new Typed[] {
          lab("sketch", "train", "Sketch_Objects", "--seeds", "0"),
          lab("sketch", "train", "Sketch_Objects", "--seeds", "1,x"),
          lab("sketch", "train", "VGG16_Places"),
          lab("bench", "sketch", "--rounds", "0"),
          lab("sketch", "evaluate", "Sketch_Objects", scenes.toString()),
          lab("sketch", "evaluate", "Sketch_Objects", "--no-shipped"),
          lab("sketch", "evaluate", "Sketch_Objects", folder.resolve("none").toString()),
          table("--methods", "fnee"),
          table("--methods", "fne", "--seeds", "0"),
          table("--methods", "fne", "--c", "0"),
          table("--methods", "fne", "--source-weights", "Sketch_Objects=" + scenes),
          table("--methods", "fne", "--source-weights", "Sketch_Objects"),
          table("--methods", "fne", "--source-weights", "VGG16_Places=" + scenes),
          table("--methods", "fne", "--source-folder", folder.resolve("none").toString()),
          table("--methods", "pixels", "--out", text.toString()),
        }) {
      assertEquals(1, result.status(), result.out());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("Next: "), result.err());
    }
    assertEquals("no place for a table", Files.readString(text));
  }
}
