package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network is kept, asked and measured, as a person types it. */
class KeepAndPredictTest {
  private static final String CLASS = "Kätzchen";

  @TempDir static Path folder;

  private static Path pictures;
  private static Path network;
  private static Typed trained;

  /** JPEGs of two classes, one with an umlaut, and a file that is no picture. */
  @BeforeAll
  static void train() throws IOException {
    pictures = folder.resolve("Bilder für mich");
    draw(pictures, 10, Split.TRAIN);
    Files.write(pictures.resolve(CLASS + "/kaputt.jpg"), new byte[100]);
    network = folder.resolve("meine netze/tiere.zip");
    trained =
        lab(
            "fine-tune",
            "Sketch_Objects",
            pictures.toString(),
            "--epochs=2",
            "--batch=6",
            "--freeze-to=fc2",
            "--seeds=2",
            "--save=" + network);
  }

  private static void draw(Path into, int each, Split split) throws IOException {
    for (Picture p : ImageSet.drawn(SketchSet.CATS_DOGS, split, each, 1).pictures()) {
      String key = p.key().replace("cat/", CLASS + "/");
      Path file = into.resolve(key + ".jpg");
      Files.createDirectories(file.getParent());
      ImageIO.write(p.source().read(90), "jpg", file.toFile());
    }
  }

