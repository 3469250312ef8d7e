package io.transferlab.network.inference;

import io.transferlab.network.onnx.GraphWriter;
import io.transferlab.network.onnx.LayerWriter;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.network.onnx.OnnxSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The forward pass of a network as a session of ONNX Runtime: its steps are written as a graph, in
 * memory, and its weights stay where they are. Maps come out as the course has them, channels last.
 *
 * <p>Kernels of convolutions are packed for the processor when the session is opened; those of
 * large fully connected layers, most of VGG16, are read where they lie at each run.
 */
final class SessionPass implements ForwardPass {
  private static final String INPUT = "/pictures";

  private final List<PlanStep> steps;
  private final List<INDArray> copies = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final OnnxSession session;
  private long capacity;

  /** For as many pictures as came last. */
  private Map<String, INDArray> activations = Map.of();

  private Map<String, INDArray> places = Map.of();
  private long pictures;

  /** A layer, its name in the graph, and room for as many pictures as were ever computed. */
  private static final class Output {
    private final String layer;
    private final String name;
    private final long[] shape;
    private INDArray room = Nd4j.empty(DataType.FLOAT);

    Output(String layer, String name, long[] shape) {
      this.layer = layer;
      this.name = name;
      this.shape = shape;
    }

    private long size() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    void allocate(long n) {
      free();
      room = Nd4j.createUninitializedDetached(DataType.FLOAT, n * size());
    }

    INDArray of(long n) {
      long[] whole = new long[shape.length + 1];
      whole[0] = n;
      System.arraycopy(shape, 0, whole, 1, shape.length);
      return room.get(NDArrayIndex.interval(0, n * size())).reshape('c', whole);
    }

    void free() {
      if (room.closeable()) {
        room.close();
      }
    }
  }

  private SessionPass(
      String input, InputTypeConvolutional type, List<PlanStep> steps, List<String> wanted) {
    this.steps = steps;
    OnnxEngine engine = OnnxEngine.defaults();
    GraphWriter graph = new GraphWriter("network", "");
    if (engine.device() != OnnxEngine.Device.CPU) {
      graph.packAll();
    }
    long[] shape = {type.getHeight(), type.getWidth(), type.getChannels()};
    graph.input(INPUT, "", shape);
    LayerWriter layers = new LayerWriter(graph, null);
    layers.input(input, INPUT, shape);
    layers.add(steps);
    for (String layer : wanted) {
      LayerWriter.Value value = layers.get(layer);
      String name = layers.shown(value, layer + "/shown");
      graph.output(name, "", value.shape());
      outputs.add(new Output(layer, name, value.shape()));
    }
    boolean open = false;
    try {
      session =
          engine
              .withWeights(dense(graph.packed()))
              .withConstants(dense(graph.inPlace()))
              .open(graph.withoutWeights(GraphWriter.model().build()));
      open = true;
    } finally {
      if (!open) {
        free();
      }
    }
  }

  /**
   * Opens the pass to some layers: by ONNX Runtime, or by DL4J's graph where there is none.
   *
   * @param network the network, as it is now
   * @param input what goes in
   * @param steps of the network as it is now, to these layers; closed with the pass
   * @param layers the layers whose activations are wanted
   * @return the pass, to be closed
   */
  static ForwardPass open(
      ComputationGraph network, InputType input, List<PlanStep> steps, List<String> layers) {
    return OnnxEngine.isUsual()
        ? new SessionPass(
            network.getConfiguration().getNetworkInputs().get(0),
            (InputTypeConvolutional) input,
            steps,
            layers)
        : new GraphPass(network, layers, steps);
  }

  private Map<String, INDArray> dense(Map<String, INDArray> weights) {
    Map<String, INDArray> all = new LinkedHashMap<>();
    weights.forEach((name, values) -> all.put(name, dense(values)));
    return all;
  }

  private INDArray dense(INDArray values) {
    if (values.ordering() == 'c' && Shape.hasDefaultStridesForShape(values)) {
      return values;
    }
    INDArray copy = values.dup('c');
    copies.add(copy);
    return copy;
  }

  @Override
  public Map<String, INDArray> run(INDArray input) {
    long n = input.size(0);
    if (n > capacity) {
      outputs.forEach(output -> output.allocate(n));
      capacity = n;
      pictures = 0;
    }
    if (n != pictures) {
      activations = new LinkedHashMap<>();
      places = new LinkedHashMap<>();
      for (Output output : outputs) {
        INDArray values = output.of(n);
        activations.put(output.layer, values);
        places.put(output.name, values);
      }
      pictures = n;
    }
    session.run(input, places);
    return activations;
  }

  private void free() {
    PlanStep.close(steps);
    copies.forEach(INDArray::close);
  }

  @Override
  public void close() {
    session.close();
    outputs.forEach(Output::free);
    free();
  }
}
