package io.transferlab.export;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.data.Framing;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.inference.PlanStep;
import io.transferlab.network.onnx.GraphWriter;
import io.transferlab.network.onnx.LayerWriter;
import io.transferlab.network.onnx.Normalisation;
import io.transferlab.network.onnx.OnnxNetwork;
import io.transferlab.predict.PictureClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;

/**
 * Writes a classifier of pictures as an ONNX file, whole: preprocessing, network, head, calibrated
 * softmax, class names. What such a file contains is told in {@link io.transferlab.export}.
 *
 * <pre>{@code
 * OnnxExport.of(network).write(Path.of("animals.onnx"));
 * }</pre>
 */
public final class OnnxExport {
  /** What comes out of such a file, in words. */
  public static final String OUTPUTS = "probabilities and logits, float32 [batch, classes]";

  private static final String PRODUCER = "Transfer Learning Lab";
  private static final String LOGITS = "logits";
  private static final String PROBABILITIES = "probabilities";

  private final Exported what;
  private final FrozenNetwork network;
  private boolean channelsFirst;
  private boolean prepared;

  private OnnxExport(Exported what) {
    this.what = what;
    this.network = what.network();
  }

  /**
   * A classifier: a network, or frozen features and a support vector machine; with its calibration.
   *
   * @param classifier weights are written as they are when {@link #write} is called
   * @return the export, with {@code pixels [batch, side, side, 3]} as its input
   */
  public static OnnxExport of(PictureClassifier classifier) {
    return new OnnxExport(Exported.of(classifier));
  }

  /**
   * A network with its classifier.
   *
   * @param network with a top; its weights are written as they are when {@link #write} is called
   * @return the export, with {@code pixels [batch, side, side, 3]} as its input
   * @throws LabException without a top
   */
  public static OnnxExport of(Backbone network) {
    return new OnnxExport(Exported.of(network));
  }

  private OnnxExport copy() {
    OnnxExport copy = new OnnxExport(what);
    copy.channelsFirst = channelsFirst;
    copy.prepared = prepared;
    return copy;
  }

  /**
   * A copy whose input has the channels before height and width, as PyTorch's networks have.
   *
   * @param value true: {@code [batch, 3, side, side]}; false: {@code [batch, side, side, 3]}
   * @return the changed copy
   */
  public OnnxExport withChannelsFirst(boolean value) {
    OnnxExport copy = copy();
    copy.channelsFirst = value;
    return copy;
  }

  /**
   * A copy whose input is prepared outside: for who has pictures prepared already.
   *
   * @param value true: {@code prepared}, what the network's {@link Preprocessing} makes; false:
   *     {@code pixels}, RGB of 0 to 255, and the preparation is inside
   * @return the changed copy
   */
  public OnnxExport withPrepared(boolean value) {
    OnnxExport copy = copy();
    copy.prepared = value;
    return copy;
  }

  /**
   * Writes the file.
   *
   * @param file where to, by custom {@code .onnx}; replaced in one step
   * @throws LabException if it cannot be written, a layer has no translation, or it would have more
   *     than 2 GB, which no reader of such a file accepts
   */
  public void write(Path file) {
    if (Files.isDirectory(file)) {
      throw LabException.of("a file to write", file + ", which is a folder", "name a file in it");
    }
    if (network instanceof OnnxNetwork onnx) {
      GraphWriter graph = new GraphWriter(graphName(), about());
      new OnnxBehind(what, onnx)
          .write(graph, inputName(), inputWords(), channelsFirst, prepared, LOGITS);
      finish(graph);
      write(graph, onnx.model().setProducerName(PRODUCER), file);
    } else {
      writeLayers(file);
    }
  }

  private void write(GraphWriter graph, ModelProto.Builder model, Path file) {
    ModelProto about = complete(model);
    graph.requireFits(about, GraphWriter.LARGEST);
    AtomicFiles.write(file, out -> graph.write(about, out));
  }

  private String graphName() {
    return what.name().replaceAll("\\W", "_");
  }

  /** Of a network of DL4J. */
  private void writeLayers(Path file) {
    Backbone network = what.backbone();
    PictureClassifier.Frozen frozen = what.frozen();
    List<String> layers =
        frozen == null
            ? network.graph().getConfiguration().getNetworkOutputs()
            : frozen.extractor().layers();
    List<PlanStep> steps = PlanStep.of(network.graph(), Architecture.input(network.side()), layers);
    try {
      GraphWriter graph = new GraphWriter(graphName(), about());
      LayerWriter translated = new LayerWriter(graph, frozen == null ? LOGITS : null);
      translated.put(Architecture.INPUT, input(graph));
      translated.add(steps);
      if (frozen != null) {
        OnnxFeatures features = new OnnxFeatures(graph, translated, frozen.extractor());
        features.add(frozen.transform());
        features.machine(frozen.svm(), LOGITS);
      } else if (!translated.get(layers.get(0)).name().equals(LOGITS)) {
        throw LabException.of(
            "a network that ends in a softmax over its classes",
            layers.get(0) + " at its end, which is none",
            "put a head on it: Heads.replace");
      }
      finish(graph);
      write(graph, GraphWriter.model(), file);
    } finally {
      PlanStep.close(steps);
    }
  }

