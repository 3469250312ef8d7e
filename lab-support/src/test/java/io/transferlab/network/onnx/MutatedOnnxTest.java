package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import io.transferlab.testing.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Damaged files of ONNX are computed or named, and none takes the JVM down. */
@Tag("fuzz")
class MutatedOnnxTest {
  private static final long[] ODD = {
    0, -1, 1, 2, 7, -7, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE
  };

  private static final String[] OPERATORS = {
    "Relu",
    "MaxPool",
    "AveragePool",
    "Reshape",
    "Gather",
    "Slice",
    "Resize",
    "ConvTranspose",
    "Expand",
    "Tile",
    "Pad",
    "Concat",
    "Transpose",
    "LRN",
    "Softmax",
    "Split",
    "DepthToSpace",
    "ReduceMean",
    "OneHot",
    "LSTM",
    "InstanceNormalization",
    "BatchNormalization",
    "MatMul",
    "Gemm"
  };

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

  /** Of sound files whose graphs are not: other numbers, operators, inputs, sizes. */
  @Test
  void damagedGraphsAreComputedOrNamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("net.onnx");
    String[] names = {"mobilenet", "vit", "lite", "convnext", "efficientnet"};
    int[] sides = {48, 32, 48, 64, 48};
    int computed = 0;
    int all = Integer.getInteger("lab.fuzz", Mutations.USUAL) / 3;
    for (int i = 0; i < all; i++) {
      int kind = i % names.length;
      SplittableRandom random = new SplittableRandom(i);
      byte[] whole = Files.readAllBytes(OnnxNetworkTest.folder().resolve(names[kind] + ".onnx"));
      ModelProto.Builder model = ModelProto.parseFrom(whole).toBuilder();
      damage(model.getGraphBuilder(), random);
      Files.write(file, model.build().toByteArray());
      try {
        compute(file, sides[kind]);
        computed++;
      } catch (LabException e) {
        assertTrue(e.getMessage().contains("net.onnx"), i + ": " + e.getMessage());
      }
    }
    assertTrue(computed > all / 20, "most change something, some do not");
  }

  private static void damage(GraphProto.Builder graph, SplittableRandom random) {
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    switch (random.nextInt(4)) {
      case 0 -> {
        for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
          long odd = ODD[random.nextInt(ODD.length)];
          if (attribute.getIntsCount() > 0) {
            attribute.setInts(random.nextInt(attribute.getIntsCount()), odd);
          } else if (attribute.getType() == AttributeProto.AttributeType.INT) {
            attribute.setI(odd);
          }
        }
      }
      case 1 -> node.setOpType(OPERATORS[random.nextInt(OPERATORS.length)]);
      case 2 -> {
        if (node.getInputCount() > 0) {
          String other =
              random.nextBoolean()
                  ? ""
                  : graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName();
          node.setInput(random.nextInt(node.getInputCount()), other);
        }
      }
      default -> {
        TensorProto.Builder weights =
            graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        if (weights.getDimsCount() > 1) {
          long first = weights.getDims(0);
          int with = random.nextInt(weights.getDimsCount());
          weights.setDims(0, weights.getDims(with)).setDims(with, first);
        } else {
          weights.setDataType(1 + random.nextInt(20));
        }
      }
    }
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
