package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Sizes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.UnknownFieldSet;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * A file of ONNX as it is read: everything but the weights, of which only their places are kept, so
 * that a network of hundreds of megabytes costs the heap some kilobytes.
 *
 * @param path where it lies
 * @param model the model, its larger initialisers without their values
 * @param weights name of an initialiser to the place of its values in the file
 * @param size of the file, in bytes
 * @param modified when it was changed last, in milliseconds
 */
record OnnxFile(Path path, ModelProto model, Map<String, Place> weights, long size, long modified) {
  /** Values up to this size stay in the model: they may be sizes and axes that are looked at. */
  private static final int SMALL = 1024;

  /** What is no weights, of the largest networks known some megabytes. */
  private static final long LARGEST_GRAPH = 256L << 20;

  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /**
   * A part of the file.
   *
   * @param offset of its first byte
   * @param length in bytes
   */
  record Place(long offset, int length) {}

  /**
   * Reads a file.
   *
   * @param path the file
   * @return its model
   * @throws LabException if it is none, damaged, or larger than such a file can be
   */
  static OnnxFile read(Path path) {
    if (Files.isDirectory(path)) {
      throw LabException.of(
          "a file of ONNX", Names.printable(path) + ", which is a folder", "name the file in it");
    }
    try {
      long size = Files.size(path);
      long modified = Files.getLastModifiedTime(path).toMillis();
      if (size > Integer.MAX_VALUE) {
        throw LabException.of(
            "an ONNX file of at most " + Sizes.text(Integer.MAX_VALUE),
            Names.printable(path) + " of " + Sizes.text(size),
            "export it with its weights beside it: torch.onnx.export does so by itself,"
                + " onnx.save_model with save_as_external_data=True");
      }
      requireOnnx(path, size);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
        Reader reader = new Reader(CodedInputStream.newInstance(in), size);
        ModelProto model = reader.model();
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
          throw notOnnx(path, "a file without a network", null);
        }
        return new OnnxFile(path, model, reader.weights, size, modified);
      }
    } catch (InvalidProtocolBufferException e) {
      boolean early = String.valueOf(e.getMessage()).contains("ended unexpectedly");
      throw notOnnx(path, early ? "one that ends too early" : "other or damaged data", e);
    } catch (NoSuchFileException e) {
      throw LabException.reading(path, e, "check the path of the .onnx file");
    } catch (IOException e) {
      throw LabException.reading(path, e);
    }
  }

  private static void requireOnnx(Path path, long size) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(64);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    String found =
        size == 0
            ? "an empty file"
            : text.startsWith("version https://git-lfs")
                ? "the pointer of Git LFS instead of the file"
                : text.startsWith("<")
                    ? "a page of HTML or XML"
                    : text.startsWith("PK")
                        ? "an archive: a network of PyTorch or Keras, perhaps"
                        : text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff")
                            ? "a picture"
                            : text.startsWith("\u0089HDF") ? "a file of HDF5, as Keras writes" : "";
    if (!found.isEmpty()) {
      throw notOnnx(path, found, null);
    }
  }

  private static LabException notOnnx(
      Path path, String found, @org.jspecify.annotations.Nullable IOException cause) {
    return LabException.of(
        "a network in a file of ONNX in " + Names.printable(path),
        found,
        "fetch or export it anew (torch.onnx.export, tf2onnx), or name another file",
        cause);
  }

  /**
   * Fails if it is not the file any more that was read.
   *
   * @throws LabException if it was changed meanwhile
   */
  void requireUnchanged() {
    try {
      if (Files.size(path) == size && Files.getLastModifiedTime(path).toMillis() == modified) {
        return;
      }
    } catch (IOException e) {
      throw LabException.reading(path, e);
    }
    throw LabException.of(
        "the file that was opened as " + Names.printable(path),
        "one that was changed since",
        "open the network anew");
  }

  /** Message by message, with a look at what is large. */
  private static final class Reader {
    private final CodedInputStream in;
    private final long size;
    private final Map<String, Place> weights = new LinkedHashMap<>();
    private long kept;

    Reader(CodedInputStream in, long size) {
      this.in = in;
      this.size = size;
      in.setSizeLimit(Integer.MAX_VALUE);
    }

    ModelProto model() throws IOException {
      GraphProto.Builder graph = GraphProto.newBuilder();
      boolean found = false;
      UnknownFieldSet.Builder rest = UnknownFieldSet.newBuilder();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == tag(ModelProto.GRAPH_FIELD_NUMBER)) {
          int before = in.pushLimit(length());
          graph(graph);
          in.popLimit(before);
          found = true;
        } else {
          field(tag, rest);
        }
      }
      ModelProto.Builder model = ModelProto.parseFrom(rest.build().toByteString()).toBuilder();
      return (found ? model.setGraph(graph) : model).build();
    }

    private void graph(GraphProto.Builder graph) throws IOException {
      UnknownFieldSet.Builder rest = UnknownFieldSet.newBuilder();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == tag(GraphProto.INITIALIZER_FIELD_NUMBER)) {
          int before = in.pushLimit(length());
          graph.addInitializer(tensor());
          in.popLimit(before);
        } else {
          field(tag, rest);
        }
      }
      graph.mergeFrom(GraphProto.parseFrom(rest.build().toByteString()));
    }

    private TensorProto tensor() throws IOException {
      UnknownFieldSet.Builder rest = UnknownFieldSet.newBuilder();
      Place place = null;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        // Packed floats are the same bytes as raw ones.
        if (tag == tag(TensorProto.RAW_DATA_FIELD_NUMBER)
            || tag == tag(TensorProto.FLOAT_DATA_FIELD_NUMBER)) {
          int length = length();
          if (length > SMALL) {
            place = new Place(in.getTotalBytesRead(), length);
            in.skipRawBytes(length);
          } else {
            UnknownFieldSet.Field.Builder small = UnknownFieldSet.Field.newBuilder();
            small.addLengthDelimited(
                org.nd4j.shade.protobuf.ByteString.copyFrom(in.readRawBytes(length)));
            rest.mergeField(WireFormat.getTagFieldNumber(tag), small.build());
          }
        } else {
          field(tag, rest);
        }
      }
      TensorProto tensor = TensorProto.parseFrom(rest.build().toByteString());
      if (place != null) {
        weights.put(tensor.getName(), place);
      }
      return tensor;
    }

    private int length() throws IOException {
      int length = in.readRawVarint32();
      if (length < 0 || in.getTotalBytesRead() + (long) length > size) {
        throw new InvalidProtocolBufferException("the input ended unexpectedly");
      }
      return length;
    }

    private void field(int tag, UnknownFieldSet.Builder rest) throws IOException {
      int before = in.getTotalBytesRead();
      rest.mergeFieldFrom(tag, in);
      kept += in.getTotalBytesRead() - before;
      if (kept > LARGEST_GRAPH) {
        throw new InvalidProtocolBufferException("a graph of more than 256 MB beside its weights");
      }
    }

    private static int tag(int field) {
      return field << 3 | LENGTH_DELIMITED;
    }
  }
}