  /** The input, and the way to prepared pictures with the channels first. */
  private LayerWriter.Value input(GraphWriter graph) {
    long side = network.side();
    String name = inputName();
    long[] shape = channelsFirst ? new long[] {3, side, side} : new long[] {side, side, 3};
    graph.input(name, inputWords(), shape);
    if (!channelsFirst) {
      name =
          graph.node(
              "Transpose",
              "input/channels_first",
              List.of(name),
              GraphWriter.ints("perm", 0, 3, 1, 2));
    }
    if (!prepared) {
      Preprocessing by = what.backbone().preprocessing();
      if (by.swapsToBgr()) {
        String order = graph.constant("input/blue_green_red", 2, 1, 0);
        name =
            graph.node("Gather", "input/bgr", List.of(name, order), GraphWriter.integer("axis", 1));
      }
      String mean = graph.constant("input/mean", what.means(), 1, 3, 1, 1);
      name = graph.node("Sub", "input/centred", List.of(name, mean));
      if (by.divisor() != 1) {
        String divisor = graph.constant("input/divisor", new float[] {by.divisor()});
        name = graph.node("Div", "input/scaled", List.of(name, divisor));
      }
    }
    return new LayerWriter.Value(name, new long[] {side, side, 3});
  }

  /** From logits to probabilities. */
  private void finish(GraphWriter graph) {
    String scores = LOGITS;
    if (what.temperature() != 1) {
      String by = graph.constant("output/temperature", new float[] {(float) what.temperature()});
      scores = graph.node("Div", "output/calibrated", List.of(LOGITS, by));
    }
    graph.node("Softmax", PROBABILITIES, List.of(scores), GraphWriter.integer("axis", 1));
    long classes = what.classes().size();
    graph.output(PROBABILITIES, "of each class, in the order of the metadata \"classes\"", classes);
    graph.output(LOGITS, "the scores before temperature and softmax", classes);
  }

  private ModelProto complete(ModelProto.Builder model) {
    model.setDocString(about());
    what.metadata()
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private String about() {
    return "%s: a classifier of pictures of %d x %d pixels into %d classes. Input %s."
        .formatted(what.name(), network.side(), network.side(), what.classes().size(), input());
  }

  /**
   * What goes into the file, in words.
   *
   * @return name, type, sizes, range
   */
  public String input() {
    return inputName() + ", " + inputWords();
  }

  private boolean isStretched() {
    return network.framing().fit() == Framing.Fit.STRETCHED;
  }

  private String inputName() {
    return prepared ? "prepared" : "pixels";
  }

  private String inputWords() {
    int side = network.side();
    return String.format(
        Locale.ROOT,
        "float32 %s, %s; pictures are %s",
        channelsFirst
            ? "[batch, 3, " + side + ", " + side + "]"
            : "[batch, " + side + ", " + side + ", 3]",
        prepared ? "prepared as " + what.preprocessing() : "RGB from 0 to 255",
        isStretched() ? "stretched to that size" : "resized: " + network.framing());
  }

  /**
   * How the file is used from Python.
   *
   * @param file where it is
   * @return four lines that need NumPy, Pillow and ONNX Runtime
   */
  public String python(Path file) {
    String turned = channelsFirst ? ".transpose(0, 3, 1, 2)" : "";
    String ready = prepared ? "; x = " + preparing() : "";
    return """
    import json, numpy as np, onnxruntime; from PIL import %s
    net = onnxruntime.InferenceSession(%s); classes = json.loads(net.get_modelmeta().custom_metadata_map["classes"])
    x = np.float32(%s)[None]%s
    p = net.run(["probabilities"], {"%s": x%s})[0][0]; print(classes[p.argmax()], p.max())\
    """
        .formatted(
            isStretched() ? "Image" : "Image, ImageOps",
            Json.text(file.toString()),
            reading(),
            ready,
            inputName(),
            turned);
  }

  /** A square of a picture, by Pillow. */
  private String reading() {
    Framing framing = network.framing();
    String open = "Image.open(\"picture.jpg\").convert(\"RGB\")";
    int to = framing.to();
    String filter = "Image." + framing.filter().name();
    int border = (to - framing.side()) / 2;
    return switch (framing.fit()) {
      case STRETCHED -> "%s.resize((%d, %d), %s)".formatted(open, to, to, filter);
      case SQUEEZED ->
          "ImageOps.crop(%s.resize((%d, %d), %s), %d)".formatted(open, to, to, filter, border);
      // The square in the middle of a picture, then the middle of that.
      case SHORT_SIDE ->
          "ImageOps.crop(ImageOps.fit(%s, (%d, %d), %s), %d)"
              .formatted(open, to, to, filter, border);
    };
  }

  /** What happens to the pixels x, by NumPy. */
  private String preparing() {
    if (network.preprocessing() instanceof Normalisation by) {
      return String.format(
          Locale.ROOT,
          "np.float32((x / %s - %s) / %s)%s",
          by.divisor(),
          by.mean(),
          by.std(),
          by.channels() == Normalisation.Channels.BGR ? "[..., ::-1]" : "");
    }
    Preprocessing by = what.backbone().preprocessing();
    return String.format(
        Locale.ROOT,
        "np.float32((x - [%s, %s, %s]) / %s)%s",
        by.red(),
        by.green(),
        by.blue(),
        by.divisor(),
        by.swapsToBgr() ? "[..., ::-1]" : "");
  }
}
