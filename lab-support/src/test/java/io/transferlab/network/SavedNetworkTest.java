package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SavedNetworkTest {
  @TempDir Path folder;

  private static Backbone tuned(boolean resNet) {
    Architecture architecture = resNet ? Golden.RESNET50 : Golden.VGG16;
    Backbone source =
        Backbone.random("source", architecture, Preprocessing.CAFFE, List.of("a", "b"), 1);
    Backbone headed =
        Heads.replace(source, List.of("x", "y", "z"), resNet ? "avg_pool" : "block5_pool", 1);
    return headed.with(headed.graph(), headed.classes(), headed.provenance().with("epochs", 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void comesBackWithAllThatBelongsToIt(boolean resNet) throws IOException {
    Backbone network = tuned(resNet);
    Path file = folder.resolve("tuned.zip");
    network.save(file);
    Backbone loaded = Backbone.load(file);
    assertEquals(network.name(), loaded.name());
    assertEquals(network.classes(), loaded.classes());
    assertEquals(network.preprocessing(), loaded.preprocessing());
    assertEquals(network.provenance(), loaded.provenance());
    assertEquals(network.architecture(), loaded.architecture());
    assertEquals(network.frozenLayers(), loaded.frozenLayers());
    INDArray x = Nd4j.rand(2, network.side(), network.side(), 3);
    assertEquals(network.graph().outputSingle(x), loaded.graph().outputSingle(x));
    assertEquals(
        network.graph().params(),
        ModelSerializer.restoreComputationGraph(file.toFile()).params(),
        "DL4J's own reader");
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "no temporary file may stay");
    }
  }

  @Test
  void pretrainedTakesOneOfItsOwnFamily() {
    Path file = folder.resolve("tuned.zip");
    Backbone source = Pretrained.SKETCH_OBJECTS.load();
    Heads.replace(source, List.of("x", "y"), null, 1).save(file);
    assertEquals(List.of("x", "y"), Pretrained.SKETCH_SCENES.load(file).classes());
    for (Pretrained other : List.of(Pretrained.VGG16_IMAGENET, Pretrained.RESNET50_IMAGENET)) {
      LabException e = assertThrows(LabException.class, () -> other.load(file));
      assertTrue(e.getMessage().contains("tuned.zip"), e.getMessage());
      assertTrue(e.getMessage().contains(other.id()), e.getMessage());
      assertTrue(e.getMessage().contains("Sketch_Objects"), e.getMessage());
    }
  }

  @Test
  void damagedFilesAreClearErrors() throws IOException {
    Path file = folder.resolve("tuned.zip");
    tuned(false).save(file);
    byte[] bytes = Files.readAllBytes(file);
    Path broken = folder.resolve("broken.zip");
    for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
      Files.write(broken, Arrays.copyOf(bytes, length));
      LabException e = assertThrows(LabException.class, () -> Backbone.load(broken));
      assertTrue(e.getMessage().contains("broken.zip"), e.getMessage());
    }
    for (int at = bytes.length / 3; at < bytes.length / 2; at += 997) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x10;
      Files.write(broken, flipped);
      assertThrows(LabException.class, () -> Backbone.load(broken));
    }
  }
}
