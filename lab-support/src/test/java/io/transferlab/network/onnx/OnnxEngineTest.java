package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ONNX Runtime is loaded, asked and closed. */
class OnnxEngineTest {
  private static final int LONG_COMMAND_LINE = 8000;

  @TempDir private Path folder;

  /** {@code y = x w}, its weights said to lie in a file that nobody needs. */
  private static ModelProto product() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .setGraph(
            GraphProto.newBuilder()
                .setName("product")
                .addInput(value("x", 2))
                .addOutput(value("y", 3))
                .addInitializer(
                    TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(2)
                        .addDims(3)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(
                            StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("nowhere")))
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .addInput("x")
                        .addInput("w")
                        .addOutput("y")))
        .build();
  }

  /** {@code y = x}. */
  static ModelProto identity() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .setGraph(
            GraphProto.newBuilder()
                .setName("identity")
                .addInput(value("x", 2))
                .addOutput(value("y", 2))
                .addNode(NodeProto.newBuilder().setOpType("Identity").addInput("x").addOutput("y")))
        .build();
  }

  private static ValueInfoProto value(String name, int columns) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"))
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimValue(columns)))))
        .build();
  }

  private static INDArray weights() {
    return Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
  }

  @Test
  void weightsAreTakenFromArrays() {
    OnnxEngine engine = OnnxEngine.defaults().withWeights(Map.of("w", weights()));
    try (OnnxSession session = engine.open(product().toByteArray())) {
      INDArray x = Nd4j.createFromArray(new float[][] {{1, 0}, {1, 1}, {0, 2}});
      assertArrayEquals(
          new float[] {1, 2, 3, 5, 7, 9, 8, 10, 12},
          session.run(x).get("y").dup('c').data().asFloat());
      INDArray turned = Nd4j.createFromArray(new float[][] {{1, 1}, {0, 1}}).transpose();
      assertArrayEquals(
          new float[] {1, 2, 3, 5, 7, 9}, session.run(turned).get("y").dup('c').data().asFloat());
      assertEquals(List.of("y"), session.outputs());
    }
  }

  /** A network's weights are parts of one long array, and so may its pictures be. */
  @Test
  void partsOfArraysAreTakenWhereTheyLie() {
    INDArray all = Nd4j.arange(18).castTo(DataType.FLOAT).reshape(3, 2, 3);
    INDArray part = all.get(NDArrayIndex.point(1));
    INDArray pictures = Nd4j.arange(8).castTo(DataType.FLOAT).reshape(4, 2);
    INDArray last = pictures.get(NDArrayIndex.interval(3, 4), NDArrayIndex.all());
    OnnxEngine engine = OnnxEngine.defaults().withWeights(Map.of("w", part));
    try (OnnxSession session = engine.open(product().toByteArray())) {
      assertArrayEquals(
          new float[] {6 * 6 + 7 * 9, 6 * 7 + 7 * 10, 6 * 8 + 7 * 11},
          session.run(last).get("y").data().asFloat());
    }
  }

  @Test
  void weightsThatAreNowhereAreNamed() {
    byte[] model = product().toByteArray();
    LabException e =
        assertThrows(LabException.class, () -> OnnxEngine.defaults().open(model).close());
    assertTrue(e.getMessage().contains("nowhere"), e.getMessage());
  }

  @Test
  void theDefaultIsTheProcessor() {
    assertEquals(OnnxEngine.Device.CPU, OnnxEngine.defaults().device());
    assertTrue(OnnxEngine.defaults().threads() > 0);
  }

  /** 1.29.0 ends the JVM there, without a word. */
  @Test
  void aLongCommandLineDoesNoHarm() throws Exception {
    List<String> java = new ArrayList<>();
    for (int i = 0; i < LONG_COMMAND_LINE / 40; i++) {
      java.add("-Dlab.some.property.that.is.long." + i + "=" + "x".repeat(10));
    }
    assertEquals("[10.0, 14.0, 18.0]", run(java));
  }

  @Test
  void aSystemWithoutTheLibraryIsToldSo() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("libonnxruntime.so"), "no library");
    Files.writeString(empty.resolve("onnxruntime.dll"), "no library");
    Files.writeString(empty.resolve("libonnxruntime.dylib"), "no library");
    String said = run(List.of("-Donnxruntime.native.path=" + empty));
    assertTrue(said.contains("Expected the library of ONNX Runtime for this system"), said);
    assertTrue(said.contains("use one of the course's own networks"), said);
    assertFalse(said.contains("Exception"), said);
  }

  private String run(List<String> options) throws Exception {
    Path arguments = folder.resolve("out.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Alone.class.getName());
    command.add(arguments.toString());
    File log = folder.resolve("log.txt").toFile();
    int end =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
    assertEquals(0, end, Files.readString(log.toPath(), StandardCharsets.ISO_8859_1));
    return Files.readString(arguments);
  }

  /** In a JVM of its own. */
  static final class Alone {
    private Alone() {}

    public static void main(String[] arguments) throws Exception {
      OnnxEngine engine = OnnxEngine.defaults().withWeights(Map.of("w", weights()));
      String said;
      try (OnnxSession session = engine.open(product().toByteArray())) {
        INDArray x = Nd4j.createFromArray(new float[][] {{2, 2}});
        said = java.util.Arrays.toString(session.run(x).get("y").data().asFloat());
      } catch (LabException e) {
        said = e.getMessage();
      }
      Files.writeString(Path.of(arguments[0]), said);
    }
  }
}