  @Test
  void fineTuningKeepsTheNetworkWithAllThatIsKnownOfIt() {
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.out().contains("The network is kept in " + network), trained.out());
    assertTrue(trained.out().contains("the best of 2 on validation pictures"), trained.out());
    assertTrue(
        trained.out().contains("Next: environment/lab predict '" + network + "' PICTURE|FOLDER"),
        trained.out());
    PictureClassifier classifier = PictureClassifier.load(network);
    assertEquals(List.of(CLASS, "dog"), classifier.classes());
    assertTrue(classifier.hasGradients());
    assertTrue(classifier.threshold() > 0);
    Map<String, String> facts = classifier.provenance().facts();
    for (String fact :
        new String[] {
          "source",
          "seed",
          "target",
          "training pictures",
          "test pictures",
          "test accuracy",
          "validation accuracy",
          "calibration",
          "when it does not know",
          "rates",
          "epoch"
        }) {
      assertNotNull(facts.get(fact), fact + " in " + facts);
    }
    assertTrue(facts.get("test accuracy").contains("with 95 % confidence"), facts.toString());
    assertEquals("Sketch_Objects", facts.get("source"));
    assertEquals(classifier.classes(), Backbone.load(network).classes(), "--weights takes it too");
  }

  @Test
  void saysOfEachPictureWhatItIsAndNamesTheOneThatCannotBeRead() {
    Typed result = lab("predict", network.toString(), pictures.toString(), "--top=1");
    assertEquals(0, result.status(), result.err());
    assertTrue(
        result.out().contains("left out: " + pictures.resolve(CLASS + "/kaputt.jpg")),
        result.out());
    assertTrue(result.out().contains("21 pictures in "), result.out());
    long lines = result.out().lines().filter(l -> l.contains(".jpg: ") && l.contains(" %")).count();
    assertEquals(20, lines, result.out());
  }

  @Test
  void answersForProgramsAreTheSameAsForPeople() throws IOException {
    Path csv = folder.resolve("antworten.csv");
    JsonObject json =
        lab("predict", network.toString(), pictures.toString(), "--json", "--csv=" + csv).json();
    JsonArray said = json.getAsJsonArray("pictures");
    assertEquals(21, said.size());
    assertEquals(1, json.getAsJsonArray("problems").size());
    String text = Files.readString(csv, StandardCharsets.UTF_8);
    assertTrue(
        text.startsWith("picture,known,class 1,probability 1,class 2,probability 2,problem\r\n"),
        text);
    String[] rows = text.split("\r\n");
    assertEquals(22, rows.length);
    for (int i = 0; i < 21; i++) {
      JsonObject one = said.get(i).getAsJsonObject();
      assertTrue(rows[i + 1].startsWith(one.get("picture").getAsString() + ","), rows[i + 1]);
      if (one.has("problem")) {
        assertTrue(rows[i + 1].contains(",no,,,,,"), rows[i + 1]);
      } else {
        JsonObject best = one.getAsJsonArray("predictions").get(0).getAsJsonObject();
        assertTrue(
            rows[i + 1].contains("," + best.get("label").getAsString() + ",0."), rows[i + 1]);
        assertEquals(
            one.get("known").getAsBoolean(),
            best.get("probability").getAsDouble() >= json.get("threshold").getAsDouble());
      }
    }
  }

  @Test
  void saysWhyInAFigureAndInWords() throws IOException {
    Path figure = folder.resolve("warum/es.png");
    String one = pictures.resolve("dog/train-1-00003.jpg").toString();
    Typed result =
        lab("predict", network.toString(), one, "--why=" + figure, "--why-class=" + CLASS);
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("Why: " + one + ": Grad-CAM by place for " + CLASS), one);
    assertTrue(ImageIO.read(figure.toFile()).getHeight() > 300);

    String several = pictures.resolve(CLASS).toString();
    Path files = folder.resolve("warum/alle.png");
    JsonObject json =
        lab("predict", network.toString(), several, "--json", "--why=" + files).json();
    JsonArray why = json.getAsJsonArray("why");
    assertEquals(10, why.size(), "the eleventh cannot be read");
    for (int i = 0; i < why.size(); i++) {
      JsonObject each = why.get(i).getAsJsonObject();
      assertTrue(Files.exists(Path.of(each.get("file").getAsString())), each.toString());
      assertTrue(each.getAsJsonArray("words").size() >= 1, each.toString());
    }
    assertFalse(Files.exists(files));
  }

  @Test
  void fieldsWithCommasAndQuotesAreQuoted() throws IOException {
    Path odd = folder.resolve("odd, \"very\" odd.png");
    ImageIO.write(SketchSet.CATS_DOGS.draw("dog", Split.TEST, 1, 1, 64), "png", odd.toFile());
    Path csv = folder.resolve("odd.csv");
    Typed result =
        lab("predict", network.toString(), odd.toString(), "--csv=" + csv, "--threshold=1");
    assertEquals(0, result.status(), result.err());
    String row = Files.readString(csv).split("\r\n")[1];
    assertTrue(row.startsWith('"' + odd.toString().replace("\"", "\"\"") + "\",no,"), row);
  }

  @Test
  void measuresItOnTheTestPicturesOfItsFolderAndDrawsHowHonestItIs() throws IOException {
    Path figure = folder.resolve("reliability.png");
    Typed result = lab("evaluate", network.toString(), pictures.toString(), "--figure=" + figure);
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("here are its test pictures"), result.out());
    assertTrue(result.out().contains("of 4 pictures, with 95 % confidence"), result.out());
    assertTrue(result.out().contains("before calibration: sure"), result.out());
    assertTrue(result.out().contains("\"I do not know\" below"), result.out());
    assertTrue(Files.size(figure) > 1000);
    String facts = PictureClassifier.load(network).provenance().facts().get("test accuracy");
    assertTrue(result.out().contains("accuracy " + facts), "as the training said: " + facts);
    assertFalse(result.out().contains("take care"), result.out());
    Path mixed = folder.resolve("mixed");
    for (String kind : new String[] {CLASS, "dog"}) {
      Files.createDirectories(mixed.resolve(kind));
      try (var all = Files.list(pictures.resolve(kind))) {
        for (Path picture : all.sorted().limit(9).toList()) {
          Files.copy(picture, mixed.resolve(kind).resolve(picture.getFileName()));
        }
      }
    }
    Typed again = lab("evaluate", network.toString(), mixed.toString());
    assertTrue(again.out().contains("pictures that it was trained on"), again.out() + again.err());
  }

  @Test
  void otherClassesAreNamedAndOneClassIsEnough() throws IOException {
    Path other = folder.resolve("other");
    for (String kind : new String[] {"dog", "duck"}) {
      Files.createDirectories(other.resolve(kind));
      for (int i = 0; i < 4; i++) {
        SketchSet set = kind.equals("dog") ? SketchSet.CATS_DOGS : SketchSet.ANIMALS;
        ImageIO.write(
            set.draw(kind, Split.TEST, 1, i, 64),
            "png",
            other.resolve(kind + "/" + i + ".png").toFile());
      }
    }
    Typed result = lab("evaluate", network.toString(), other.toString());
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("of 4 pictures"), result.out());
    assertTrue(
        result.out().contains("left out: 4 pictures of classes that it was never shown (duck)"),
        result.out());
    Typed single = lab("evaluate", network.toString(), other.resolve("dog").toString());
    assertEquals(1, single.status());
    Path only = folder.resolve("only");
    Files.createDirectories(only);
    Files.move(other.resolve("dog"), only.resolve("dog"));
    JsonObject json = lab("evaluate", network.toString(), only.toString(), "--json").json();
    assertEquals(4, json.get("pictures").getAsInt());
  }

  @Test
  void frozenFeaturesAreKeptByNameAndANearMissIsOffered() {
    for (String command : new String[] {"fne", "l2norm"}) {
      Typed made =
          lab(
              command,
              "sketch_objects",
              "sketch-catsdogs",
              "--per-class=6",
              "--test-per-class=5",
              "--layers=fc1,fc2",
              "--no-cache");
      assertEquals(0, made.status(), made.err());
      String name = "sketch-objects-sketch-catsdogs-" + command;
      assertTrue(
          made.out().contains("Next: environment/lab predict " + name + " PICTURE|FOLDER"),
          made.out());
      String picture = pictures.resolve("dog/train-1-00003.jpg").toString();
      JsonObject json = lab("predict", name, picture, "--json").json();
      assertEquals(1, json.getAsJsonArray("pictures").size());
      assertEquals(List.of("cat", "dog"), PictureClassifier.load(Networks.file(name)).classes());
      Typed typo = lab("predict", name.replace("catsdogs", "catdogs"), picture);
      assertEquals(1, typo.status());
      assertTrue(typo.err().contains("did you mean \"" + name + "\""), typo.err());
    }
  }

  @Test
  void ofAQuickRunNothingNeedBeKept() {
    Typed result =
        lab(
            "l2norm",
            "sketch_objects",
            "sketch-rooms",
            "--per-class=3",
            "--test-per-class=3",
            "--no-keep",
            "--no-cache",
            "--json");
    assertFalse(result.json().has("network"), result.out());
    assertFalse(Files.exists(Networks.file("sketch-objects-sketch-rooms-l2norm")));
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    Path picture = pictures.resolve("dog/train-1-00003.jpg");
    Path text = folder.resolve("text.zip");
    Files.writeString(text, "not a network");
    Path empty = folder.resolve("leer");
    Files.createDirectories(empty);
    Path broken = pictures.resolve(CLASS + "/kaputt.jpg");
    String net = network.toString();
    String[][] wrong = {
      {"predict", text.toString(), picture.toString()},
      {"predict", folder.resolve("none.zip").toString(), picture.toString()},
      {"predict", "none", picture.toString()},
      {"predict", pictures.toString(), picture.toString()},
      {"predict", picture.toString(), picture.toString()},
      {"predict", net, empty.toString()},
      {"predict", net, folder.resolve("none.jpg").toString()},
      {"predict", net, broken.toString()},
      {"predict", net, picture.toString(), "--top=0"},
      {"predict", net, picture.toString(), "--threshold=2"},
      {"predict", net, picture.toString(), "--csv=" + empty},
      {"predict", net, picture.toString(), "--csv=" + text + "/x.csv"},
      {"predict", net, picture.toString(), "--why=" + empty},
      {"predict", net, picture.toString(), "--why=why.jpg"},
      {"predict", net, picture.toString(), "--why=why.png", "--why-class=dgo"},
      {"predict", net, picture.toString(), "--why-class=dog"},
      {"evaluate", net, empty.toString()},
      {"evaluate", net, "sketch-rooms"},
      {"evaluate", net, "sketch-catdogs"},
      {"evaluate", net, pictures.toString(), "--figure=" + text + "/x.png"},
      {"fine-tune", "Sketch_Objects", "sketch-catsdogs", "--save=net.h5"},
      {"fine-tune", "Sketch_Objects", "sketch-catsdogs", "--save=" + text + "/net.zip"},
      {"fne", "Sketch_Objects", "sketch-catsdogs", "--crops=10", "--save=net.zip"},
    };
    for (String[] command : wrong) {
      Typed result = lab(command);
      String words = String.join(" ", command) + "\n" + result.err() + result.out();
      assertEquals(1, result.status(), words);
      assertEquals(1, result.err().lines().count(), words);
      assertTrue(result.err().contains("Next: "), words);
      assertFalse(result.err().contains("Exception"), words);
    }
    assertEquals(2, lab("predict", net).status());
    assertFalse(Files.exists(folder.resolve("x.csv")));
  }
}
