package io.transferlab.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.FastConvolution;
import io.transferlab.network.Head;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.network.onnx.GraphWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What ONNX Runtime makes of our files against what we compute. */
class OnnxExportTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "Bär, groß");
  private static final VggShape VGG = new VggShape(40, List.of(2, 3, 4, 5, 6), 7);
  private static final ResNetShape RESNET = new ResNetShape(40, 4, 1.001e-5, 0.99);

  @TempDir Path folder;

  private final ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 1);

  private Path file() {
    return folder.resolve("network.onnx");
  }

  private static Backbone vgg(Preprocessing preprocessing) {
    return Backbone.random("small VGG", VGG, preprocessing, CLASSES, 1);
  }

  /** Every weight away from where it began, running statistics among them. */
  private static Backbone resNet() {
    Backbone network = Backbone.random("small ResNet", RESNET, Preprocessing.CAFFE, CLASSES, 1);
    Nd4j.getRandom().setSeed(7);
    network
        .graph()
        .paramTable()
        .forEach(
            (name, weights) -> {
              if (name.endsWith("_var") || name.endsWith("_gamma")) {
                weights.assign(Nd4j.rand(weights.shape()).addi(0.5));
              } else if (name.endsWith("_mean") || name.endsWith("_b") || name.endsWith("_beta")) {
                weights.assign(Nd4j.rand(weights.shape()).subi(0.5).muli(0.2));
              }
            });
    return network;
  }

  private static INDArray raw(Backbone network, ImageSet pictures, int from, int n) {
    Pixels pixels = network.pixels(pictures);
    float[] values = new float[n * network.side() * network.side() * 3];
    int at = 0;
    for (int i = from; i < from + n; i++) {
      for (byte value : pixels.rgb(i)) {
        values[at++] = value & 0xff;
      }
    }
    return Nd4j.create(values, new long[] {n, network.side(), network.side(), 3}, 'c');
  }

  private static INDArray prepared(Backbone network, ImageSet pictures, int from, int n) {
    try (Batch batch =
        network.batches(network.pixels(pictures), pictures.size()).iterator().next()) {
      return batch
          .input()
          .get(org.nd4j.linalg.indexing.NDArrayIndex.interval(from, from + n))
          .dup('c');
    }
  }

  private static void assertClose(INDArray expected, INDArray found, double most) {
    assertArrayEquals(expected.shape(), found.shape());
    double worst = expected.sub(found).amaxNumber().doubleValue();
    assertTrue(worst <= most, () -> "differs by " + worst);
  }

  private void assertSameProbabilities(Backbone network) throws Exception {
    OnnxExport.of(network).write(file());
    try (OnnxRuntime runtime = new OnnxRuntime(file())) {
      for (int n : new int[] {1, 5}) {
        assertClose(
            network.graph().outputSingle(prepared(network, set, 0, n)),
            runtime.run("pixels", raw(network, set, 0, n), "probabilities"),
            1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pretrained.class)
  void everyNetworkOfTheCourseAnswersTheSame(Pretrained source) throws Exception {
    if (source.isShipped()) {
      assertSameProbabilities(source.load());
    } else {
      assertTrue(source.isFetched(), "too large to be measured here");
    }
  }

  static Stream<Backbone> heads() {
    return Stream.of(true, false)
        .flatMap(
            isVgg -> {
              Backbone source = isVgg ? vgg(Preprocessing.PLACES) : resNet();
              String behind = isVgg ? "block4_pool" : "conv4_block6_out";
              return Stream.of(
                  source,
                  Heads.replace(source, CLASSES, null, 3),
                  Heads.replaceBehind(
                      source, behind, Head.of(6, 5).withDropout(0.5), CLASSES, behind, 3),
                  Heads.replaceBehind(
                      source, behind, Head.of(6).withPooling(Pooling.MAX), CLASSES, null, 3),
                  Heads.replaceBehind(
                      source, behind, Head.of(6).withPooling(Pooling.NONE), CLASSES, behind, 3),
                  Heads.replaceBehind(
                      source, behind, Head.LINEAR.withPooling(Pooling.NONE), CLASSES, null, 3));
            });
  }

  @ParameterizedTest
  @MethodSource("heads")
  void everyHeadAnswersTheSame(Backbone network) throws Exception {
    assertSameProbabilities(network);
  }

  @Test
  void theInputIsAsAskedFor() throws Exception {
    Backbone network = vgg(Preprocessing.SKETCH);
    INDArray expected = network.graph().outputSingle(prepared(network, set, 1, 2));
    for (boolean channelsFirst : new boolean[] {false, true}) {
      for (boolean prepared : new boolean[] {false, true}) {
        OnnxExport.of(network)
            .withChannelsFirst(channelsFirst)
            .withPrepared(prepared)
            .write(file());
        INDArray x = prepared ? prepared(network, set, 1, 2) : raw(network, set, 1, 2);
        String input = prepared ? "prepared" : "pixels";
        try (OnnxRuntime runtime = new OnnxRuntime(file())) {
          assertArrayEquals(
              channelsFirst ? new long[] {-1, 3, 40, 40} : new long[] {-1, 40, 40, 3},
              runtime.inputShape(input));
          assertClose(
              expected,
              runtime.run(input, channelsFirst ? x.permute(0, 3, 1, 2) : x, "probabilities"),
              1e-5);
        }
      }
    }
  }

  @Test
  void logitsComeOutToo() throws Exception {
    Backbone network = vgg(Preprocessing.CAFFE);
    OnnxExport.of(network).write(file());
    try (OnnxRuntime runtime = new OnnxRuntime(file())) {
      INDArray pixels = raw(network, set, 0, 4);
      assertEquals(Set.of("logits", "probabilities"), runtime.outputs());
      assertClose(
          runtime.run("pixels", pixels, "probabilities"),
          Nd4j.nn.softmax(runtime.run("pixels", pixels, "logits"), 1),
          1e-6);
    }
  }

  @Test
  void classesAndProvenanceTravelAlong() throws Exception {
    Backbone network = vgg(Preprocessing.SKETCH);
    network =
        network.with(
            network.graph(), CLASSES, Provenance.none().with("data", "drawn").with("seed", 4));
    OnnxExport.of(network).write(file());
    try (OnnxRuntime runtime = new OnnxRuntime(file())) {
      assertEquals("[\"cat\",\"dog\",\"Bär, groß\"]", compact(runtime.metadata().get("classes")));
      assertEquals("small VGG", runtime.metadata().get("network"));
      assertEquals("drawn", runtime.metadata().get("provenance.data"));
      assertEquals("4", runtime.metadata().get("provenance.seed"));
    }
  }

  private static String compact(String json) {
    return json.replaceAll("\\s*\\n\\s*", "");
  }

  /** Not of the course's builders, but of its layers: an odd size, a stride, "same". */
  @Test
  void paddingIsAsOursWhereTheZerosAreUneven() throws Exception {
    for (int side : new int[] {40, 41}) {
      for (int kernel : new int[] {1, 2, 3, 5}) {
        ComputationGraphConfiguration graph =
            Architecture.begin(side, 1)
                .addLayer("pool", Architecture.maximum(2, 1), Architecture.INPUT)
                .addLayer(
                    "conv",
                    FastConvolution.of("conv", kernel, 2, ConvolutionMode.Same, 4, Activation.RELU),
                    "pool")
                .addLayer("mean", Architecture.global(Pooling.AVERAGE), "conv")
                .addLayer("predictions", Architecture.output(4, 3), "mean")
                .setOutputs("predictions")
                .build();
        ComputationGraph made = new ComputationGraph(graph);
        made.init();
        made.getLayer("predictions").getParam("W").muli(100);
        assertSameProbabilities(
            Backbone.random("own", VGG.withSide(side), Preprocessing.SKETCH, CLASSES, 1)
                .with(made, CLASSES, Provenance.none()));
      }
    }
  }

  @Test
  void whatHasNoTranslationIsNamed() {
    Backbone network = vgg(Preprocessing.SKETCH);
    ComputationGraphConfiguration changed = network.graph().getConfiguration().clone();
    LayerVertex fc1 = (LayerVertex) changed.getVertices().get("fc1");
    ((BaseLayer) fc1.getLayerConf().getLayer()).setActivationFn(new ActivationTanH());
    ComputationGraph graph = new ComputationGraph(changed);
    graph.init(network.graph().params().dup(), false);
    Backbone odd = network.with(graph, network.classes(), network.provenance());
    LabException e = assertThrows(LabException.class, () -> OnnxExport.of(odd).write(file()));
    assertTrue(e.getMessage().contains("found fc1, "), e.getMessage());
    assertFalse(Files.exists(file()));
  }

  @Test
  void aNetworkThatEndsWithoutSoftmaxIsRefused() {
    Backbone network = vgg(Preprocessing.SKETCH);
    ComputationGraphConfiguration changed = network.graph().getConfiguration().clone();
    LayerVertex last = (LayerVertex) changed.getVertices().get("predictions");
    ((BaseLayer) last.getLayerConf().getLayer()).setActivationFn(new ActivationIdentity());
    ComputationGraph graph = new ComputationGraph(changed);
    graph.init(network.graph().params().dup(), false);
    Backbone odd = network.with(graph, network.classes(), network.provenance());
    LabException e = assertThrows(LabException.class, () -> OnnxExport.of(odd).write(file()));
    assertTrue(e.getMessage().contains("found predictions at its end"), e.getMessage());
  }

  @Test
  void aLayerNamedAsAnOutputIsRefused() {
    ComputationGraphConfiguration graph =
        Architecture.begin(40, 1)
            .addLayer("logits", Architecture.global(Pooling.AVERAGE), Architecture.INPUT)
            .addLayer("predictions", Architecture.output(3, 3), "logits")
            .setOutputs("predictions")
            .build();
    ComputationGraph made = new ComputationGraph(graph);
    made.init();
    Backbone network = vgg(Preprocessing.SKETCH).with(made, CLASSES, Provenance.none());
    LabException e = assertThrows(LabException.class, () -> OnnxExport.of(network).write(file()));
    assertTrue(e.getMessage().contains("a layer called logits"), e.getMessage());
  }

  @Test
  void weightsThatAreNoNumbersAreNotExported() {
    Backbone network = vgg(Preprocessing.SKETCH);
    network.graph().getLayer("fc2").getParam("W").putScalar(3, Float.NaN);
    LabException e = assertThrows(LabException.class, () -> OnnxExport.of(network).write(file()));
    assertTrue(e.getMessage().contains("NaN or infinity in W of fc2"), e.getMessage());
  }

  @Test
  void aNetworkWithoutClassesIsRefused() {
    Backbone trunk = Heads.withoutTop(vgg(Preprocessing.SKETCH), Pooling.AVERAGE, 40);
    LabException e = assertThrows(LabException.class, () -> OnnxExport.of(trunk));
    assertTrue(e.getMessage().contains("without its top"), e.getMessage());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaid() throws Exception {
    OnnxExport export = OnnxExport.of(vgg(Preprocessing.SKETCH));
    LabException e = assertThrows(LabException.class, () -> export.write(folder));
    assertTrue(e.getMessage().contains("which is a folder"), e.getMessage());
    Path inAFile = Files.writeString(folder.resolve("text"), "x").resolve("network.onnx");
    e = assertThrows(LabException.class, () -> export.write(inAFile));
    assertTrue(e.getMessage().startsWith("Could not write " + inAFile), e.getMessage());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("text"), left.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void whatNoReaderAcceptsIsRefused() {
    GraphWriter graph = new GraphWriter("large", "");
    graph.weights("kernel", Nd4j.create(10, 100));
    LabException e =
        assertThrows(
            LabException.class,
            () -> graph.requireFits(onnx.Onnx.ModelProto.getDefaultInstance(), 4000));
    assertTrue(e.getMessage().contains("at most 4.0 kB"), e.getMessage());
    graph.requireFits(onnx.Onnx.ModelProto.getDefaultInstance(), 4100);
  }
}
