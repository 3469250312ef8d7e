package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Sha256;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedOnnxTest {
  private static final String NAME = "Sketch_Objects_ViT";

  private final FrozenNetwork network = Pretrained.frozen(NAME);

  /** Made by {@code src/test/python/vit_golden.py} with PyTorch 1.13.1, of the weights alone. */
  @Test
  void itIsTheTransformerThatPyTorchBuildsOfItsWeights() throws Exception {
    Path folder =
        Path.of(ShippedOnnxTest.class.getResource("sketch-objects-vit.golden.json").toURI())
            .getParent();
    Golden golden = Golden.read(folder, "sketch-objects-vit.golden");
    try (var pass = network.forward(golden.layers());
        var input = golden.input()) {
      golden.compare(pass.run(input), 6);
    }
  }

  @Test
  void itsCardIsComplete() {
    assertEquals(NAME, network.name());
    assertEquals(SketchSet.OBJECTS.classes(), network.classes());
    assertEquals(
        List.of("block1", "block2", "block3", "block4", "norm"), network.descriptorLayers());
    assertTrue(network.provenance().toString().contains("environment/lab sketch train " + NAME));
  }

  @Test
  void itsFeaturesAreTheClassTokenAndTheMeanOfThePatchesOfEveryBlock() {
    ImageSet few = ImageSet.drawn(SketchSet.ANIMALS, Split.TEST, 1, 1);
    Features all = FeatureExtractor.of(network).all().extract(few);
    assertEquals(5 * 2 * 96, all.dimension());
    assertNotEquals(all.row(0)[0], all.row(1)[0]);
  }

  @Test
  void aDamagedCopyIsLaidOutAnew(@TempDir Path home) throws Exception {
    ShippedOnnx shipped = new ShippedOnnx(NAME, "sketch-objects-vit");
    shipped.open(home);
    Path file;
    try (Stream<Path> all = Files.walk(home)) {
      file = all.filter(f -> f.endsWith("sketch-objects-vit.onnx")).findFirst().orElseThrow();
    }
    String whole = Sha256.of(file);
    Files.writeString(file, "cut off");
    shipped.open(home);
    assertEquals(whole, Sha256.of(file));
  }

  @Test
  void aDataFolderThatIsOnlyReadDoesNotMatter(@TempDir Path folder) throws Exception {
    Path home = Files.writeString(folder.resolve("no folder"), "");
    assertEquals(NAME, new ShippedOnnx(NAME, "sketch-objects-vit").open(home).name());
  }
}
