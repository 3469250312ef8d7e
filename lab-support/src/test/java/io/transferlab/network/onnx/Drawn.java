package io.transferlab.network.onnx;

import io.transferlab.data.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Small graphs of ONNX, drawn node by node: pictures of 8 x 8 pixels unless they say another size.
 */
final class Drawn {
  static final int SIDE = 8;

  final GraphProto.Builder graph = GraphProto.newBuilder().setName("drawn");
  long operatorSet = 13;
  private long seed;

  /** A convolution, a ReLU, a mean over the maps, a product with weights: channels first. */
  static Drawn usual() {
    return new Drawn()
        .input("x", DataType.FLOAT, -1, 3, SIDE, SIDE)
        .weights("w", 4, 3, 3, 3)
        .node("Conv", "maps", List.of("x", "w"))
        .node("Relu", "relu", List.of("maps"))
        .node("GlobalAveragePool", "pooled", List.of("relu"))
        .node("Flatten", "embedding", List.of("pooled"))
        .weights("v", 4, 5)
        .node("MatMul", "scores", List.of("embedding", "v"))
        .output("scores", -1, 5);
  }

  static NetworkCard card() {
    return NetworkCard.of(Framing.stretched(SIDE), Normalisation.presets().get("unit"));
  }

  /** Sizes below 0 are any. */
  Drawn input(String name, DataType type, long... sizes) {
    graph.addInput(value(name, type, sizes));
    return this;
  }

  Drawn output(String name, long... sizes) {
    graph.addOutput(value(name, DataType.FLOAT, sizes));
    return this;
  }

  Drawn node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  Drawn weights(String name, long... sizes) {
    int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    SplittableRandom random = new SplittableRandom(++seed);
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat((float) (random.nextDouble() - 0.5));
    }
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT.getNumber())
            .addAllDims(Arrays.stream(sizes).boxed().toList())
            .setRawData(ByteString.copyFrom(bytes.flip())));
    return this;
  }

  Drawn numbers(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return this;
  }

  Drawn withOperatorSet(long version) {
    operatorSet = version;
    return this;
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder ints =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(ints::addInts);
    return ints.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static ValueInfoProto value(String name, DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < sizes.length; i++) {
      Dimension.Builder dimension = Dimension.newBuilder();
      shape.addDim(
          sizes[i] < 0 ? dimension.setDimParam("any" + i) : dimension.setDimValue(sizes[i]));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operatorSet))
        .setGraph(graph)
        .build();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, model().toByteArray());
  }
}
