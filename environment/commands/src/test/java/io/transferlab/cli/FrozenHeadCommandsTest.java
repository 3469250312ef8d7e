package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.core.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head behind a file of ONNX, as a person trains, asks, explains, measures and exports it. */
class FrozenHeadCommandsTest {
  @TempDir static Path folder;

  private static Path onnx;
  private static Path pictures;
  private static Path network;
  private static Typed trained;

  @BeforeAll
  static void train() throws IOException {
    pictures = folder.resolve("Bilder");
    OnnxFiles.pictures(pictures, 10);
    onnx = OnnxFiles.mobilenet(folder.resolve("source"));
    network = folder.resolve("netze/kopf.zip");
    trained =
        lab(
            "fine-tune",
            onnx.toString(),
            pictures.toString(),
            "--epochs=2",
            "--batch=6",
            "--head=8",
            "--save=" + network);
    Files.delete(onnx); // what is kept has it
  }

  private static String picture() {
    return OnnxFiles.resource("pictures48/a/0.png").toString();
  }

  @Test
  void fineTuningSaysWhatIsFrozenAndHowLargeTheFileIs() {
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.out().contains("All of mobilenet is frozen"), trained.out());
    assertTrue(trained.out().contains("in 2 views each"), trained.out());
    assertTrue(trained.out().contains("The network is kept in " + network), trained.out());
    assertTrue(trained.out().contains("with all of mobilenet in it"), trained.out());
  }

  @Test
  void itAnswersAndExplains() {
    Path why = folder.resolve("why.png");
    Typed said = lab("predict", network.toString(), picture(), "--json", "--why=" + why);
    assertEquals(0, said.status(), said.err());
    JsonObject json = said.json();
    assertEquals(1, json.getAsJsonArray("pictures").size());
    assertEquals("mobilenet", json.getAsJsonObject("provenance").get("source").getAsString());
    assertTrue(
        json.getAsJsonArray("why").get(0).getAsJsonObject().toString().contains("Occlusion"),
        said.out());
    assertTrue(Files.exists(why));
  }

  @Test
  void itIsMeasured() {
    Typed measured = lab("evaluate", network.toString(), pictures.toString(), "--json");
    assertEquals(0, measured.status(), measured.err());
    assertTrue(measured.json().has("accuracy"), measured.out());
  }

  @Test
  void itIsExportedWhole() throws IOException {
    Path written = folder.resolve("kopf.onnx");
    Path head = folder.resolve("kopf.safetensors");
    Typed exported =
        lab("export", network.toString(), "--onnx=" + written, "--safetensors=" + head);
    assertEquals(0, exported.status(), exported.err());
    assertTrue(exported.out().contains("ImageOps.fit("), exported.out());
    assertTrue(Files.size(written) > 90_000, Files.size(written) + " bytes");
    assertTrue(
        Files.readString(head, java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("dense_1/kernel"));
  }

  @Test
  void networksOfTwoFoldersOfOneNameAreKeptBesideEachOther() throws IOException {
    Path first = folder.resolve("eins/tiere");
    Path second = folder.resolve("zwei/tiere");
    OnnxFiles.pictures(first, 10);
    OnnxFiles.pictures(second, 10);
    String name = "sketch-objects-tiere-l2norm";
    Typed one = lab("l2norm", "Sketch_Objects", first.toString(), "--layers=fc2");
    assertEquals(0, one.status(), one.err());
    Path kept = Lab.home().resolve("networks/" + name + ".zip");
    assertTrue(one.out().contains("kept in " + kept), one.out());
    byte[] before = Files.readAllBytes(kept);
    Typed two = lab("l2norm", "Sketch_Objects", second.toString(), "--layers=fc2");
    assertTrue(two.out().contains("networks/" + name + "-"), two.out());
    assertFalse(two.out().contains("in place of"), two.out());
    assertEquals(before.length, Files.size(kept));
    Typed again = lab("l2norm", "Sketch_Objects", first.toString(), "--layers=fc2");
    assertTrue(again.out().contains("in place of the one before"), again.out());
    Files.delete(kept);
  }
}
