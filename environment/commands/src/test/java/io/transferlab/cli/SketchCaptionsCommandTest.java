package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.joint.ProjectedPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures with captions, as a person types the commands. */
class SketchCaptionsCommandTest {
  @TempDir Path folder;

  @Test
  void measuresEveryKindOfFeaturesOnceAndKeepsIt() throws IOException {
    Path record = folder.resolve("record.json");
    Path out = folder.resolve("page.md");
    Files.writeString(out, "Mine.\n<!-- BEGIN captions -->\n<!-- END captions -->\n");
    String[] args = {
      "sketch",
      "captions",
      "--pictures",
      "40",
      "--test-pictures",
      "12",
      "--seeds",
      "1",
      "--record",
      record.toString(),
      "--out",
      out.toString()
    };
    Typed first = lab(args);
    assertEquals(0, first.status(), first.err());
    String page = Files.readString(out);
    assertTrue(page.startsWith("Mine.\n"), page);
    for (String row : List.of("| fc2 | MiniLM |", "| FNE | bag of words |", "| ViT: FNE |")) {
      assertTrue(page.contains(row), page);
    }
    assertTrue(page.contains("colours exchanged"), page);
    String kept = Files.readString(record);
    assertTrue(first.out().contains("seed 1: recall@1"), first.out());
    Typed again = lab(args);
    assertTrue(!again.out().contains("seed 1: recall@1"), "nothing is measured twice");
    assertEquals(kept, Files.readString(record));
    Files.writeString(record, "{");
    Typed damaged = lab(args);
    assertEquals(1, damaged.status());
    assertTrue(damaged.err().contains("record.json"), damaged.err());
  }

  @Test
  void trainsAPairOfProjections() {
    Typed made =
        lab("sketch", "train", "sketch-captions", "--per-class", "2", "--out", folder.toString());
    assertEquals(0, made.status(), made.err());
    try (ProjectedPair pair = ProjectedPair.read(folder.resolve("sketch-captions.pair"))) {
      assertEquals("Sketch_Captions", pair.name());
      assertTrue(
          pair.provenance().toString().contains("--per-class 2"), pair.provenance()::toString);
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertSays("at least 2 training", "sketch", "captions", "--pictures", "1");
    assertSays("how many seeds", "sketch", "captions", "--seeds", "x");
    assertSays("stops by itself", "sketch", "train", "Sketch_Captions", "--epochs", "3");
    assertSays("leave that out", "sketch", "train", "Sketch_Captions", "--seeds", "3");
  }

  private static void assertSays(String words, String... args) {
    Typed wrong = lab(args);
    assertEquals(1, wrong.status(), wrong.out());
    assertTrue(wrong.err().contains(words), wrong.err());
  }
}
