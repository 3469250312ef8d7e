package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.Targets;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.NpyFile;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Pretrained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The commands on features as a person types them. */
class FeatureCommandsTest {
  @Test
  void classifiesByTheLastLayersWithSeveralSeeds(@TempDir Path folder) throws IOException {
    Path figure = folder.resolve("confusion.png");
    Typed result =
        lab(
            "l2norm",
            "Sketch_Objects",
            "sketch-catsdogs",
            "--per-class",
            "8",
            "--test-per-class",
            "10",
            "--seeds",
            "2",
            "--no-cache",
            "--json",
            "--figure",
            figure.toString());
    JsonObject json = result.json();
    assertEquals(3, json.getAsJsonArray("methods").size());
    JsonObject both = json.getAsJsonArray("methods").get(2).getAsJsonObject();
    assertTrue(
        json.keySet()
            .containsAll(
                List.of(
                    "source",
                    "target",
                    "meanPerClassAccuracy",
                    "accuracy",
                    "methods",
                    "problems",
                    "provenance")),
        json.keySet().toString());
    assertEquals(
        Set.of(
            "method",
            "layers",
            "dimension",
            "meanPerClassAccuracy",
            "deviation",
            "accuracy",
            "runs"),
        both.keySet());
    assertEquals(
        Set.of(
            "seed",
            "meanPerClassAccuracy",
            "accuracy",
            "c",
            "extractionSeconds",
            "seconds",
            "provenance"),
        both.getAsJsonArray("runs").get(0).getAsJsonObject().keySet());
    assertEquals(
        json.get("meanPerClassAccuracy"), both.get("meanPerClassAccuracy"), "the last method's");
    assertEquals("fc1+fc2, L2, linear SVM", both.get("method").getAsString());
    assertEquals(1024, both.get("dimension").getAsInt());
    assertEquals(2, both.getAsJsonArray("runs").size());
    double accuracy = json.get("meanPerClassAccuracy").getAsDouble();
    assertTrue(accuracy > 0.5 && accuracy <= 1, "better than guessing: " + accuracy);
    assertTrue(Files.size(figure) > 1000);
  }

