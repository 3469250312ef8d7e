package io.transferlab.network.onnx;

import io.transferlab.core.FloatBytes;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * A graph of ONNX that is being written: to a file, or for a session in this process. Nodes and
 * small constants are kept as protobuf objects; weights stay where they are, until {@link #write}
 * passes them on, or the session reads them there.
 */
public final class GraphWriter {
  /** What a reader of protobuf accepts in one piece. */
  public static final long LARGEST = Integer.MAX_VALUE;

  private static final String BATCH = "batch";
  private static final int OPERATOR_SET = 13;
  private static final int FORMAT = 7;

  /** Values: 4 MB. Fewer are packed sooner than they are read in another order at each run. */
  private static final long WORTH_A_PLACE = 1L << 20;

  private static final int BUFFER = 1 << 16;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final List<Weights> weights = new ArrayList<>();
  private final List<Placed> placed = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int batch;
  private boolean readsInPlace = true;

  /** Values that are passed on when the file is written. */
  private sealed interface Passed {
    /** Of the tensor. */
    long size();

    void write(CodedOutputStream out) throws IOException;
  }

  /**
   * Values that lie in a file.
   *
   * @param path the file
   * @param place where in it
   * @param header the tensor without them
   */
  private record Placed(Path path, OnnxFile.Place place, byte[] header) implements Passed {
    @Override
    public long size() {
      return header.length + field(TensorProto.RAW_DATA_FIELD_NUMBER, place.length());
    }

    @Override
    public void write(CodedOutputStream out) throws IOException {
      begin(out, GraphProto.INITIALIZER_FIELD_NUMBER, size());
      out.writeRawBytes(header);
      begin(out, TensorProto.RAW_DATA_FIELD_NUMBER, place.length());
      try (InputStream in = Files.newInputStream(path)) {
        in.skipNBytes(place.offset());
        byte[] block = new byte[BUFFER];
        for (long left = place.length(); left > 0; ) {
          int n = in.readNBytes(block, 0, (int) Math.min(block.length, left));
          if (n == 0) {
            throw new EOFException(path + " ends too early");
          }
          out.writeRawBytes(block, 0, n);
          left -= n;
        }
      }
    }
  }

  /** An array. */
  private record Weights(String name, INDArray values, boolean readInPlace) implements Passed {
    TensorProto.Builder about() {
      TensorProto.Builder about =
          TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
      Arrays.stream(values.shape()).forEach(about::addDims);
      return about;
    }

    byte[] header() {
      return about().build().toByteArray();
    }

    @Override
    public long size() {
      return header().length + field(TensorProto.RAW_DATA_FIELD_NUMBER, FloatBytes.size(values));
    }

    @Override
    public void write(CodedOutputStream out) throws IOException {
      begin(out, GraphProto.INITIALIZER_FIELD_NUMBER, size());
      out.writeRawBytes(header());
      begin(out, TensorProto.RAW_DATA_FIELD_NUMBER, FloatBytes.size(values));
      FloatBytes.write(
          values,
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              out.writeRawByte(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
              out.writeRawBytes(bytes, from, length);
            }
          });
    }
  }

  /**
   * An empty graph.
   *
   * @param name of it
   * @param doc what it computes
   */
  public GraphWriter(String name, String doc) {
    graph.setName(name).setDocString(doc);
  }

  /**
   * What a model of such a graph begins with: format, operators, producer.
   *
   * @return to be completed
   */
  public static ModelProto.Builder model() {
    return ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .setProducerName("Transfer Learning Lab")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET));
  }

  /**
   * Adds a node.
   *
   * @param operator of ONNX
   * @param output what it gives: a name that no other node gives
   * @param inputs names
   * @param attributes its settings
   * @return the output's name
   * @throws LabException if another has that name
   */
  public String node(
      String operator, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(own(output))
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** How many pictures at a time go in and come out, of inputs and outputs from here on; 0: any. */
  void takes(int pictures) {
    batch = pictures;
  }

  /**
   * Takes another network's graph in, as it was rewritten; its weights stay in their files until
   * {@link #write}.
   *
   * @param model the file
   * @param other nodes and initialisers of its graph
   */
  void include(OnnxModel model, GraphProto other) {
    for (NodeProto node : other.getNodeList()) {
      node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(this::own);
    }
    graph.addAllNode(other.getNodeList());
    graph.addAllSparseInitializer(other.getSparseInitializerList());
    for (TensorProto tensor : other.getInitializerList()) {
      own(tensor.getName());
      OnnxFile.Place place = model.file().weights().get(tensor.getName());
      if (place != null) {
        placed.add(new Placed(model.file().path(), place, tensor.toByteArray()));
      } else if (OnnxModel.isExternal(tensor)) {
        byte[] header =
            tensor.toBuilder().clearDataLocation().clearExternalData().build().toByteArray();
        placed.add(new Placed(model.externalFile(tensor), model.externalPlace(tensor), header));
      } else {
        graph.addInitializer(tensor);
      }
    }
  }

  /** A name that nothing else here has. */
  private String own(String name) {
    if (!names.add(name)) {
      throw LabException.of(
          "layers with names of their own", "a layer called " + name, "give it another name");
    }
    return name;
  }

  /**
   * A setting of several whole numbers.
   *
   * @param name of the setting
   * @param values the numbers
   * @return for {@link #node}
   */
  public static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder ints =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(ints::addInts);
    return ints.build();
  }

  /**
   * A setting of one whole number.
   *
   * @param name of the setting
   * @param value the number
   * @return for {@link #node}
   */
  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /**
   * A small constant.
   *
   * @param name that nothing else has
   * @param values the last dimension fastest
   * @param shape sizes; none for a single number
   * @return the name
   */
  public String constant(String name, float[] values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(own(name)).setDataType(DataType.FLOAT.getNumber());
    Arrays.stream(shape).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * A small list of whole numbers.
   *
   * @param name that nothing else has
   * @param values the numbers
   * @return the name
   */
  public String constant(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(own(name)).setDataType(DataType.INT64.getNumber());
    tensor.addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * Weights, not copied: to stay as they are until the file is written or the session closed.
   *
   * @param name that nothing else has
   * @param values floats of any shape
   * @return the name
   */
  public String weights(String name, INDArray values) {
    weights.add(new Weights(own(name), values, false));
    return name;
  }

  /** From now on no weights are read in place: for a device with a memory of its own. */
  public void packAll() {
    readsInPlace = false;
  }

  /**
   * Weights that need no packing: a session may read them where they lie.
   *
   * @param name that nothing else has
   * @param values floats of any shape
   * @return the name
   */
  String readInPlace(String name, INDArray values) {
    boolean worth = readsInPlace && values.length() >= WORTH_A_PLACE;
    weights.add(new Weights(own(name), values, worth));
    return name;
  }

  /**
   * What goes in.
   *
   * @param name that nothing else has
   * @param doc what it is
   * @param shape sizes behind that of the batch, which is free
   */
  public void input(String name, String doc, long... shape) {
    graph.addInput(value(own(name), doc, shape));
  }

  /**
   * What comes out.
   *
   * @param name of what a node gives
   * @param doc what it is
   * @param shape sizes behind that of the batch, which is free
   */
  public void output(String name, String doc, long... shape) {
    graph.addOutput(value(name, doc, shape));
  }

  private ValueInfoProto value(String name, String doc, long... shape) {
    TensorShapeProto.Dimension.Builder pictures = TensorShapeProto.Dimension.newBuilder();
    TensorShapeProto.Builder sizes =
        TensorShapeProto.newBuilder()
            .addDim(batch == 0 ? pictures.setDimParam(BATCH) : pictures.setDimValue(batch));
    for (long size : shape) {
      sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setDocString(doc)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(sizes)))
        .build();
  }

  /**
   * Checks the size of the file, for who cannot write a part of it.
   *
   * @param about all of the model but its graph
   * @param limit in bytes
   * @throws LabException above it
   */
  public void requireFits(ModelProto about, long limit) {
    long size =
        about.getSerializedSize() + field(ModelProto.GRAPH_FIELD_NUMBER, size(graph.build()));
    if (size > limit) {
      throw LabException.of(
          "a network of at most " + Sizes.text(limit) + ", all that an ONNX file can hold",
          Sizes.text(size),
          "put a smaller head on it (average pooling before the first fully connected layer), or"
              + " take smaller pictures");
    }
  }

  private List<Passed> passed() {
    List<Passed> all = new ArrayList<>(weights);
    all.addAll(placed);
    return all;
  }

  private long size(GraphProto small) {
    long size = small.getSerializedSize();
    for (Passed one : passed()) {
      size += field(GraphProto.INITIALIZER_FIELD_NUMBER, one.size());
    }
    return size;
  }

  /** A field's tag, length and content. */
  private static long field(int number, long size) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(size)
        + size;
  }

  private static void begin(CodedOutputStream out, int number, long size) throws IOException {
    out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(size);
  }

  /**
   * Writes the model. Field by field: protobuf's own objects would hold all weights twice more.
   *
   * @param about all of the model but its graph
   * @param stream where to
   * @throws IOException if it cannot
   */
  public void write(ModelProto about, OutputStream stream) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream, BUFFER);
    GraphProto small = graph.build();
    about.writeTo(out);
    begin(out, ModelProto.GRAPH_FIELD_NUMBER, size(small));
    small.writeTo(out);
    for (Passed one : passed()) {
      one.write(out);
    }
    out.flush();
  }

  /**
   * The model with its weights left out, for a session.
   *
   * @param about all of the model but its graph
   * @return the model: {@link #packed()} are said to lie elsewhere, {@link #inPlace()} are inputs
   */
  public byte[] withoutWeights(ModelProto about) {
    GraphProto.Builder whole = graph.clone();
    for (Weights one : weights) {
      if (one.readInPlace()) {
        whole.addInput(
            ValueInfoProto.newBuilder().setName(one.name()).setType(type(one.values().shape())));
      } else {
        whole.addInitializer(
            one.about()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    StringStringEntryProto.newBuilder().setKey("location").setValue("elsewhere")));
      }
    }
    return about.toBuilder().setGraph(whole).build().toByteArray();
  }

  private static TypeProto type(long[] shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return TypeProto.newBuilder()
        .setTensorType(
            TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(sizes))
        .build();
  }

  /**
   * The weights that a session packs, or copies to its device.
   *
   * @return name to the array as it was given
   */
  public Map<String, INDArray> packed() {
    return weights(false);
  }

  /**
   * The weights that a session reads where they lie: most of VGG16.
   *
   * @return name to the array as it was given
   */
  public Map<String, INDArray> inPlace() {
    return weights(true);
  }

  private Map<String, INDArray> weights(boolean inPlace) {
    Map<String, INDArray> all = new LinkedHashMap<>();
    for (Weights one : weights) {
      if (one.readInPlace() == inPlace) {
        all.put(one.name(), one.values());
      }
    }
    return all;
  }
}
