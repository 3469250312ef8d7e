package io.transferlab.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;

/** Takes the weights out of a file of ONNX, as large networks come. */
public final class ExternalWeights {
  private static final int SMALL = 256;

  private ExternalWeights() {}

  /**
   * Moves them into a file beside it.
   *
   * @param onnx the file, changed
   * @return the file of weights
   * @throws IOException if it cannot
   */
  public static Path split(Path onnx) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(onnx));
    Path weights = onnx.resolveSibling("weights.bin");
    GraphProto.Builder graph = model.getGraph().toBuilder();
    long at = 0;
    try (OutputStream out = Files.newOutputStream(weights)) {
      for (int i = 0; i < graph.getInitializerCount(); i++) {
        TensorProto tensor = graph.getInitializer(i);
        byte[] raw = tensor.getRawData().toByteArray();
        if (raw.length > SMALL) {
          out.write(raw);
          graph.setInitializer(
              i,
              tensor.toBuilder()
                  .clearRawData()
                  .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                  .addExternalData(entry("location", "weights.bin"))
                  .addExternalData(entry("offset", String.valueOf(at)))
                  .addExternalData(entry("length", String.valueOf(raw.length))));
          at += raw.length;
        }
      }
    }
    Files.write(onnx, model.toBuilder().setGraph(graph).build().toByteArray());
    return weights;
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }
}
