package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookCommandTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = temp.resolve("pets");
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 8, 1);
    for (Picture picture : set.pictures()) {
      String name = set.classes().get(picture.label()).replace("cat", "Käfer");
      String file = picture.key().replaceAll(".*/", "") + ".png";
      Files.createDirectories(folder.resolve(name));
      ImageIO.write(picture.source().read(96), "png", folder.resolve(name).resolve(file).toFile());
    }
    Path dogs = folder.resolve("dog");
    Path first;
    try (Stream<Path> files = Files.list(dogs)) {
      first = files.sorted().findFirst().orElseThrow();
    }
    Files.copy(first, dogs.resolve("again & again.png"));
    Files.createFile(dogs.resolve("broken.jpg"));
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    Typed result = lab("look", folder.toString(), "--no-labels");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("18 pictures in 2 classes (Käfer 8, dog 10)"), result.out());
    assertTrue(result.out().contains("cannot be read"), result.out());
    assertTrue(result.out().contains("-> "), result.out());
    assertTrue(result.out().contains("--list FILE.csv names each picture"), result.out());
  }

  @Test
  void writesSheetsAndAListAndJson() throws IOException {
    Path sheets = temp.resolve("sheets");
    Path list = temp.resolve("list.csv");
    JsonObject json =
        lab(
                "look",
                folder.toString(),
                "--sheets",
                sheets.toString(),
                "--list",
                list.toString(),
                "--json")
            .json();
    assertEquals(18, json.get("pictures").getAsInt());
    assertEquals(8, json.getAsJsonObject("classes").get("Käfer").getAsInt());
    assertTrue(json.has("meanPerClassAccuracy"));
    assertEquals(json.getAsJsonArray("decisions").size() + 1, Files.readAllLines(list).size());
    String page = Files.readString(sheets.resolve("index.html"));
    for (String name : List.of("copies", "class-01-k-fer", "class-02-dog")) {
      assertTrue(page.contains(name + ".png"), page);
      assertTrue(ImageIO.read(sheets.resolve(name + ".png").toFile()).getWidth() > 100);
    }
    assertTrue(page.contains("again &amp; again.png"), page);
    assertEquals(page.split("<img ", -1).length, page.split("alt=\"[^\"]{20,}\"", -1).length, page);
  }

  @Test
  void refusesWhatItCannotLookAtOrWrite() throws IOException {
    Typed missing = lab("look", temp.resolve("no").toString());
    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("nothing at"), missing.err());
    Files.createDirectory(temp.resolve("empty"));
    Typed empty = lab("look", temp.resolve("empty").toString());
    assertEquals(1, empty.status());
    assertTrue(empty.err().contains("pictures"), empty.err());
    Typed list = lab("look", folder.toString(), "--list", temp.toString());
    assertTrue(list.err().contains("a file after --list"), list.err());
    Typed rule = lab("look", folder.toString(), "--group-by", "(");
    assertTrue(rule.err().contains("number, folder or a regular expression"), rule.err());
  }
}
