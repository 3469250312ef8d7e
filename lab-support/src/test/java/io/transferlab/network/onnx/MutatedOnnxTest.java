package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.transferlab.data.Batch;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import io.transferlab.testing.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Damaged files of ONNX are computed or named, and none takes the JVM down. */
@Tag("fuzz")
class MutatedOnnxTest {
  @ParameterizedTest
  @CsvSource({"mobilenet,lite,48", "vit,tokens,32"})
  void damagedFilesAreComputedOrNamed(String name, String other, int side) throws Exception {
    Path folder = OnnxNetworkTest.folder();
    Mutations.of(
            Files.readAllBytes(folder.resolve(name + ".onnx")),
            Files.readAllBytes(folder.resolve(other + ".onnx")))
        .withName(name + ".onnx")
        .check(file -> compute(file, side));
  }

  private static void compute(Path file, int side) {
    OnnxNetwork network = OnnxNetwork.of(file, OnnxNetworkTest.card(side, "imagenet"));
    List<String> all = network.descriptorLayers();
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, side, side, 3);
    try (Trunk trunk = network.trunk(List.of(all.get(all.size() - 1)), Pooling.AVERAGE);
        Batch batch = OnnxNetworkTest.batch(network, input)) {
      assertEquals(2, trunk.forward(batch).get(all.get(all.size() - 1)).size(0));
    }
  }
}
