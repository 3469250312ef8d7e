package io.transferlab.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferCurveTest {
  @TempDir Path folder;

  private static TransferCurve curve() {
    Map<String, Integer> cuts = new LinkedHashMap<>();
    cuts.put("block5_pool", 13);
    cuts.put("fc1", 14);
    return new TransferCurve(
        "a",
        "b",
        4,
        cuts,
        List.of(
            new TransferCell(null, "", 1, 0.25, 0.3, 2, 1.5),
            new TransferCell(TransferArm.CONTROL_FROZEN, "fc1", 2, 1.0 / 3, 0.5, 1, 2.25)),
        Provenance.none().with("seed", 0).with("text", "with \"marks\", ü"));
  }

  @Test
  void readsWhatItWrote() {
    Path file = folder.resolve("new/curve.json");
    curve().save(file);
    TransferCurve again = TransferCurve.load(file);
    assertEquals(curve(), again);
    assertEquals(List.of("block5_pool", "fc1"), List.copyOf(again.cuts().keySet()));
    again.save(file);
    assertEquals(again, TransferCurve.load(file));
  }

  @Test
  void otherFilesAreAClearErrorThatNamesThem() throws IOException {
    Path file = folder.resolve("curve.json");
    assertMessage(file);
    for (String content :
        new String[] {
          "",
          "{",
          "[1]",
          "{}",
          "{\"source\":\"a\",\"target\":\"b\",\"classes\":4,\"cuts\":{},\"cells\":[null],\"provenance\":{}}",
          "{\"source\":\"a\",\"target\":\"b\",\"classes\":1,\"cuts\":{},\"cells\":[],\"provenance\":{}}",
          "{\"source\":\"a\",\"target\":\"b\",\"classes\":4,\"cells\":[],\"provenance\":{}}"
        }) {
      Files.writeString(file, content);
      assertMessage(file);
    }
    curve().save(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertMessage(file);
  }

  private static void assertMessage(Path file) {
    LabException e = assertThrows(LabException.class, () -> TransferCurve.load(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("--save"), e.getMessage());
  }

  @Test
  void theReferenceRunHasThreeSeedsAtEveryPointItDraws() {
    TransferCurve reference = TransferCurve.reference("Sketch_Objects");
    assertEquals("Sketch_Scenes", reference.source());
    assertEquals(28, reference.classes());
    assertTrue(reference.base().length >= 3);
    for (TransferArm arm :
        List.of(TransferArm.FROZEN, TransferArm.FINE_TUNED, TransferArm.CONTROL_FROZEN)) {
      assertTrue(reference.arms().contains(arm), reference.arms().toString());
    }
    for (TransferArm arm : reference.arms()) {
      for (String layer : reference.cuts().keySet()) {
        int seeds = reference.accuracies(arm, layer).length;
        assertTrue(seeds == 0 || seeds == reference.base().length, arm + " " + layer);
      }
    }
    for (String fact : List.of("planned epochs", "weights", "date", "test pictures")) {
      assertTrue(reference.provenance().facts().containsKey(fact), fact);
    }
    assertArrayEquals(new double[0], reference.accuracies(TransferArm.FROZEN, "block1_conv1"));
  }

  @Test
  void anUnknownReferenceOffersTheOneThereIs() {
    LabException e =
        assertThrows(LabException.class, () -> TransferCurve.reference("sketch-objects"));
    assertTrue(e.getMessage().contains("did you mean \"Sketch_Objects\""), e.getMessage());
  }
}
