package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.nd4j.shade.protobuf.WireFormat;

/** A rewritten model as bytes outside of the heap, its weights copied there from the file. */
final class ModelBytes implements AutoCloseable {
  private final BytePointer memory;
  private final ByteBuffer bytes;

  private record Weights(OnnxFile.Place place, byte[] header) {
    /** Of the tensor. */
    long size() {
      return header.length + place.length();
    }
  }

  private ModelBytes(long size) {
    memory = new BytePointer(size);
    bytes = memory.asByteBuffer();
  }

  /**
   * Puts a model together.
   *
   * @param file whose weights and metadata it has
   * @param graph its graph
   * @return the bytes, to be closed
   * @throws LabException if the file was changed, or cannot be read
   */
  static ModelBytes of(OnnxFile file, GraphProto graph) {
    file.requireUnchanged();
    GraphProto.Builder small = graph.toBuilder().clearInitializer();
    List<Weights> weights = new ArrayList<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      OnnxFile.Place place = file.weights().get(tensor.getName());
      if (place == null) {
        small.addInitializer(tensor);
      } else {
        weights.add(new Weights(place, header(tensor, place)));
      }
    }
    byte[] nodes = small.build().toByteArray();
    byte[] about = file.model().toBuilder().clearGraph().build().toByteArray();
    long inside = nodes.length;
    for (Weights one : weights) {
      inside += begin(GraphProto.INITIALIZER_FIELD_NUMBER, one.size()).length + one.size();
    }
    byte[] head = begin(ModelProto.GRAPH_FIELD_NUMBER, inside);
    long size = about.length + head.length + inside;
    if (size > Integer.MAX_VALUE) {
      throw LabException.of(
          "a network of at most " + Sizes.text(Integer.MAX_VALUE) + " in " + file.path(),
          Sizes.text(size),
          "export it with its weights beside it");
    }
    ModelBytes made = new ModelBytes(size);
    boolean done = false;
    try (FileChannel channel = FileChannel.open(file.path())) {
      made.bytes.put(about).put(head).put(nodes);
      for (Weights one : weights) {
        made.bytes.put(begin(GraphProto.INITIALIZER_FIELD_NUMBER, one.size())).put(one.header());
        made.copy(channel, one.place());
      }
      made.bytes.flip();
      done = true;
      return made;
    } catch (IOException e) {
      throw LabException.reading(file.path(), e);
    } finally {
      if (!done) {
        made.close();
      }
    }
  }

  private void copy(FileChannel channel, OnnxFile.Place place) throws IOException {
    ByteBuffer part = bytes.slice(bytes.position(), place.length());
    while (part.hasRemaining()) {
      if (channel.read(part, place.offset() + part.position()) < 0) {
        throw new EOFException();
      }
    }
    bytes.position(bytes.position() + place.length());
  }

  /** A tensor up to its values. */
  private static byte[] header(TensorProto tensor, OnnxFile.Place place) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(tensor.toByteArray());
    out.writeBytes(begin(TensorProto.RAW_DATA_FIELD_NUMBER, place.length()));
    return out.toByteArray();
  }

  private static byte[] begin(int field, long size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt64NoTag(size);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /** The whole of it. */
  ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    memory.deallocate();
  }
}
