package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Framing;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Pooling;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.ByteString;

/** What a file or a card can have wrong is said: expected, found, next. */
class BadOnnxTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("net.onnx");
  }

  private OnnxNetwork open() {
    return OnnxNetwork.of(file(), Drawn.card());
  }

  private static void refused(Executable what, String... parts) {
    String message = assertThrows(LabException.class, what).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertTrue(message.contains(" Next: "), message);
  }

  private void refusedBytes(byte[] bytes, String found) throws IOException {
    Files.write(file(), bytes);
    refused(this::open, "a network in a file of ONNX in", "net.onnx", found);
  }

  @Test
  void whatIsNotOnnxIsNamed() throws IOException {
    byte[] picture =
        Files.readAllBytes(Path.of(BadOnnxTest.class.getResource("pictures48/a/0.png").getPath()));
    refusedBytes(picture, "a picture");
    refusedBytes(new byte[0], "an empty file");
    refusedBytes("<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8), "a page of HTML");
    refusedBytes(
        "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.UTF_8), "Git LFS");
    refusedBytes("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8), "an archive");
    refusedBytes("some words".getBytes(StandardCharsets.UTF_8), "found");
    refused(() -> OnnxNetwork.of(folder, Drawn.card()), "which is a folder");
    refused(
        () -> OnnxNetwork.of(folder.resolve("no.onnx"), Drawn.card()), "there is no", "no.onnx");
  }

  @Test
  void aFileThatEndsEarlyIsNamed() throws IOException {
    byte[] whole = Drawn.usual().model().toByteArray();
    refusedBytes(Arrays.copyOf(whole, whole.length - 40), "ends too early");
  }

  @Test
  void aNetworkOfTextsIsNoneForPictures() throws IOException {
    Drawn texts = new Drawn().input("input_ids", DataType.INT64, -1, -1);
    texts.node("Identity", "y", List.of("input_ids")).output("y", -1, -1).write(file());
    refused(this::open, "input_ids of int64 [any0, any1]", "this one reads texts");
    Drawn.usual().input("input_ids", DataType.INT64, -1, 77).write(file());
    refused(this::open, "2 inputs: x (float32), input_ids (int64)", "pictures alone");
  }

  @Test
  void otherFormsOfPicturesAreNamed() throws IOException {
    new Drawn()
        .input("x", DataType.FLOAT, -1, 1, 28, 28)
        .node("Relu", "y", List.of("x"))
        .output("y")
        .write(file());
    refused(this::open, "three colours", "[any0, 1, 28, 28]");
    new Drawn()
        .input("x", DataType.FLOAT, -1, 3, 224, 192)
        .node("Relu", "y", List.of("x"))
        .output("y")
        .write(file());
    refused(this::open, "square pictures", "[any0, 3, 224, 192]");
    new Drawn()
        .input("x", DataType.FLOAT, -1, 2048)
        .node("Relu", "y", List.of("x"))
        .output("y")
        .write(file());
    refused(this::open, "x of float32 [any0, 2048]");
  }

  @Test
  void anOperatorSetTooNewIsNamed() throws IOException {
    Drawn.usual().withOperatorSet(99).write(file());
    OnnxNetwork network = open();
    refused(
        network::summary,
        "an operator set that ONNX Runtime",
        "found Opset 99",
        "older one, such as 17");
  }

  @Test
  void anUnknownOperatorIsNamed() throws IOException {
    Drawn.usual().node("Teleport", "there", List.of("relu")).write(file());
    OnnxNetwork network = open();
    refused(
        () -> network.forward(List.of("there")), "operators that ONNX Runtime knows", "Teleport");
    network.forward(List.of("relu")).close(); // what has no part in it does no harm
  }

  @Test
  void aGraphThatIsUnsoundIsNamed() throws IOException {
    Drawn.usual().node("Relu", "relu", List.of("maps")).write(file());
    refused(this::open, "two values called relu");
    Drawn.usual().weights("w", 1).write(file());
    refused(this::open, "two initialisers called w");
    new Drawn()
        .input("x", DataType.FLOAT, -1, 3, 8, 8)
        .weights("w", 2)
        .node("Relu", "y", List.of("w"))
        .output("y")
        .write(file());
    refused(this::open, "no node that reads the input x");
    new Drawn()
        .input("x", DataType.FLOAT, -1, 3, 8, 8)
        .node("Add", "y", List.of("x", "z"))
        .node("Relu", "z", List.of("y"))
        .output("z")
        .write(file());
    refused(this::open, "a node that reads z, which none before it makes");
    ModelProto.Builder shorter = Drawn.usual().model().toBuilder();
    shorter.getGraphBuilder().getInitializerBuilder(0).addDims(7);
    Files.write(file(), shorter.build().toByteArray());
    refused(this::open, "weights called w of [4, 3, 3, 3, 7] in 432 bytes");
  }

  @Test
  void aCardThatContradictsTheGraphIsNamed() throws Exception {
    Drawn.usual().write(file());
    NetworkCard card = Drawn.card();
    Normalisation unit = card.normalisation();
    refused(
        () -> OnnxNetwork.of(file(), NetworkCard.of(Framing.stretched(16), unit)),
        "pictures of 8 pixels a side",
        "16 in its card");
    refused(
        () -> OnnxNetwork.of(file(), card.withLayout(NetworkCard.Layout.NHWC)),
        "NCHW",
        "layout NHWC in its card");
    refused(
        () -> OnnxNetwork.of(file(), card.withLayers(List.of("rely"))),
        "one of the 5 layers of net",
        "did you mean \"relu\"?");
    refused(() -> OnnxNetwork.of(file(), card.withEmbedding("embeding")), "\"embedding\"");
    refused(
        () -> OnnxNetwork.of(file(), card.withClasses(List.of("a", "b"))),
        "as many classes as",
        "2 in its card");
    refused(
        () -> OnnxNetwork.of(file(), card.withSha256("0".repeat(64))).weightsHash(), "SHA-256 000");
    OnnxNetwork tokens =
        OnnxNetwork.of(
            OnnxNetworkTest.folder().resolve("vit.onnx"),
            OnnxNetworkTest.card(32, "half").withPrefixTokens(17));
    refused(
        () -> tokens.trunk(List.of("input.19"), Pooling.AVERAGE), "fewer tokens", "17 in its card");
  }

  @Test
  void poolingsThatALayerCannotHaveAreNamed() throws IOException {
    Drawn.usual()
        .node("Shape", "shape", List.of("relu"))
        .node("ArgMax", "largest", List.of("relu"), Drawn.integer("axis", 1))
        .write(file());
    OnnxNetwork network = open();
    refused(
        () -> network.trunk(List.of("relu"), Pooling.CLS), "a sequence of tokens", "[1, 4, 6, 6]");
    refused(() -> network.trunk(List.of("largest"), Pooling.MAX), "numbers with a fraction");
    assertEquals(6, network.layerNames().size(), "shapes are no layers");
  }

  @Test
  void layersLargerThanTheMachineAreNamed() throws IOException {
    Drawn.usual()
        .numbers("times", 1, 1, 1 << 14, 1 << 14)
        .node("Tile", "huge", List.of("relu", "times"))
        .node("GlobalAveragePool", "mean", List.of("huge"))
        .write(file());
    OnnxNetwork network = open();
    refused(
        () -> network.trunk(List.of("mean"), Pooling.AVERAGE), "huge with [1, 4, 98304, 98304]");
  }

  @Test
  void activationsThatAreNoNumbersAreNamed() throws IOException {
    Drawn drawn = Drawn.usual();
    byte[] weights = new byte[4 * 4 * 27];
    Arrays.fill(weights, (byte) -1);
    drawn.graph.getInitializerBuilder(0).setRawData(ByteString.copyFrom(weights));
    drawn.write(file());
    Picture grey = new Picture("grey", 0, s -> new BufferedImage(s, s, BufferedImage.TYPE_INT_RGB));
    ImageSet set = ImageSet.of("one", List.of("a"), List.of(grey));
    FeatureExtractor extractor = FeatureExtractor.of(open()).withCache(FeatureCache.NONE);
    refused(() -> extractor.extract(set), "finite");
  }

  @Test
  void anOpenNetworkWhoseFileChangesIsNamed() throws IOException {
    Drawn.usual().write(file());
    OnnxNetwork network = open();
    Files.write(file(), new byte[100]);
    refused(network::summary, "one that was changed since");
    refused(network::weightsHash, "one that was changed since");
  }

  @Test
  void externalDataMustBeThereAndWhole() throws IOException {
    external("net.data", 0, 4 * 4 * 27);
    refused(this::open, "beside it, in net.data", "no such file");
    Files.write(folder.resolve("net.data"), new byte[100]);
    refused(this::open, "at least 432 bytes in net.data", "100 bytes");
    external("../net.data", 0, 432);
    refused(this::open, "a place elsewhere: ../net.data");
    external("/etc/passwd", 0, 432);
    refused(this::open, "a place elsewhere: /etc/passwd");
    external("net.data", -5, 432);
    refused(this::open, "at the place \"-5\"");
  }

  private Drawn external(String location, long offset, long length) throws IOException {
    Drawn usual = Drawn.usual();
    TensorProto.Builder weights = usual.graph.getInitializerBuilder(0);
    weights.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    String[] place = {
      "location", location, "offset", String.valueOf(offset), "length", String.valueOf(length)
    };
    for (int i = 0; i < place.length; i += 2) {
      weights.addExternalData(
          StringStringEntryProto.newBuilder().setKey(place[i]).setValue(place[i + 1]));
    }
    usual.write(file());
    return usual;
  }

  @Test
  void weightsOfThreeGigabytesBesideAFileStayThere() throws IOException {
    external("net.data", 3L << 30, 432);
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("net.data").toFile(), "rw")) {
      sparse.setLength((3L << 30) + 432);
    }
    OnnxNetwork network = open();
    assertEquals(List.of(6L, 6L, 4L), network.summary().rows().get(1).outputShape());
  }

  @Test
  void aFileLargerThanProtobufReadsIsNamed() throws IOException {
    Drawn.usual().write(file());
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    refused(this::open, "an ONNX file of at most", "3.2 GB", "save_as_external_data");
  }
}
