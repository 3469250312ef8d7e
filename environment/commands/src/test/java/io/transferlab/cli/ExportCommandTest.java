package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.transferlab.network.Pretrained;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A network written for others, as a person types it. */
class ExportCommandTest {
  @TempDir Path folder;

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void writesASavedNetworkAndSaysHowToUseIt() throws IOException {
    PictureClassifier.of(Pretrained.SKETCH_SCENES.load()).save(folder.resolve("scenes.zip"));
    Typed done =
        lab(
            "export",
            in("scenes.zip"),
            "--onnx",
            in("new/scenes.onnx"),
            "--safetensors",
            in("scenes.safetensors"));
    assertEquals(0, done.status(), done.err());
    assertTrue(Files.size(folder.resolve("new/scenes.onnx")) > 1_000_000);
    assertTrue(Files.size(folder.resolve("scenes.safetensors")) > 1_000_000);
    assertTrue(done.out().contains("in:  pixels, float32 [batch, 64, 64, 3], RGB"), done.out());
    assertTrue(done.out().contains("onnxruntime.InferenceSession(\""), done.out());
  }

  @Test
  void aNamedNetworkAsJsonWithAnInputOfOnesChoice() {
    JsonObject json =
        lab(
                "export",
                "sketch_scenes",
                "--onnx",
                in("s.onnx"),
                "--channels-first",
                "--prepared",
                "--json")
            .json();
    assertEquals(21, json.getAsJsonArray("classes").size());
    assertTrue(json.get("input").getAsString().startsWith("prepared, float32 [batch, 3, 64, 64]"));
    assertTrue(json.getAsJsonObject("onnx").get("bytes").getAsLong() > 1_000_000);
    assertFalse(json.has("safetensors"));
  }

  private void assertFails(int status, String why, String... args) {
    Typed failed = lab(args);
    assertEquals(status, failed.status(), failed.err());
    assertTrue(failed.err().contains(why), failed.err());
    assertEquals(status, failed.err().strip().lines().count(), "usage adds where to read on");
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws IOException {
    assertFails(2, "--onnx FILE or --safetensors FILE", "export", "Sketch_Objects");
    assertFails(
        2, "with --onnx alone", "export", "Sketch_Objects", "--safetensors", in("a"), "--prepared");
    assertFails(1, "no file missing.zip", "export", "missing.zip", "--onnx", in("a"));
    assertFails(1, "Sketch_Objects", "export", "Sketch_Objets", "--onnx", in("a"));
    Path text = Files.writeString(folder.resolve("text.zip"), "no network");
    assertFails(1, text.toString(), "export", text.toString(), "--onnx", in("a"));
    assertFails(1, folder.toString(), "export", folder.toString(), "--onnx", in("a"));
    assertFails(1, "which is a folder", "export", "Sketch_Objects", "--onnx", folder.toString());
    assertFails(1, "which is a file", "export", "Sketch_Objects", "--onnx", text + "/a.onnx");
    assertFalse(Files.exists(folder.resolve("a")));
  }

  /** A finished file is moved to its place: a pipe or a device would be gone. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertFails(1, "no ordinary file", "export", "Sketch_Objects", "--onnx", pipe.toString());
  }

  @Test
  void aPlaceThatIsNotOnesOwnIsSaidBeforeTheWork() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeFalse(!locked.toFile().setWritable(false) || Files.isWritable(locked), "as root");
    assertFails(
        1, "which you may not write to", "export", "Sketch_Objects", "--onnx", locked + "/a.onnx");
    assertTrue(locked.toFile().setWritable(true));
  }
}
