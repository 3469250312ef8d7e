package io.transferlab.network.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.transferlab.core.LabException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An open model: of one input of pictures, or of whole numbers that stand for a text. What goes in
 * and what comes out are arrays. For one thread, but for {@link #run(Map, String)}.
 */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String name;
  private final List<OnnxTensorLike> weights;
  private final Map<String, OnnxTensor> constants;
  private final String input;
  private final List<String> outputs;
  private final Map<String, INDArray> last = new LinkedHashMap<>();

  OnnxSession(
      OrtEnvironment environment,
      OrtSession session,
      String name,
      Collection<OnnxTensorLike> weights,
      Map<String, OnnxTensor> constants) {
    this.environment = environment;
    this.session = session;
    this.name = name;
    this.weights = List.copyOf(weights);
    this.constants = constants;
    this.input =
        session.getInputNames().stream()
            .filter(given -> !constants.containsKey(given))
            .findFirst()
            .orElseThrow();
    this.outputs = List.copyOf(session.getOutputNames());
  }

  /**
   * What comes out.
   *
   * @return names, in the order of the model
   */
  public List<String> outputs() {
    return outputs;
  }

  /**
   * Computes all outputs.
   *
   * @param values float32, of the shape of the model's input
   * @return name to values; valid until the next run
   * @throws LabException if the model cannot be computed with them
   */
  public Map<String, INDArray> run(INDArray values) {
    free();
    boolean plain = values.ordering() == 'c' && Shape.hasDefaultStridesForShape(values);
    INDArray in = plain ? values : values.dup('c');
    try (OnnxTensor tensor = OnnxEngine.tensor(environment, in);
        OrtSession.Result result = session.run(with(tensor))) {
      for (String output : outputs) {
        last.put(output, array(result.get(output).orElseThrow()));
      }
      return new LinkedHashMap<>(last);
    } catch (OrtException e) {
      throw OnnxFailures.running(name, e);
    } finally {
      if (!plain) {
        in.close();
      }
    }
  }

  /**
   * What goes in.
   *
   * @return names, in the order of the model
   */
  public List<String> inputs() {
    return List.copyOf(session.getInputNames());
  }

  /**
   * Numbers that came out.
   *
   * @param shape sizes, outermost first
   * @param values in C order
   */
  public record Numbers(long[] shape, float[] values) {}

  /**
   * Computes one output of a model that takes whole numbers, as those that read texts do. Sessions
   * that are only asked so serve any number of threads at once.
   *
   * @param values name of each input to its rows, {@code [n, t]}: all of one length
   * @param output the name of an output of float16 or float32
   * @return its values
   * @throws LabException if the model cannot be computed with them
   */
  public Numbers run(Map<String, long[][]> values, String output) {
    Map<String, OnnxTensor> in = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, long[][]> entry : values.entrySet()) {
        in.put(entry.getKey(), whole(entry.getKey(), entry.getValue()));
      }
      try (OrtSession.Result result = session.run(in, Set.of(output))) {
        OnnxTensor tensor = (OnnxTensor) result.get(0);
        FloatBuffer floats = tensor.getFloatBuffer();
        if (floats == null) {
          throw LabException.of(
              "numbers of float16 or float32 as " + output + " of " + name,
              String.valueOf(tensor.getInfo().type),
              "name another output, or export the network anew");
        }
        float[] all = new float[floats.remaining()];
        floats.get(all);
        return new Numbers(tensor.getInfo().getShape(), all);
      }
    } catch (OrtException e) {
      throw OnnxFailures.running(name, e);
    } finally {
      in.values().forEach(OnnxTensor::close);
    }
  }

  /** As int64, or as int32 where the model wants that. */
  private OnnxTensor whole(String input, long[][] rows) throws OrtException {
    long[] shape = {rows.length, rows.length == 0 ? 0 : rows[0].length};
    int length = Math.toIntExact(shape[0] * shape[1]);
    NodeInfo node = session.getInputInfo().get(input);
    if (node != null
        && node.getInfo() instanceof TensorInfo info
        && info.type == OnnxJavaType.INT32) {
      IntBuffer ints =
          ByteBuffer.allocateDirect(length * Integer.BYTES)
              .order(ByteOrder.nativeOrder())
              .asIntBuffer();
      for (long[] row : rows) {
        for (long value : row) {
          ints.put((int) value);
        }
      }
      return OnnxTensor.createTensor(environment, ints.flip(), shape);
    }
    LongBuffer longs =
        ByteBuffer.allocateDirect(length * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
    for (long[] row : rows) {
      longs.put(row);
    }
    return OnnxTensor.createTensor(environment, longs.flip(), shape);
  }

  /**
   * The forms of outputs that are known without a run.
   *
   * @return name to form; without those of which a size is open
   */
  Map<String, LayerForm> inferred() {
    Map<String, LayerForm> forms = new LinkedHashMap<>();
    try {
      session
          .getOutputInfo()
          .forEach(
              (output, node) -> {
                if (node.getInfo() instanceof TensorInfo info
                    && info.getShape().length > 0
                    && Arrays.stream(info.getShape()).allMatch(size -> size > 0)) {
                  forms.put(output, new LayerForm(info.getShape(), info.type));
                }
              });
      return forms;
    } catch (OrtException e) {
      throw OnnxFailures.running(name, e);
    }
  }

  private Map<String, OnnxTensor> with(OnnxTensor tensor) {
    if (constants.isEmpty()) {
      return Map.of(input, tensor);
    }
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>(constants);
    inputs.put(input, tensor);
    return inputs;
  }

  /**
   * Computes all outputs into arrays that are there.
   *
   * @param values float32, of the shape of the model's input
   * @param into name of every output to an array of its shape, in C order
   * @throws LabException if the model cannot be computed with them
   */
  public void run(INDArray values, Map<String, INDArray> into) {
    boolean plain = values.ordering() == 'c' && Shape.hasDefaultStridesForShape(values);
    INDArray in = plain ? values : values.dup('c');
    Map<String, OnnxTensor> places = new LinkedHashMap<>();
    try (OnnxTensor tensor = OnnxEngine.tensor(environment, in)) {
      for (Map.Entry<String, INDArray> place : into.entrySet()) {
        places.put(place.getKey(), OnnxEngine.tensor(environment, place.getValue()));
      }
      session.run(with(tensor), Set.of(), places).close();
    } catch (OrtException e) {
      throw OnnxFailures.running(name, e);
    } finally {
      places.values().forEach(OnnxTensor::close);
      if (!plain) {
        in.close();
      }
    }
  }

  /**
   * Computes all outputs and tells only their form: nothing is copied.
   *
   * @param values float32, of the shape of the model's input
   * @return name to form; without those that are no tensor
   */
  Map<String, LayerForm> forms(INDArray values) {
    Map<String, LayerForm> forms = new LinkedHashMap<>();
    try (OnnxTensor tensor = OnnxEngine.tensor(environment, values);
        OrtSession.Result result = session.run(with(tensor))) {
      for (String output : outputs) {
        if (result.get(output).orElseThrow().getInfo() instanceof TensorInfo info) {
          forms.put(output, new LayerForm(info.getShape(), info.type));
        }
      }
      return forms;
    } catch (OrtException e) {
      throw OnnxFailures.running(name, e);
    }
  }

  private static INDArray array(OnnxValue value) {
    OnnxTensor tensor = (OnnxTensor) value;
    long[] shape = tensor.getInfo().getShape();
    if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
      return Nd4j.empty(DataType.FLOAT);
    }
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape);
    array.data().asNioFloat().put(tensor.getFloatBuffer());
    // ND4J on a GPU has two copies of an array: this one is the newer.
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
    return array;
  }

  /** Gives up what {@link #run} gave last. */
  void free() {
    last.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
    last.clear();
  }

  /** Frees the model, and what {@link #run} gave last. */
  @Override
  public void close() {
    free();
    try {
      session.close();
    } catch (OrtException e) {
      throw OnnxFailures.running(name, e);
    }
    weights.forEach(OnnxTensorLike::close);
    constants.values().forEach(OnnxTensor::close);
  }
}
