package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.network.inference.ForwardPass;
import io.transferlab.network.onnx.OnnxEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The course's forward pass, a session of ONNX Runtime, against DL4J's graph of the same network,
 * from prepared pictures to probabilities: measured in turn, one waiting while the other computes.
 *
 * @param rows what was measured
 * @param threads of each
 * @param rounds measurements of each
 */
record EngineBenchmark(List<Row> rows, int threads, int rounds) {
  private static final int BIG_CLASSES = 1000;
  private static final int SMALL_CLASSES = 28;

  /**
   * Milliseconds a picture, median over the rounds.
   *
   * @param network which
   * @param batch pictures at once
   * @param onnxRuntime the course's pass
   * @param graph DL4J's graph, with the course's convolutions in it
   */
  record Row(String network, int batch, double onnxRuntime, double graph) {}

  /** Steps of a measurement for each size of a batch. */
  private record Load(Architecture shape, int classes, Map<Integer, Integer> steps) {}

  private static Map<String, Load> loads() {
    Map<Integer, Integer> large = new LinkedHashMap<>();
    large.put(1, 3);
    large.put(8, 1);
    large.put(32, 1);
    Map<Integer, Integer> small = new LinkedHashMap<>();
    small.put(1, 200);
    small.put(32, 16);
    Map<String, Load> loads = new LinkedHashMap<>();
    loads.put("VGG16", new Load(VggShape.VGG16, BIG_CLASSES, large));
    loads.put("ResNet50", new Load(ResNetShape.RESNET50, BIG_CLASSES, large));
    loads.put("Sketch VGG", new Load(VggShape.SKETCH, SMALL_CLASSES, small));
    loads.put("Sketch ResNet50", new Load(ResNetShape.SKETCH, SMALL_CLASSES, small));
    return loads;
  }

  /**
   * Measures, with random weights.
   *
   * @param rounds measurements of each, at least 1; the first, for warming up, comes on top
   * @return medians
   * @throws LabException where there is no ONNX Runtime
   */
  static EngineBenchmark run(int rounds) {
    if (!OnnxEngine.isUsual()) {
      throw LabException.of(
          "a system where ONNX Runtime computes the course's networks",
          "one where DL4J does",
          "run it on Linux, Windows on x64 or macOS on Apple silicon, with ND4J on the processor");
    }
    List<Row> rows = new ArrayList<>();
    loads().forEach((name, load) -> rows.addAll(measure(name, load, rounds)));
    return new EngineBenchmark(rows, OnnxEngine.defaults().threads(), rounds);
  }

  private static List<Row> measure(String name, Load load, int rounds) {
    List<String> classes = IntStream.range(0, load.classes()).mapToObj(String::valueOf).toList();
    Backbone network = Backbone.random(name, load.shape(), Preprocessing.CAFFE, classes, 1);
    List<Row> rows = new ArrayList<>();
    try (ForwardPass pass = network.forward(List.of(Heads.OUTPUT))) {
      for (Map.Entry<Integer, Integer> entry : load.steps().entrySet()) {
        int batch = entry.getKey();
        int steps = entry.getValue();
        double[] session = new double[rounds];
        double[] graph = new double[rounds];
        INDArray x = Nd4j.rand(DataType.FLOAT, batch, network.side(), network.side(), 3);
        for (int round = -1; round < rounds; round++) {
          double first = time(() -> pass.run(x), steps, batch);
          double second = time(() -> network.graph().outputSingle(false, x), steps, batch);
          if (round >= 0) {
            session[round] = first;
            graph[round] = second;
          }
        }
        rows.add(
            new Row(
                name, batch, StatUtils.percentile(session, 50), StatUtils.percentile(graph, 50)));
      }
    }
    return rows;
  }

  private static double time(Runnable engine, int steps, int batch) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      engine.run();
    }
    return (System.nanoTime() - start) / 1e6 / steps / batch;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Milliseconds a picture, %d thread%s, %s, random weights%n"
                + "  network           batch  ONNX Runtime   DL4J's graph%n",
            threads,
            threads == 1 ? "" : "s",
            Rounds.text(rounds)));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-16s  %5d  %12.2f   %12.2f   (%.1f times)%n",
              row.network(),
              row.batch(),
              row.onnxRuntime(),
              row.graph(),
              row.graph() / row.onnxRuntime()));
    }
    return text.toString().stripTrailing();
  }
}
