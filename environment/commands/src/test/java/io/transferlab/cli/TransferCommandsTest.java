package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.data.sketch.SketchSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layer transfer, forgetting and the sweep as a person types them. */
class TransferCommandsTest {
  @TempDir Path folder;

  private Typed transfer(String... more) {
    String[] always = {
      "transfer",
      "Sketch_Objects",
      "sketch-catsdogs",
      "--layers",
      "fc1",
      "--seeds",
      "1",
      "--epochs",
      "1",
      "--per-class",
      "8",
      "--test-per-class",
      "4",
      "--results",
      folder.resolve("cells").toString()
    };
    String[] all = java.util.Arrays.copyOf(always, always.length + more.length);
    System.arraycopy(more, 0, all, always.length, more.length);
    return lab(all);
  }

  @Test
  void transfersLayersAndGoesOnFromWhatIsDone() throws IOException {
    Path figure = folder.resolve("curve.png");
    Path table = folder.resolve("curve.md");
    Typed first =
        transfer("--arms", "FROZEN", "--figure", figure.toString(), "--out", table.toString());
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains("2 of 2, seed 1: copied, frozen up to fc1"), first.out());
    assertTrue(first.out().contains("| 14 | fc1 |"), first.out());
    assertTrue(first.out().contains("Line chart: Sketch_Objects to sketch-catsdogs"), first.out());
    assertTrue(Files.size(figure) > 1000);
    assertTrue(Files.readString(table).contains("| layers copied |"));
    JsonObject again = transfer("--arms", "FROZEN", "--json").json();
    assertEquals(2, again.getAsJsonArray("networks").size());
    assertEquals(
        "", again.getAsJsonArray("networks").get(0).getAsJsonObject().get("layer").getAsString());
    Typed other = transfer("--arms", "FROZEN", "--rate", "1e-3");
    assertEquals(1, other.status());
    assertTrue(other.err().contains("choose another folder"), other.err());
  }

  /** The target is a drawn source: its own network is the control, and its drawings are new. */
  @Test
  void aDrawnSourceAsTargetBringsItsNetworkAsControl() {
    JsonObject json =
        lab(
                "transfer",
                "Sketch_Scenes",
                "Sketch_Objects",
                "--layers",
                "fc2",
                "--arms",
                "FROZEN,CONTROL_FROZEN",
                "--seeds",
                "1",
                "--epochs",
                "2",
                "--per-class",
                "4",
                "--test-per-class",
                "4",
                "--results",
                folder.resolve("cells").toString(),
                "--json")
            .json();
    assertEquals("Sketch_Objects", json.getAsJsonObject("provenance").get("control").getAsString());
    double[] accuracy =
        json.getAsJsonArray("networks").asList().stream()
            .mapToDouble(n -> n.getAsJsonObject().get("meanPerClassAccuracy").getAsDouble())
            .toArray();
    assertEquals(3, accuracy.length);
    assertTrue(accuracy[2] > accuracy[1] + 0.2, "it has learned these classes: " + accuracy[2]);
  }

  @Test
  void misspeltLayersAndNumbersOutOfRangeAreSaid() {
    Typed layer = lab("transfer", "Sketch_Objects", "sketch-catsdogs", "--layers", "blok3_pool");
    assertEquals(1, layer.status());
    assertTrue(layer.err().contains("did you mean \"block3_pool\""), layer.err());
    Typed number = lab("transfer", "Sketch_Objects", "sketch-catsdogs", "--layers", "16");
    assertEquals(1, number.status());
    assertTrue(number.err().contains("1 to 15 copied layers"), number.err());
    assertEquals(2, lab("transfer", "Sketch_Objects").status());
    assertEquals(
        2, lab("transfer", "Sketch_Objects", "sketch-catsdogs", "--arms", "MOLTEN").status());
  }

  @Test
  void measuresForgetting() {
    JsonObject json =
        lab(
                "forgetting",
                "Sketch_Objects",
                "sketch-catsdogs",
                "--seeds",
                "1",
                "--epochs",
                "1",
                "--per-class",
                "8",
                "--source-per-class",
                "1",
                "--test-per-class",
                "1",
                "--json")
            .json();
    JsonObject run = json.getAsJsonArray("runs").get(0).getAsJsonObject();
    for (String value : new String[] {"before", "afterPlain", "afterAlternating", "targetPlain"}) {
      int classes = value.startsWith("target") ? 2 : SketchSet.OBJECTS.classes().size();
      double right = classes * run.get(value).getAsDouble(); // of one test picture a class
      assertEquals(Math.round(right), right, 1e-9, value);
    }
    assertTrue(run.get("before").getAsDouble() > 0.5, "the network as it is shipped");
    Typed real = lab("forgetting", "Sketch_Objects", "sketch-catsdogs", "--per-class", "0");
    assertEquals(1, real.status());
  }

  @Test
  void sweepsRates() throws IOException {
    Path figure = folder.resolve("sweep.png");
    JsonObject json =
        lab(
                "sweep",
                "Sketch_Objects",
                "sketch-catsdogs",
                "--per-class",
                "8",
                "--steps",
                "10",
                "--from",
                "1e-6",
                "--to",
                "1e-5",
                "--freeze-to",
                "block5_pool",
                "--json",
                "--figure",
                figure.toString())
            .json();
    assertEquals(10, json.getAsJsonArray("rates").size());
    assertEquals(1e-5, json.getAsJsonArray("rates").get(9).getAsDouble(), 1e-12);
    assertTrue(Files.size(figure) > 1000);
    Typed wrong = lab("sweep", "Sketch_Objects", "sketch-catsdogs", "--from", "1", "--to", "0.1");
    assertEquals(1, wrong.status());
    assertTrue(wrong.err().contains("a rate that rises"), wrong.err());
  }
}
