package io.transferlab.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A written network in ONNX Runtime, with one thread. */
final class OnnxRuntime implements AutoCloseable {
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;

  OnnxRuntime(Path file) throws OrtException {
    options.setIntraOpNumThreads(1);
    session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
  }

  /** One output of one input. */
  INDArray run(String input, INDArray values, String output) throws OrtException {
    FloatBuffer buffer = FloatBuffer.wrap(values.dup('c').data().asFloat());
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), buffer, Arrays.copyOf(values.shape(), 4));
        OrtSession.Result result = session.run(Map.of(input, tensor), java.util.Set.of(output))) {
      return Nd4j.create((float[][]) result.get(0).getValue());
    }
  }

  /** The metadata. */
  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /** Sizes of an input, -1 where any will do. */
  long[] inputShape(String input) throws OrtException {
    return ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
  }

  /** Names of what comes out. */
  java.util.Set<String> outputs() {
    return session.getOutputNames();
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
