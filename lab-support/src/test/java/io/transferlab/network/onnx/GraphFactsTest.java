package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFactsTest {
  @TempDir private Path folder;

  /** A value whose sizes below 1 are open. */
  private static ValueInfoProto value(String name, DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(
          size > 0
              ? Dimension.newBuilder().setDimValue(size)
              : Dimension.newBuilder().setDimParam("d"));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs))
        .build();
  }

  private static TensorProto constant(String name, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(values.length);
    for (float v : values) {
      tensor.addFloatData(v);
    }
    return tensor.build();
  }

  private OnnxModel model(GraphProto.Builder graph) throws IOException {
    Path file = folder.resolve("x.onnx");
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build();
    Files.write(file, model.toByteArray());
    return OnnxModel.read(file);
  }

  private static GraphProto.Builder graph(ValueInfoProto input) {
    return GraphProto.newBuilder()
        .setName("g")
        .addInput(input)
        .addOutput(value("out", DataType.FLOAT, 0, 7));
  }

  private static final ValueInfoProto PICTURES = value("x", DataType.FLOAT, 0, 3, 8, 8);

  @Test
  void aGraphMayNormaliseByItself() throws IOException {
    GraphFacts facts =
        GraphFacts.of(
            model(
                graph(PICTURES)
                    .addInitializer(constant("mean", 123.7f, 116.8f, 103.9f))
                    .addInitializer(constant("std", 58.4f))
                    .addNode(node("Cast", "c", "x"))
                    .addNode(node("Sub", "s", "c", "mean"))
                    .addNode(node("Div", "d", "s", "std"))
                    .addNode(node("Flatten", "out", "d"))));
    assertEquals("Sub 123.7 116.8 103.9, Div 58.40", facts.normalisation());
    assertTrue(facts.words().toString().contains("it normalises by itself"));
    assertEquals(Map.of("out", 7), facts.outputs());
  }

  @Test
  void constantsMayBeNodes() throws IOException {
    NodeProto factor =
        node("Constant", "k").toBuilder()
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(constant("", 2)))
            .build();
    GraphFacts facts =
        GraphFacts.of(
            model(
                graph(PICTURES)
                    .addInitializer(constant("b", -1))
                    .addNode(factor)
                    .addNode(node("Mul", "m", "k", "x"))
                    .addNode(node("Add", "a", "m", "b"))
                    .addNode(node("Flatten", "out", "a"))));
    assertEquals("Mul 2.000, Add -1.000", facts.normalisation());
  }

  @Test
  void whatCombinesTheInputWithItselfIsNoNormalisation() throws IOException {
    GraphFacts facts =
        GraphFacts.of(
            model(
                graph(PICTURES)
                    .addInitializer(constant("k", 3))
                    .addNode(node("Relu", "r", "x"))
                    .addNode(node("Mul", "m", "r", "k"))
                    .addNode(node("Flatten", "out", "m"))));
    assertEquals("", facts.normalisation());
  }

  @Test
  void whatIsOpenStaysOpen() throws IOException {
    Path file =
        model(graph(value("x", DataType.FLOAT, 0, 0, 0, 0)).addNode(node("Flatten", "out", "x")))
            .file()
            .path();
    CardDraft draft = CardDraft.of(file, null);
    assertEquals(
        List.of(
            "framing.fit",
            "framing.to",
            "framing.filter",
            "framing.crop",
            "normalisation",
            "layout"),
        draft.open());
    assertNull(GraphFacts.of(OnnxModel.read(file)).input().layout());
    assertTrue(draft.known().get(0).contains("any side, the order of axes open"));
  }

  @Test
  void wholeNumbersAreTakenAsTheyAre() throws IOException {
    Path file =
        model(graph(value("x", DataType.UINT8, 4, 8, 8, 3)).addNode(node("Flatten", "out", "x")))
            .file()
            .path();
    CardDraft draft = CardDraft.of(file, null);
    assertEquals(List.of("framing.fit", "framing.to", "framing.filter"), draft.open());
    assertTrue(draft.json().contains("\"raw\""));
    assertTrue(draft.known().get(0).contains("8 x 8, NHWC, uint8, 4 at a time"));
  }
}
