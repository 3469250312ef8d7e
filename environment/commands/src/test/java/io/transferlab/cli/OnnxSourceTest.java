package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import io.transferlab.core.Sha256;
import io.transferlab.features.NpyFile;
import io.transferlab.network.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The commands with a file of ONNX as their source, as a person types them. */
class OnnxSourceTest {
  @TempDir Path folder;

  /** Runs a command line in which words in capitals are files. */
  private Typed typed(String command) throws IOException {
    return lab(
        Arrays.stream(command.split(" "))
            .map(
                word ->
                    word.replace("NETWORK", folder.resolve("mobilenet.onnx").toString())
                        .replace("PICTURES", folder.resolve("pictures").toString())
                        .replace("FOLDER", folder.toString()))
            .toArray(String[]::new));
  }

  private void given() throws IOException {
    OnnxFiles.mobilenet(folder);
    OnnxFiles.pictures(folder.resolve("pictures"), 10);
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet, 48, imagenet, average",
    "mobilenet3, 48, imagenet, average",
    "efficientnet, 48, imagenet, average",
    "lite, 48, tf-lite, average",
    "convnext, 64, imagenet, average",
    "resnet, 64, imagenet, average",
    "vit, 32, half, cls",
    "tokens, 32, imagenet, cls"
  })
  void featuresAreThoseOfPyTorch(String name, int side, String normalisation, String pooling)
      throws IOException {
    Path file = OnnxFiles.network(folder, name, side, normalisation, "");
    Path out = folder.resolve("x.npy");
    JsonObject json =
        lab(
                "features",
                file.toString(),
                OnnxFiles.resource("pictures" + side).toString(),
                "--layers",
                OnnxFiles.deepest(name),
                "--pooling",
                pooling,
                "--out",
                out.toString(),
                "--no-cache",
                "--json")
            .json();
    assertEquals(2, json.get("rows").getAsInt());
    INDArray expected = OnnxFiles.embedding(name);
    double scale = expected.amaxNumber().doubleValue();
    double difference = expected.sub(NpyFile.read(out)).amaxNumber().doubleValue();
    assertTrue(difference <= 1e-4 * scale, difference + " at a scale of " + scale);
    assertOrigin(file, json);
  }

  private static void assertOrigin(Path file, JsonObject json) throws IOException {
    JsonObject facts = json.getAsJsonObject("provenance");
    assertEquals(file.toString(), facts.get("file").getAsString());
    assertEquals(Sha256.of(file), facts.get("file SHA-256").getAsString());
    assertEquals(file.toString().replace(".onnx", ".card.json"), facts.get("card").getAsString());
  }

  @Test
  void anSvmLearnsOnItsLayers() throws IOException {
    given();
    JsonObject json = typed("fne NETWORK PICTURES --no-cache --no-keep --json").json();
    assertEquals("mobilenet", json.get("source").getAsString());
    assertOrigin(folder.resolve("mobilenet.onnx"), json);
    Typed two = typed("l2norm NETWORK PICTURES --no-cache --no-keep --seeds 2");
    assertEquals(0, two.status(), two.err());
    assertTrue(two.out().contains("L2, linear SVM"), two.out());
  }

  @Test
  void classTokensOfATransformerDescribePictures() throws IOException {
    given();
    Path vit = OnnxFiles.vit(folder);
    for (String pooling : List.of("cls", "average", "cls_and_average")) {
      JsonObject method =
          typed("l2norm " + vit + " PICTURES --no-cache --no-keep --json --pooling " + pooling)
              .json()
              .getAsJsonArray("methods")
              .get(0)
              .getAsJsonObject();
      assertEquals(pooling.length() > 10 ? 48 : 24, method.get("dimension").getAsInt());
    }
  }

  @Test
  void theMostAlikeAreFound() throws IOException {
    given();
    Path picture;
    try (Stream<Path> all = Files.walk(folder.resolve("pictures"))) {
      picture = all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    JsonObject json =
        typed("search " + picture + " --in PICTURES --source NETWORK --top 2 --no-cache --json")
            .json();
    JsonObject first = json.getAsJsonArray("matches").get(0).getAsJsonObject();
    assertTrue(first.get("similarity").getAsDouble() > 0.9999, json.toString());
    assertOrigin(folder.resolve("mobilenet.onnx"), json);
    assertTrue(
        picture.toString().endsWith(first.get("picture").getAsString() + ".png")
            || picture.toString().endsWith(first.get("picture").getAsString()),
        json.toString());
  }

  @Test
  void labelsAreDoubtedThroughIt() throws IOException {
    given();
    JsonObject json = typed("look PICTURES --source NETWORK --json").json();
    assertEquals(20, json.get("pictures").getAsInt());
    assertFalse(json.get("meanPerClassAccuracy").isJsonNull(), json.toString());
  }

  @Test
  void itIsAdvisedOnBesideTheOthers() throws IOException {
    given();
    Typed result =
        typed(
            "advise PICTURES --sources sketch_objects,NETWORK --quick --sizes 2 --draws 2"
                + " --no-cache");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("Sources: Sketch_Objects, "), result.out());
    assertTrue(result.out().contains("mobilenet"), result.out());
  }

  @Test
  void aHeadLearnsBehindIt() throws IOException {
    given();
    JsonObject json =
        typed("fine-tune NETWORK PICTURES --epochs 2 --no-augment --no-keep --json").json();
    JsonObject method = json.getAsJsonArray("methods").get(0).getAsJsonObject();
    assertEquals("frozen, trained head", method.get("method").getAsString());
  }

  @Test
  void itsOwnClassesAndThoseOfWhatWasSavedAreNamed() throws IOException {
    OnnxFiles.pictures(folder.resolve("pictures"), 10);
    OnnxFiles.network(
        folder,
        "mobilenet",
        48,
        "imagenet",
        ", \"classes\": [\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]");
    Path picture = OnnxFiles.resource("pictures48/a/0.png");
    Typed own = typed("predict NETWORK " + picture);
    assertEquals(0, own.status(), own.err());
    Typed saved = typed("fne NETWORK PICTURES --no-cache --save FOLDER/mine.zip");
    assertEquals(0, saved.status(), saved.err());
    Typed asked = typed("predict FOLDER/mine.zip " + picture);
    assertEquals(0, asked.status(), asked.err());
    assertTrue(asked.out().contains("cat") || asked.out().contains("dog"), asked.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sweep NETWORK PICTURES --figure FOLDER/new.png | `environment/lab fine-tune`",
        "forgetting NETWORK PICTURES --out FOLDER/new.md | `environment/lab fine-tune`",
        "transfer NETWORK PICTURES --out FOLDER/new.md | `environment/lab l2norm",
        "fine-tune NETWORK PICTURES --scratch --results FOLDER/new | leave out --scratch",
        "fine-tune NETWORK PICTURES --compare --results FOLDER/new | leave out --scratch",
        "export NETWORK --onnx FOLDER/new.onnx | take its file as it is",
        "sketch train MobileNetV2_ImageNet --out FOLDER/new | Pretrained.frozen",
      })
  void whatTrainsItsLayersSaysWhatDoesItInstead(String command, String instead) throws IOException {
    given();
    List<String> before = files();
    Typed result = typed(command.strip());
    assertEquals(1, result.status(), result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("ONNX"), result.err());
    assertTrue(result.err().contains(instead.strip()), result.err());
    assertEquals(before, files());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features Sketch_Objects PICTURES --weights NETWORK --out FOLDER/new.npy"
            + " | type it as the source",
        "features NETWORK PICTURES --weights NETWORK --out FOLDER/new.npy | leave out --weights",
        "l2norm Sketch_Objects PICTURES --card FOLDER/mobilenet.card.json | leave the card out",
        "fne NETWORK.missing.onnx PICTURES | mobilenet.onnx",
        "fne FOLDER PICTURES | mobilenet.onnx",
        "fne FOLDER/weights.h5 PICTURES | --weights",
        "fne FOLDER/text.onnx PICTURES | text.onnx",
        "fne FOLDER/half.onnx PICTURES | half.onnx",
        "fne FOLDER/bare.onnx PICTURES | bare.card.json",
        "fne NETWORK PICTURES --card FOLDER/none.json | none.json",
        "fne NETWORK PICTURES --layers fc7 | fc7",
        "fne MobileNetV2_ImageNett PICTURES | did you mean \"MobileNetV2_ImageNet\"",
        "features NETWORK PICTURES --pooling cls --out FOLDER/new.npy | CLS",
      })
  void whatIsWrongIsOneLine(String command, String part) throws IOException {
    given();
    byte[] whole = Files.readAllBytes(folder.resolve("mobilenet.onnx"));
    Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
    Files.copy(folder.resolve("mobilenet.card.json"), folder.resolve("half.card.json"));
    Files.writeString(folder.resolve("text.onnx"), "<!DOCTYPE html><html>Sign in</html>");
    Files.copy(folder.resolve("mobilenet.card.json"), folder.resolve("text.card.json"));
    Files.write(folder.resolve("bare.onnx"), whole);
    Files.write(folder.resolve("weights.h5"), new byte[100]);
    List<String> before = files();
    Typed result = typed(command.strip() + (command.contains("fne") ? " --no-keep" : ""));
    assertEquals(1, result.status(), result.out());
    assertTrue(result.err().contains(part.strip()), result.err());
    assertTrue(result.err().contains("Next: "), result.err());
    assertFalse(result.err().contains("Exception"), result.err());
    assertEquals(before, files());
  }

  @Test
  void aCardFromElsewhereIsTaken() throws IOException {
    given();
    Files.delete(folder.resolve("mobilenet.card.json"));
    Path card = folder.resolve("elsewhere.json");
    Files.writeString(card, OnnxFiles.card(48, "imagenet", ""));
    Typed result = typed("fne NETWORK PICTURES --no-cache --no-keep --card " + card);
    assertEquals(0, result.status(), result.err());
  }

  @Test
  void whatWasNotFetchedNamesTheCommand() throws IOException {
    assumeFalse(Sources.here().contains("MobileNetV2_ImageNet"));
    given();
    Typed result = typed("fne mobilenetv2-imagenet PICTURES");
    assertEquals(1, result.status());
    assertTrue(
        result.err().contains("`environment/lab data fetch mobilenetv2-imagenet` (14 MB;"),
        result.err());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(f -> folder.relativize(f).toString()).sorted().toList();
    }
  }
}
