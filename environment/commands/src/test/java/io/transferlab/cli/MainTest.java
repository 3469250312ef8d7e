package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.train.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them. */
class MainTest {
  @Test
  void fineTunesOnAFolderOfPictures(@TempDir Path folder) throws IOException {
    for (Picture p : ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 10, 1).pictures()) {
      Path file = folder.resolve(p.key() + (p.label() == 0 ? ".png" : ".jpg"));
      Files.createDirectories(file.getParent());
      ImageIO.write(p.source().read(80), p.label() == 0 ? "png" : "jpg", file.toFile());
    }
    Typed result =
        lab(
            "fine-tune",
            "Sketch_Objects",
            folder.toString(),
            "--epochs",
            "2",
            "--batch",
            "6",
            "--freeze-to",
            "block5_pool",
            "--seeds",
            "2",
            "--json");
    assertEquals(0, result.status(), result.err());
    JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
    JsonObject method = json.getAsJsonArray("methods").get(0).getAsJsonObject();
    assertEquals(2, method.getAsJsonArray("runs").size());
    double mean = 0;
    for (JsonElement run : method.getAsJsonArray("runs")) {
      double one = run.getAsJsonObject().get("meanPerClassAccuracy").getAsDouble();
      assertEquals(0, one * 4 - Math.round(one * 4), 1e-9, "of two test pictures a class: " + one);
      mean += one / 2;
    }
    assertEquals(mean, json.get("meanPerClassAccuracy").getAsDouble(), 1e-9);
    assertEquals(
        "block5_pool",
        method
            .getAsJsonArray("runs")
            .get(1)
            .getAsJsonObject()
            .getAsJsonObject("provenance")
            .get("frozen up to")
            .getAsString());
  }

  @Test
  void printsATableForPeopleAndDrawsTheCurves(@TempDir Path folder) throws IOException {
    Path png = folder.resolve("curves.png");
    Typed result =
        lab(
            "fine-tune",
            "sketch_objects",
            "sketch-catsdogs",
            "--epochs",
            "1",
            "--per-class",
            "2",
            "--quiet",
            "--compare",
            "--figure",
            png.toString());
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("mean per-class accuracy on test pictures"), result.out());
    assertTrue(result.out().contains("from scratch"), result.out());
    assertTrue(Files.size(png) > 1000);
    assertTrue(result.out().contains("4 train, 60 validation, 400 test"), result.out());
  }

  @Test
  void everyChoiceOfTrainingIsAnOption(@TempDir Path folder) throws IOException {
    String[] command = {
      "fine-tune",
      "Sketch_Objects",
      "sketch-catsdogs",
      "--per-class=4",
      "--epochs=2",
      "--freeze-to=18", // block5_pool
      "--head=16,8",
      "--dropout=0.3",
      "--rate=1e-3",
      "--rate-decay=0.5",
      "--optimizer=SGD",
      "--schedule=step",
      "--warmup=1",
      "--patience=3",
      "--class-weights=balanced",
      "--views=2",
      "--checkpoint=" + folder.resolve("state"),
      "--results=" + folder.resolve("results"),
      "--json"
    };
    Typed result = lab(command);
    assertEquals(0, result.status(), result.err());
    String facts =
        JsonParser.parseString(result.out())
            .getAsJsonObject()
            .getAsJsonArray("methods")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("provenance")
            .toString();
    for (String fact :
        new String[] {
          "\"head\":\"16 + 8 + output, dropout 0.30\"",
          "\"frozen up to\":\"block5_pool\"",
          "\"rates\":\"head 0.001, body 1.0E-4 x 0.5 a layer\"",
          "\"optimizer\":\"SGD with momentum 0.9, gradients to 2.0\"",
          "\"schedule\":\"times 0.1 every 1 epochs after 1 steps of warm-up\"",
          "\"patience\":\"3\"",
          "\"class weights\":\"balanced\"",
          "\"cached views\":\"2\"",
          "\"batch size\":\"8\""
        }) {
      assertTrue(facts.contains(fact), fact + " in " + facts);
    }
    try (var left = Files.list(folder.resolve("state"))) {
      assertEquals(0, left.count(), "the state of a command that is done is deleted");
    }
    Path history =
        folder.resolve("results/sketch-objects-sketch-catsdogs-fine-tuned-frozen-to-18-1.json");
    assertEquals(2, History.load(history).epochs().size());
  }

  /** As Ctrl-C does once a text was printed; what the command has printed until its end. */
  private static Typed stoppedAt(String text, String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Thread here = Thread.currentThread();
    System.setOut(
        new PrintStream(printed, true, StandardCharsets.UTF_8) {
          @Override
          public void println(Object line) {
            super.println(line);
            if (String.valueOf(line).startsWith(text)) {
              here.interrupt();
            }
          }
        });
    StringWriter err = new StringWriter();
    try {
      int status = Main.commandLine().setErr(new PrintWriter(err)).execute(args);
      return new Typed(status, printed.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
      assertFalse(Thread.interrupted(), "the flag is used up");
    }
  }

  @Test
  void whoStopsATrainingKeepsItsBestNetworkAndIsToldHowToGoOn(@TempDir Path folder) {
    String[] command = {
      "fine-tune",
      "Sketch_Objects",
      "sketch-catsdogs",
      "--per-class=4",
      "--epochs=50",
      "--freeze-to=fc1",
      "--no-augment",
      "--seeds=2",
      "--results=" + folder
    };
    Typed result = stoppedAt("epoch 2:", command);
    assertEquals(130, result.status(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("Stopped after epoch 2. The best network"), result.err());
    assertTrue(result.err().contains("--resume"), result.err());
    assertFalse(result.out().contains("epoch 3:"), "no epoch and no seed after it");
    Path kept = folder.resolve("sketch-catsdogs-fine-tuned-frozen-to-fc1-seed-1.zip");
    assertTrue(result.err().contains(kept.toString()), result.err());
    assertEquals(SketchSet.CATS_DOGS.classes(), Backbone.load(kept).classes());
  }

  @Test
  void withItsStateKeptAStoppedTrainingGoesOn(@TempDir Path folder) {
    String[] command = {
      "fine-tune",
      "Sketch_Objects",
      "sketch-catsdogs",
      "--per-class=4",
      "--epochs=3",
      "--freeze-to=fc1",
      "--no-augment",
      "--results=" + folder,
      "--checkpoint=" + folder.resolve("state")
    };
    Typed stopped = stoppedAt("epoch 2:", command);
    assertEquals(130, stopped.status(), stopped.err());
    assertTrue(stopped.err().contains("Next: type the same again to go on"), stopped.err());
    Typed again = lab(command);
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().contains("Goes on after epoch 2 of 3"), again.out());
  }

  @Test
  void threeTestPicturesAreToldToBeFew(@TempDir Path folder) throws IOException {
    for (Picture p : ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 10, 1).pictures()) {
      Path file = folder.resolve(p.key() + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(p.source().read(64), "png", file.toFile());
    }
    Typed result =
        lab("fine-tune", "Sketch_Objects", folder.toString(), "--epochs=1", "--freeze-to=fc2");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("with 95 % confidence "), result.out());
    assertTrue(result.out().contains(" %: too few pictures to tell more"), result.out());
  }

  @Test
  void failuresAreOneLineAndStatus1() {
    for (Typed result :
        new Typed[] {
          lab("fine-tune", "Sketch_Objects", "sketch-catdogs"),
          lab("fine-tune", "VGG17", "sketch-catsdogs"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--freeze-to", "block9"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--freeze-to", "99"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--freeze-to", "predictions"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--rate", "0"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--body-rate", "NaN"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--optimizer", "adan"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--schedule", "cosin"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--class-weights", "equal"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--head", "64,x"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--dropout", "1"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--batch", "1000"),
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--seeds", "0"),
        }) {
      assertEquals(1, result.status());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("Next: "), result.err());
    }
  }

  @Test
  void numbersOutOfRangeAreOneLineToo() {
    for (Typed result :
        new Typed[] {
          lab("fine-tune", "Sketch_Objects", "sketch-catsdogs", "--per-class", "-1"),
          lab("bench", "--rounds", "0"),
          lab("sketch", "train", "Sketch_Objects", "--per-class", "0"),
        }) {
      assertEquals(1, result.status());
      assertTrue(result.err().startsWith("Expected at least 1"), result.err());
    }
  }

  @Test
  void wrongUsageIsStatus2() {
    assertEquals(2, lab("fine-tune", "Sketch_Objects").status());
    assertEquals(2, lab("fine-tune", "a", "b", "--epochs", "many").status());
    assertEquals(2, lab("fine-tune", "a", "b", "--scratch", "--freeze-to", "fc1").status());
    assertEquals(2, lab("no-such-command").status());
    assertEquals(2, lab().status());
  }

  @Test
  void theDoctorsProbeSaysThatTheFastPathIsOn() {
    Typed result = lab("doctor-probe");
    assertEquals(0, result.status(), result.out() + result.err());
    assertTrue(result.out().contains("fastpath=on"), result.out());
    assertTrue(result.out().contains("nd4j.backend=CPU"), result.out());
  }
}
