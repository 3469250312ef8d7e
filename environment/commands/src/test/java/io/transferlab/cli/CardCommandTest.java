package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.network.onnx.NetworkCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardCommandTest {
  @TempDir private Path folder;
  private Path network;
  private Path card;

  @BeforeEach
  void copy() throws IOException {
    network = folder.resolve("my net.onnx");
    card = folder.resolve("my net.card.json");
    try (InputStream in =
        CardCommandTest.class.getResourceAsStream("/io/transferlab/network/onnx/vit.onnx")) {
      Files.copy(Objects.requireNonNull(in), network);
    }
  }

  @Test
  void aDraftIsWrittenAndNeverOverACard() throws IOException {
    Typed first = lab("card", network.toString());
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains("32 x 32, NCHW"), first.out());
    assertTrue(first.out().contains("Yours to complete: framing.fit,"), first.out());
    assertTrue(first.out().contains("imagenet  RGB / 255"), first.out());
    assertTrue(first.out().contains("fne '" + network + "' sketch-animals"), first.out());
    Files.writeString(card, "mine");
    Typed second = lab("card", network.toString(), "--preset", "half");
    assertEquals(1, second.status());
    assertTrue(second.err().contains("--force"), second.err());
    assertEquals("mine", Files.readString(card));
    assertEquals(0, lab("card", network.toString(), "--preset", "half", "--force").status());
    assertEquals(32, NetworkCard.read(card).framing().side());
  }

  @Test
  void asJson() {
    JsonObject json = lab("card", network.toString(), "--json", "--preset", "clip").json();
    assertEquals(card.toString(), json.get("file").getAsString());
    assertEquals(0, json.getAsJsonArray("open").size());
    assertEquals(2, json.getAsJsonArray("graph").size());
  }

  @Test
  void otherFilesGetNone() throws IOException {
    Path text = folder.resolve("text.onnx");
    Files.writeString(text, "hello");
    for (String[] wrong :
        new String[][] {
          {"card", text.toString()},
          {"card", folder.toString()},
          {"card", folder.resolve("none.onnx").toString()},
          {"card", network.toString(), "--preset", "imagnet"}
        }) {
      Typed refused = lab(wrong);
      assertEquals(1, refused.status());
      assertTrue(refused.err().contains("Next: "), refused.err());
    }
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "no card was written");
    }
  }
}
