package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.network.NetworkSummary;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import io.transferlab.network.inference.ForwardPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Whatever form a file's input and layers have, ours are the same. */
class OnnxLayersTest {
  private static final float CLOSE = 1e-5f;

  @TempDir private Path folder;

  private OnnxNetwork open(Drawn drawn) throws IOException {
    return open(drawn, Drawn.card());
  }

  private OnnxNetwork open(Drawn drawn, NetworkCard card) throws IOException {
    return OnnxNetwork.of(drawn.write(folder.resolve("net.onnx")), card);
  }

  private static INDArray pictures(int n) {
    return Nd4j.rand(org.nd4j.linalg.api.buffer.DataType.FLOAT, n, Drawn.SIDE, Drawn.SIDE, 3);
  }

  private static float[] values(OnnxNetwork network, String layer, INDArray input) {
    try (ForwardPass pass = network.forward(List.of(layer))) {
      return pass.run(input).get(layer).dup('c').data().asFloat();
    }
  }

  private static float[] pooled(
      OnnxNetwork network, String layer, Pooling pooling, INDArray input) {
    try (Trunk trunk = network.trunk(List.of(layer), pooling)) {
      Batch batch = OnnxNetworkTest.batch(network, input);
      return trunk.forward(batch).get(layer).dup('c').data().asFloat();
    }
  }

  @Test
  void whatTheSummaryTells() throws IOException {
    NetworkSummary summary = open(Drawn.usual()).summary();
    assertEquals("net", summary.name());
    List<String> rows = summary.rows().stream().map(OnnxLayersTest::words).toList();
    assertEquals(
        List.of(
            "x Input [8, 8, 3] 0 []",
            "maps Conv [6, 6, 4] 108 [x]",
            "relu Relu [6, 6, 4] 0 [maps]",
            "pooled GlobalAveragePool [1, 1, 4] 0 [relu]",
            "embedding Flatten [4] 0 [pooled]",
            "scores MatMul [5] 20 [embedding]"),
        rows);
    assertEquals(128, summary.parameters());
    assertEquals(0, summary.trainable());
  }

  private static String words(NetworkSummary.Row row) {
    return "%s %s %s %d %s"
        .formatted(row.layer(), row.kind(), row.outputShape(), row.parameters(), row.inputs());
  }

  @Test
  void poolingsAreThoseOfTheMaps() throws IOException {
    OnnxNetwork network = open(Drawn.usual());
    INDArray input = pictures(3);
    INDArray maps = Nd4j.create(values(network, "relu", input), new long[] {3, 6, 6, 4}, 'c');
    assertArrayEquals(
        maps.mean(1, 2).dup('c').data().asFloat(),
        pooled(network, "relu", Pooling.AVERAGE, input),
        CLOSE);
    assertArrayEquals(
        maps.max(1, 2).dup('c').data().asFloat(),
        pooled(network, "relu", Pooling.MAX, input),
        CLOSE);
    assertArrayEquals(maps.data().asFloat(), pooled(network, "relu", Pooling.NONE, input), CLOSE);
    assertEquals(List.of("relu"), network.descriptorLayers(), "its mean is the embedding");
  }

  /** Channels last in, and maps with them last inside. */
  private static Drawn channelsLast(long batch) {
    return new Drawn()
        .input("x", DataType.FLOAT, batch, Drawn.SIDE, Drawn.SIDE, 3)
        .weights("w", 3, 5)
        .node("MatMul", "mixed", List.of("x", "w"))
        .node("Sigmoid", "y", List.of("mixed"))
        .output("y");
  }

