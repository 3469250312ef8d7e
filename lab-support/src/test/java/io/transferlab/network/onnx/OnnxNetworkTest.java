package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.transferlab.data.Batch;
import io.transferlab.data.Framing;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.Golden;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import io.transferlab.network.inference.ForwardPass;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files of today's architectures give what PyTorch 1.13.1 gives: onnx_models.py tells of them. */
class OnnxNetworkTest {
  static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(OnnxNetworkTest.class.getResource("vit.onnx")).toURI())
        .getParent();
  }

  static NetworkCard card(int side, String normalisation) {
    return NetworkCard.of(Framing.stretched(side), Normalisation.presets().get(normalisation));
  }

  static OnnxNetwork network(String name, int side, String normalisation) throws Exception {
    return OnnxNetwork.of(folder().resolve(name + ".onnx"), card(side, normalisation));
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet,48,imagenet",
    "mobilenet3,48,imagenet",
    "efficientnet,48,imagenet",
    "convnext,64,imagenet",
    "vit,32,half",
    "tokens,32,imagenet",
    "resnet,64,imagenet",
    "lite,48,tf-lite"
  })
  void layersAreTorchs(String name, int side, String normalisation) throws Exception {
    Golden golden = Golden.read(folder(), name + ".golden");
    OnnxNetwork network = network(name, side, normalisation);
    List<String> layers =
        golden.layers().stream().filter(layer -> !layer.equals("embedding")).toList();
    try (ForwardPass pass = network.forward(layers)) {
      golden.compare(pass.run(golden.input()), layers.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet,48,imagenet,onnx::GlobalAveragePool_317,AVERAGE",
    "mobilenet3,48,imagenet,onnx::GlobalAveragePool_175,AVERAGE",
    "efficientnet,48,imagenet,onnx::GlobalAveragePool_249,AVERAGE",
    "convnext,64,imagenet,onnx::GlobalAveragePool_152,AVERAGE",
    "vit,32,half,onnx::Gather_506,CLS",
    "tokens,32,imagenet,last_hidden_state,CLS",
    "resnet,64,imagenet,input.168,AVERAGE",
    "lite,48,tf-lite,input.191,AVERAGE"
  })
  void embeddingsArePooledInTheGraph(
      String name, int side, String normalisation, String layer, Pooling pooling) throws Exception {
    Golden golden = Golden.read(folder(), name + ".golden");
    OnnxNetwork network = network(name, side, normalisation);
    try (Trunk trunk = network.trunk(List.of(layer), pooling);
        Batch batch = batch(network, golden.input())) {
      INDArray rows = trunk.forward(batch).get(layer);
      golden.compare(Map.of("embedding", rows), 1);
      assertEquals(trunk.dimension(), rows.size(1));
    }
  }

  /** Activations without the gates of squeeze and excitation, or blocks; then the embedding. */
  @ParameterizedTest
  @CsvSource({
    "mobilenet,48,21,onnx::Conv_193,onnx::GlobalAveragePool_317",
    "mobilenet3,48,12,onnx::Conv_115,/classifier/classifier.1/HardSwish_output_0",
    "efficientnet,48,13,onnx::Conv_144,onnx::GlobalAveragePool_249",
    "convnext,64,5,/features/features.1/features.1.0/block/block.4/Mul_1_output_0,"
        + "/classifier/classifier.1/Flatten_output_0",
    "vit,32,4,input.19,/Gather_4_output_0",
    "tokens,32,4,input.19,last_hidden_state",
    "resnet,64,19,onnx::MaxPool_143,input.168",
    "lite,48,13,input.11,input.191"
  })
  void layersThatDescribeAPictureAreFound(
      String name, int side, int count, String first, String last) throws Exception {
    List<String> found = network(name, side, "imagenet").descriptorLayers();
    assertEquals(count, found.size(), found.toString());
    assertEquals(first, found.get(0));
    assertEquals(last, found.get(count - 1));
  }

  /** A bias that is left out by an empty name took the JVM down. */
  @Test
  void aBiasLeftOutIsNone(@TempDir Path folder) throws Exception {
    ModelProto.Builder model =
        ModelProto.parseFrom(Files.readAllBytes(folder().resolve("convnext.onnx"))).toBuilder();
    for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
      if (node.getOpType().equals("LayerNormalization")) {
        node.setInput(2, "");
      }
    }
    Path file = Files.write(folder.resolve("net.onnx"), model.build().toByteArray());
    OnnxNetwork network = OnnxNetwork.of(file, card(64, "imagenet"));
    try (ForwardPass pass = network.forward(List.of("output"))) {
      INDArray input = Golden.read(folder(), "convnext.golden").input();
      assertEquals(20, pass.run(input).get("output").length());
    }
  }

  /** From the pictures' files to the mean over the last maps. */
  @Test
  void featuresAreTorchs() throws Exception {
    List<Picture> pictures = new ArrayList<>();
    for (String file : List.of("pictures48/a/0.png", "pictures48/b/1.png")) {
      Path path = folder().resolve(file);
      pictures.add(new Picture(file, 0, s -> ImageIO.read(path.toFile())));
    }
    ImageSet set = ImageSet.of("two", List.of("a", "b"), pictures);
    Features features =
        FeatureExtractor.of(network("mobilenet", 48, "imagenet"))
            .withCache(FeatureCache.NONE)
            .extract(set);
    Golden golden = Golden.read(folder(), "mobilenet.golden");
    golden.compare(Map.of("embedding", features.matrix()), 1);
  }

  static Batch batch(OnnxNetwork network, INDArray input) {
    int n = (int) input.size(0);
    return new Batch(input, new int[n], new int[n], network.preprocessing());
  }
}