  @Test
  void embedsWithAllLayersAndChoosesC() {
    Typed result =
        lab(
            "fne",
            "sketch_objects",
            "sketch-catsdogs",
            "--per-class",
            "6",
            "--test-per-class",
            "5",
            "--cross-validate",
            "--no-cache");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("FNE, linear SVM"), result.out());
    assertTrue(result.out().contains("2,080 features"), result.out());
    assertTrue(result.out().contains("on 10 test pictures"), result.out());
  }

  @Test
  void testPicturesThatCannotBeReadAreNotCounted(@TempDir Path folder) throws IOException {
    for (Split part : List.of(Split.TRAIN, Split.TEST)) {
      for (Picture p : ImageSet.drawn(SketchSet.CATS_DOGS, part, 2, 1).pictures()) {
        Path file =
            folder.resolve(part == Split.TRAIN ? "train" : "test").resolve(p.key() + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(p.source().read(64), "png", file.toFile());
      }
    }
    Path broken = folder.resolve("test/cat/broken.png");
    Files.write(broken, new byte[100]);
    Typed result = lab("l2norm", "sketch_objects", folder.toString(), "--layers=fc2", "--no-cache");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("on 4 test pictures"), result.out());
    assertTrue(result.out().contains("broken.png"), result.out());
  }

  @Test
  void writesFeaturesOfAFolderForOtherTools(@TempDir Path folder) throws IOException {
    Path pictures = folder.resolve("pictures");
    for (Picture p : ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 2, 1).pictures()) {
      Path file = pictures.resolve(p.key() + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(p.source().read(80), "png", file.toFile());
    }
    Path out = folder.resolve("features/x.npy");
    JsonObject json =
        lab(
                "features",
                "Sketch_Objects",
                pictures.toString(),
                "--layers",
                "block5_conv3,fc2",
                "--pooling",
                "max",
                "--out",
                out.toString(),
                "--no-cache",
                "--json")
            .json();
    assertTrue(
        json.keySet()
            .containsAll(
                List.of(
                    "file",
                    "rows",
                    "dimension",
                    "layers",
                    "seconds",
                    "picturesPerSecond",
                    "problems",
                    "provenance")),
        json.keySet().toString());
    assertEquals(4, json.get("rows").getAsInt());
    INDArray matrix = NpyFile.read(out);
    assertEquals(4, matrix.rows());
    assertEquals(128 + 512, matrix.columns());
    assertEquals(5, Files.readAllLines(folder.resolve("features/x.csv")).size());
    assertTrue(Files.readString(folder.resolve("features/x.csv")).contains("\"dog\""));
  }

  @Test
  void picturesThatNobodySortedAreARowEachWithoutALabel(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 2; i++) {
      Picture p = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 1, i).pictures().get(0);
      ImageIO.write(p.source().read(64), "png", folder.resolve(i + ".png").toFile());
    }
    Path out = folder.resolve("out/x.npy");
    String[] command = {
      "features", "Sketch_Objects", folder.toString(), "--out", out.toString(), "--no-cache"
    };
    assertTrue(lab(command).out().contains("no labels"));
    assertEquals(2, NpyFile.read(out).rows());
    assertEquals(
        List.of("picture,label,class", "\"0.png\",,", "\"1.png\",,"),
        Files.readAllLines(folder.resolve("out/x.csv")));
  }

  @Test
  void takesTheWeightsOfAFile(@TempDir Path folder) throws IOException {
    Backbone random = Heads.randomized(Pretrained.SKETCH_OBJECTS.load(), 3);
    Path weights = folder.resolve("mine.zip");
    random.save(weights);
    Path out = folder.resolve("x.npy");
    String[] command = {
      "features",
      "Sketch_Objects",
      "sketch-catsdogs",
      "--per-class",
      "1",
      "--layers",
      "fc1",
      "--out",
      out.toString(),
      "--no-cache",
      "--json",
      "--weights",
      weights.toString()
    };
    lab(command).json();
    INDArray expected =
        FeatureExtractor.of(random)
            .withLayers("fc1")
            .withCache(FeatureCache.NONE)
            .extract(
                Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(1)).train())
            .matrix();
    assertEquals(expected, NpyFile.read(out));
    lab(Arrays.copyOf(command, command.length - 2)).json();
    assertNotEquals(expected, NpyFile.read(out), "the shipped weights give other features");
  }

  @ParameterizedTest
  @CsvSource({
    "fine-tune Sketch_Objects sketch-catsdogs",
    "l2norm Sketch_Objects sketch-catsdogs",
    "fne Sketch_Objects sketch-catsdogs",
    "features Sketch_Objects sketch-catsdogs --out x.npy",
    "search PICTURE --in sketch-catsdogs"
  })
  void aPageSavedAsWeightsIsNamed(String command, @TempDir Path folder) throws IOException {
    Path page = folder.resolve("vgg16.h5");
    Files.writeString(page, "<!DOCTYPE html><html>Sign in</html>");
    Path picture = folder.resolve("cat.png");
    ImageIO.write(SketchSet.CATS_DOGS.draw("cat", Split.TEST, 1, 1, 64), "png", picture.toFile());
    String typed = command.replace("PICTURE", picture.toString()) + " --weights " + page;
    Typed result = lab(typed.split(" "));
    assertEquals(1, result.status());
    assertTrue(result.err().contains(page.toString()), result.err());
    assertTrue(result.err().contains("HTML"), result.err());
  }

  @Test
  void failuresAreOneLineAndStatus1(@TempDir Path folder) {
    for (Typed result :
        new Typed[] {
          lab("fne", "Sketch_Objekts", "sketch-rooms"),
          lab("fne", "Sketch_Objects", "sketch-room"),
          lab("l2norm", "Sketch_Objects", "sketch-rooms", "--layers", "fc7"),
          lab("l2norm", "Sketch_Objects", "sketch-rooms", "--seeds", "0"),
          lab("l2norm", "Sketch_Objects", "sketch-catsdogs", "--crops", "3"),
          lab("fne", "Sketch_Objects", "sketch-catsdogs", "--per-class", "-1"),
          lab("features", "Sketch_Objects", "sketch-rooms", "--out", folder + "/x.csv"),
          lab("bench", "features", "--rounds", "0"),
        }) {
      assertEquals(1, result.status(), result.out());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("Next: "), result.err());
    }
    assertEquals(2, lab("fne", "Sketch_Objects").status());
    assertEquals(2, lab("features", "Sketch_Objects", "sketch-rooms").status());
  }

  @Test
  void seriesOfAFolderStayTogether(@TempDir Path folder) throws IOException {
    for (Picture picture : ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 8, 1).pictures()) {
      int number = Integer.parseInt(picture.key().replaceAll(".*-", ""));
      Path file =
          folder.resolve(
              picture.key().replaceAll("/.*", "")
                  + "/shot"
                  + number / 2
                  + "_"
                  + number % 2
                  + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture.source().read(64), "png", file.toFile());
    }
    Typed result =
        lab("l2norm", "Sketch_Objects", folder.toString(), "--group-by", "number", "--no-cache");
    assertEquals(0, result.status(), result.err());
    assertTrue(
        result.out().contains("4 series by the rule number, none of them in two parts"),
        result.out());
    Typed refused = lab("l2norm", "Sketch_Objects", "sketch-catsdogs", "--group-by", "number");
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("whose parts are fixed"), refused.err());
  }
}
