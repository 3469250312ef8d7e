package io.transferlab.network.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.OrderedDataType;
import io.transferlab.core.LabException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One array of a Keras file: not read before it is asked for, and then piece by piece. */
final class Tensor {
  /** 4 MB: large enough for the disk, small beside any network. */
  private static final int PIECE = 1 << 20;

  private final Path file;
  private final Dataset dataset;

  Tensor(Path file, Dataset dataset) {
    this.file = file;
    this.dataset = dataset;
  }

  /** Takes one piece of a tensor. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes some whole rows.
     *
     * @param firstRow index along the first dimension
     * @param rows how many
     * @param values their values, row after row; used again for the next piece
     */
    void rows(int firstRow, int rows, float[] values);
  }

  /**
   * Its shape.
   *
   * @return as in Keras: kernels {@code [h, w, in, out]} or {@code [in, out]}
   */
  int[] shape() {
    return dataset.getDimensions();
  }

  /**
   * Where it is in the file.
   *
   * @return the path inside the HDF5 file
   */
  String path() {
    return dataset.getPath();
  }

  /**
   * Reads it, in pieces of some million values where the file's layout allows.
   *
   * @param sink takes the pieces in order
   * @throws LabException if the file ends early or holds no floating-point numbers there
   */
  void read(Sink sink) {
    int[] shape = shape();
    int rows = shape.length == 0 ? 1 : shape[0];
    int row = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    try {
      if (dataset instanceof ContiguousDataset contiguous && isFloat32()) {
        inPieces(contiguous, rows, row, sink);
      } else {
        sink.rows(0, rows, floats(dataset.getDataFlat()));
      }
    } catch (HdfException | IllegalArgumentException | IOException e) {
      throw KerasFile.damaged(file, "the values of " + path(), e);
    }
  }

  /**
   * Not through jHDF's map of the whole array: its pages would stay in memory beside the network.
   */
  private void inPieces(ContiguousDataset contiguous, int rows, int row, Sink sink)
      throws IOException {
    int each = Math.max(1, Math.min(rows, PIECE / Math.max(1, row)));
    float[] values = new float[each * row];
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES)
            .order(((OrderedDataType) dataset.getDataType()).getByteOrder());
    long at = contiguous.getDataAddress() + dataset.getHdfFile().getUserBlockSize();
    try (FileChannel channel = FileChannel.open(dataset.getFileAsPath())) {
      for (int first = 0; first < rows; first += each) {
        int count = Math.min(each, rows - first);
        bytes.clear().limit(count * row * Float.BYTES);
        while (bytes.hasRemaining()) {
          int read = channel.read(bytes, at);
          if (read < 0) {
            throw new EOFException("the file ends");
          }
          at += read;
        }
        bytes.flip().asFloatBuffer().get(values, 0, count * row);
        sink.rows(first, count, values);
      }
    }
  }

  private boolean isFloat32() {
    return dataset.getJavaType() == float.class
        && dataset.getDataType().getSize() == Float.BYTES
        && dataset.getDataType() instanceof OrderedDataType;
  }

  private float[] floats(Object flat) {
    if (flat instanceof float[] values) {
      return values;
    }
    if (flat instanceof double[] values) {
      float[] out = new float[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) values[i];
      }
      return out;
    }
    throw LabException.of(
        "floating-point numbers of 16, 32 or 64 bits at " + path() + " of " + file.getFileName(),
        "values of type " + dataset.getJavaType().getSimpleName(),
        "save the model with float32 weights");
  }

  @Override
  public String toString() {
    return path()
        + Arrays.stream(shape())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", ", " [", "]"));
  }
}