  @Test
  void channelsMayComeLast() throws IOException {
    OnnxNetwork network = open(channelsLast(-1));
    INDArray input = pictures(2);
    INDArray maps = Nd4j.create(values(network, "y", input), new long[] {2, 8, 8, 5}, 'c');
    assertArrayEquals(
        maps.mean(1, 2).dup('c').data().asFloat(),
        pooled(network, "y", Pooling.AVERAGE, input),
        CLOSE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aFixedBatchGivesTheSame(long batch) throws IOException {
    INDArray input = pictures(5);
    float[] free = values(open(channelsLast(-1)), "y", input);
    assertArrayEquals(free, values(open(channelsLast(batch)), "y", input), CLOSE);
  }

  /** Freed, this would give the mean over all pictures. */
  private static Drawn insistsOnOne(String shape) {
    return new Drawn()
        .input("x", DataType.FLOAT, 1, 3, Drawn.SIDE, Drawn.SIDE)
        .weights("w", 4, 3, 8, 8)
        .node("Conv", "maps", List.of("x", "w"))
        .numbers(
            "shape", java.util.Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray())
        .node("Reshape", "row", List.of("maps", "shape"))
        .node("ReduceSum", "sum", List.of("row"), Drawn.integer("keepdims", 1))
        .node("Sub", "y", List.of("row", "sum"))
        .output("y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 -1", "1 4", "-1 4"})
  void aBatchOfOneThatANodeInsistsOnIsRunOneByOne(String shape) throws IOException {
    INDArray input = pictures(3);
    OnnxNetwork network = open(insistsOnOne(shape));
    float[] all = values(network, "y", input);
    for (int i = 0; i < 3; i++) {
      float[] one = values(network, "y", input.get(NDArrayIndex.indices(i)).dup('c'));
      assertArrayEquals(one, java.util.Arrays.copyOfRange(all, 4 * i, 4 * i + 4), CLOSE);
    }
  }

  @Test
  void aFreeBatchThatIsNoneIsNamed() throws IOException {
    Drawn drawn = insistsOnOne("1 -1");
    drawn.graph.setInput(0, Drawn.value("x", DataType.FLOAT, -1, 3, Drawn.SIDE, Drawn.SIDE));
    OnnxNetwork network = open(drawn);
    LabException e = assertThrows(LabException.class, () -> values(network, "row", pictures(2)));
    assertTrue(e.getMessage().contains("one row a picture from row"), e.getMessage());
  }

  @Test
  void anInterruptEndsAPassPictureByPicture() throws IOException {
    OnnxNetwork network = open(insistsOnOne("1 -1"));
    try (ForwardPass pass = network.forward(List.of("y"))) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> pass.run(pictures(2)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aSizeThatTheGraphLeavesOpenIsTheCards() throws IOException {
    Drawn drawn = Drawn.usual();
    drawn.graph.setInput(0, Drawn.value("x", DataType.FLOAT, -1, 3, -1, -1));
    assertEquals(List.of(6L, 6L, 4L), open(drawn).summary().rows().get(1).outputShape());
    drawn.graph.setInput(0, Drawn.value("x", DataType.FLOAT, -1, -1, -1, -1));
    assertEquals(List.of(6L, 6L, 4L), open(drawn).summary().rows().get(1).outputShape());
    Drawn silent = channelsLast(-1);
    silent.graph.setInput(0, Drawn.value("x", DataType.FLOAT, -1, -1, -1, -1));
    LabException e = assertThrows(LabException.class, () -> open(silent));
    assertTrue(e.getMessage().contains("\"layout\": \"NCHW\""), e.getMessage());
    OnnxNetwork told = open(silent, Drawn.card().withLayout(NetworkCard.Layout.NHWC));
    assertEquals(List.of(8L, 8L, 5L), told.summary().rows().get(1).outputShape());
  }

  @ParameterizedTest
  @CsvSource({"FLOAT16,5e-3", "DOUBLE,1e-5"})
  void otherNumbersAreTurnedIntoOurs(DataType type, float close) throws IOException {
    INDArray input = pictures(2);
    float[] expected = values(open(channelsLast(-1)), "y", input);
    Drawn other =
        new Drawn()
            .input("x", type, -1, Drawn.SIDE, Drawn.SIDE, 3)
            .weights("w", 3, 5)
            .node("Cast", "v", List.of("w"), Drawn.integer("to", type.getNumber()))
            .node("MatMul", "mixed", List.of("x", "v"))
            .node("Sigmoid", "y", List.of("mixed"))
            .output("y");
    assertArrayEquals(expected, values(open(other), "y", input), close);
    assertEquals(15, open(other).summary().rows().get(1).parameters());
  }

  @Test
  void wholeNumbersAreTakenAsTheyAre() throws IOException {
    Drawn bytes =
        new Drawn()
            .input("x", DataType.UINT8, -1, Drawn.SIDE, Drawn.SIDE, 3)
            .node("Cast", "y", List.of("x"), Drawn.integer("to", DataType.FLOAT.getNumber()))
            .output("y");
    LabException e = assertThrows(LabException.class, () -> open(bytes));
    assertTrue(e.getMessage().contains("\"normalisation\": \"raw\""), e.getMessage());
    NetworkCard raw = NetworkCard.of(Drawn.card().framing(), Normalisation.presets().get("raw"));
    INDArray input = pictures(1).muli(255);
    float[] whole = values(open(bytes, raw), "y", input);
    float[] given = input.data().asFloat();
    for (int i = 0; i < given.length; i++) {
      assertEquals((float) Math.floor(given[i]), whole[i], 1f);
    }
  }

  @Test
  void tokensArePooledWithoutThoseInFront() throws IOException {
    Drawn tokens =
        new Drawn()
            .input("x", DataType.FLOAT, -1, Drawn.SIDE, Drawn.SIDE, 3)
            .numbers("shape", 0, 64, 3)
            .node("Reshape", "flat", List.of("x", "shape"))
            .weights("w", 3, 5)
            .node("MatMul", "tokens", List.of("flat", "w"))
            .output("tokens");
    INDArray input = pictures(2);
    for (long set : new long[] {9, 13, 18}) {
      OnnxNetwork network = open(tokens.withOperatorSet(set), Drawn.card().withPrefixTokens(2));
      INDArray all = Nd4j.create(values(network, "tokens", input), new long[] {2, 64, 5}, 'c');
      INDArray patches =
          all.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 64), NDArrayIndex.all());
      INDArray first = all.get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all());
      assertArrayEquals(
          patches.mean(1).dup('c').data().asFloat(),
          pooled(network, "tokens", Pooling.AVERAGE, input),
          CLOSE);
      assertArrayEquals(
          patches.max(1).dup('c').data().asFloat(),
          pooled(network, "tokens", Pooling.MAX, input),
          CLOSE);
      assertArrayEquals(
          first.dup('c').data().asFloat(), pooled(network, "tokens", Pooling.CLS, input), CLOSE);
      assertArrayEquals(
          Nd4j.concat(1, first, patches.mean(1)).dup('c').data().asFloat(),
          pooled(network, "tokens", Pooling.CLS_AND_AVERAGE, input),
          CLOSE);
      try (Trunk trunk = network.trunk(List.of("tokens"), Pooling.CLS_AND_AVERAGE)) {
        assertEquals(10, trunk.dimension());
      }
    }
  }

  @Test
  void nodesOfOneNameDoNoHarm() throws IOException {
    Drawn drawn = Drawn.usual();
    for (int i = 0; i < drawn.graph.getNodeCount(); i++) {
      drawn.graph.getNodeBuilder(i).setName("same");
    }
    assertEquals(10, values(open(drawn), "scores", pictures(2)).length);
  }

  @Test
  void anInnerGraphKeepsWhatItReads() throws IOException {
    GraphProto.Builder then = GraphProto.newBuilder().setName("then");
    then.addNode(NodeProto.newBuilder().setOpType("Neg").addInput("maps").addOutput("negative"));
    then.addOutput(Drawn.value("negative", DataType.FLOAT));
    GraphProto.Builder otherwise = GraphProto.newBuilder().setName("else");
    otherwise.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput("maps").addOutput("same"));
    otherwise.addOutput(Drawn.value("same", DataType.FLOAT));
    then.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
    otherwise.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
    Drawn drawn = Drawn.usual();
    drawn.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("yes")
            .setDataType(DataType.BOOL.getNumber())
            .addInt32Data(1));
    drawn.node(
        "If",
        "chosen",
        List.of("yes"),
        graph("then_branch", then),
        graph("else_branch", otherwise));
    OnnxNetwork network = open(drawn);
    INDArray input = pictures(1);
    float[] maps = values(network, "maps", input);
    // Of what comes out of an inner graph nothing tells the axes: it comes as the file has it.
    float[] chosen = values(network, "chosen", input);
    java.util.Arrays.sort(maps);
    java.util.Arrays.sort(chosen);
    assertEquals(-maps[0], chosen[chosen.length - 1], CLOSE);
  }

  private static AttributeProto graph(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  @Test
  void weightsBesideTheFileAreTheSame() throws IOException {
    INDArray input = pictures(2);
    float[] expected = values(open(Drawn.usual()), "scores", input);
    Drawn drawn = Drawn.usual();
    TensorProto.Builder weights = drawn.graph.getInitializerBuilder(0);
    byte[] raw = weights.getRawData().toByteArray();
    byte[] shifted = new byte[raw.length + 7];
    System.arraycopy(raw, 0, shifted, 7, raw.length);
    Files.createDirectories(folder.resolve("parts"));
    Path beside = Files.write(folder.resolve("parts/w.bin"), shifted);
    weights.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (String[] entry : new String[][] {{"location", "parts/w.bin"}, {"offset", "7"}}) {
      weights.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entry[0]).setValue(entry[1]));
    }
    OnnxNetwork network = open(drawn);
    assertArrayEquals(expected, values(network, "scores", input));
    String before = network.weightsHash();
    shifted[9]++;
    Files.write(beside, shifted);
    assertNotEquals(before, open(drawn).weightsHash());
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count(), "nothing is written beside a file");
    }
  }

  @Test
  void theHashIsOfWeightsAndPreparation() throws IOException {
    String unit = open(Drawn.usual()).weightsHash();
    assertEquals(unit, open(Drawn.usual()).weightsHash());
    NetworkCard half = NetworkCard.of(Drawn.card().framing(), Normalisation.presets().get("half"));
    assertNotEquals(unit, open(Drawn.usual(), half).weightsHash());
  }

  @Test
  void picturesPreparedForAnotherNetworkAreRefused() throws IOException {
    OnnxNetwork network = open(Drawn.usual());
    Batch other =
        new Batch(pictures(1), new int[1], new int[1], Normalisation.presets().get("half"));
    try (Trunk trunk = network.trunk(List.of("relu"), Pooling.AVERAGE)) {
      assertThrows(LabException.class, () -> trunk.forward(other));
    }
  }

  @Test
  void passesAreIndependentAndMemoryStays() throws IOException {
    OnnxNetwork network = open(Drawn.usual());
    INDArray input = pictures(32);
    try (Trunk one = network.trunk(List.of("relu"), Pooling.AVERAGE);
        Trunk other = network.trunk(List.of("relu"), Pooling.AVERAGE)) {
      Batch batch = OnnxNetworkTest.batch(network, input);
      float[] first = one.forward(batch).get("relu").dup('c').data().asFloat();
      assertArrayEquals(first, other.forward(batch).get("relu").dup('c').data().asFloat());
      for (int i = 0; i < 200; i++) {
        one.forward(batch);
      }
      long before = org.bytedeco.javacpp.Pointer.physicalBytes();
      for (int i = 0; i < 1000; i++) {
        one.forward(batch);
        other.forward(batch);
      }
      long grown = org.bytedeco.javacpp.Pointer.physicalBytes() - before;
      assertTrue(grown < 32 << 20, "grew by " + grown);
    }
    List<float[]> again = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      again.add(pooled(network, "relu", Pooling.MAX, input));
    }
    assertArrayEquals(again.get(0), again.get(49));
    assertFalse(again.isEmpty());
  }
}
