package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The advice as a person asks for it. */
class AdviseCommandTest {
  private static final String[] CLASSES = {"Bär", "camel", "chicken"};

  @TempDir Path folder;

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    BufferedImage opaque =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    opaque.createGraphics().drawImage(picture, 0, 0, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(opaque, "jpg", out);
    return out.toByteArray();
  }

  /** Photographs of three kinds, of several sizes; the last one of each is cut short. */
  private Path photographs(int perClass) throws IOException {
    Path root = folder.resolve("meine Fotos");
    int[] written = new int[CLASSES.length];
    for (Picture p : ImageSet.drawn(SketchSet.ANIMALS, Split.TRAIN, perClass, 1).pictures()) {
      if (p.label() < CLASSES.length) {
        int number = written[p.label()]++;
        Path file = root.resolve(CLASSES[p.label()]).resolve("foto" + number + ".jpg");
        Files.createDirectories(file.getParent());
        Files.write(file, jpeg(p.source().read(64 + 16 * (number % 4))));
      }
    }
    Path broken = root.resolve(CLASSES[1]).resolve("foto0.jpg");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 300));
    return root;
  }

  private static Typed advise(Path target, String... more) {
    return lab(
        Stream.concat(
                Stream.of("advise", target.toString(), "--sources", "Sketch_Objects", "--no-cache"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void advisesOnAFolderOfPhotographs() throws IOException {
    Path photographs = photographs(12);
    Path figure = folder.resolve("which-way.png");
    Typed result = advise(photographs, "--quick", "--draws", "3", "--figure", figure.toString());
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().startsWith("Reading the pictures of " + photographs), result.out());
    assertTrue(result.out().contains("left out: 1 picture could not be read"), result.out());
    assertTrue(result.out().contains("linear probe") && result.out().contains("±"), result.out());
    assertTrue(result.out().contains("Take the "), result.out());
    assertTrue(result.out().contains("On the "), result.out());
    assertTrue(result.out().contains("Line chart: "), result.out());
    assertTrue(Files.size(figure) > 1000);

    JsonObject json = advise(photographs, "--quick", "--draws", "3", "--json").json();
    assertTrue(result.out().contains(json.get("advice").getAsString()), "the same for a seed");
    assertEquals(1, json.getAsJsonArray("problems").size());
    assertTrue(json.get("meanPerClassAccuracy").getAsDouble() > 0.4);
    assertTrue(json.getAsJsonObject("provenance").has("weights SHA-256 of Sketch_Objects"));
    JsonArray rows = json.getAsJsonArray("ways");
    assertEquals(2 * 3, rows.size(), "two ways; 1, 5 and all pictures");
    for (JsonElement row : rows) {
      assertEquals(3, row.getAsJsonObject().getAsJsonArray("runs").size());
    }
    String command = json.get("command").getAsString();
    assertTrue(command.contains("Sketch_Objects '" + photographs + "' "), command);
    assertTrue(command.endsWith(" --save meine-fotos.zip"), command);
    Path kept = folder.resolve("meine-fotos.zip");
    String[] words =
        command
            .replace("environment/lab ", "")
            .replace("'" + photographs + "'", "TARGET")
            .replace("meine-fotos.zip", kept.toString())
            .split(" ");
    words[List.of(words).indexOf("TARGET")] = photographs.toString();
    Typed typed = lab(words);
    assertEquals(0, typed.status(), typed.err());
    assertTrue(Files.size(kept) > 1000, "the classifier that was advised");
  }

  /** What is advised for each way is what the commands take. */
  @Test
  void theOtherCommandsCanBeTyped() {
    for (String command :
        new String[] {
          "fine-tune Sketch_Objects x --freeze-to fc2 --no-augment --epochs 60 --save x.zip",
          "fine-tune Sketch_Objects x --per-class 9 --group-by number --save x.zip",
          "fine-tune Sketch_Objects x --scratch --save x.zip",
          "l2norm Sketch_Objects x --layers fc2 --save x.zip"
        }) {
      assertEquals(1, Main.commandLine().parseArgs(command.split(" ")).subcommands().size());
    }
  }

  @Test
  void trainsNetworksAsLongAsThereIsTime() throws IOException {
    Typed none = advise(photographs(6), "--minutes", "0.001", "--draws", "1", "--shots", "1");
    assertEquals(0, none.status(), none.err());
    assertTrue(none.out().contains(", fine-tuned (Sketch_Objects; up to "), none.out());
    assertTrue(none.out().contains(" minutes would do for each once."), none.out());
  }

  private void refused(Path target, String expected) {
    Typed result = advise(target, "--quick");
    assertEquals(1, result.status());
    assertTrue(result.err().contains(expected), result.err());
    assertFalse(result.err().contains("Exception"), result.err());
  }

  @Test
  void whatCannotBeTriedIsRefusedInOneLine() throws IOException {
    refused(Files.createDirectories(folder.resolve("empty")), "at least two class folders");
    Path alone = folder.resolve("alone");
    Files.createDirectories(alone);
    Path photographs = photographs(4);
    Files.move(photographs.resolve("camel"), alone.resolve("camel"));
    refused(alone, "at least two class folders");
    Files.delete(photographs.resolve("chicken/foto0.jpg"));
    Files.delete(photographs.resolve("chicken/foto1.jpg"));
    refused(photographs, "at least 3 pictures of each class");
    assertEquals(1, advise(photographs, "--minutes", "0").status());
    Typed source = lab("advise", photographs.toString(), "--sources", "Sketch_Objekts");
    assertTrue(source.err().contains("did you mean \"Sketch_Objects\""), source.err());
    assertEquals(2, lab("advise").status());
  }
}
