package io.transferlab.bench;

import io.transferlab.export.OnnxExport;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.network.inference.ForwardPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Our forward pass against ONNX Runtime on the same network as we export it, from prepared pictures
 * to probabilities: measured in turn, one waiting while the other computes.
 *
 * @param rows what was measured
 * @param peer what the other engine calls itself
 * @param threads of each
 * @param rounds measurements of each
 */
record EngineBenchmark(List<Row> rows, String peer, int threads, int rounds) {
  private static final int BIG_CLASSES = 1000;
  private static final int SMALL_CLASSES = 28;

  /**
   * Milliseconds a picture, median over the rounds.
   *
   * @param network which
   * @param batch pictures at once
   * @param ours our forward pass
   * @param onnxRuntime the other engine
   */
  record Row(String network, int batch, double ours, double onnxRuntime) {}

  /** Steps of a measurement for each size of a batch. */
  private record Load(Architecture shape, int classes, Map<Integer, Integer> steps) {}

  private static Map<String, Load> loads() {
    Map<Integer, Integer> large = new LinkedHashMap<>();
    large.put(1, 5);
    large.put(8, 1);
    large.put(32, 1);
    Map<Integer, Integer> small = new LinkedHashMap<>();
    small.put(1, 500);
    small.put(32, 32);
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
   * @param jar ONNX Runtime for Java
   * @return medians
   */
  static EngineBenchmark run(int rounds, Path jar) throws IOException {
    int threads =
        Integer.parseInt(
            System.getenv()
                .getOrDefault(
                    "OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors())));
    Path folder = Files.createTempDirectory("engines");
    List<Row> rows = new ArrayList<>();
    try (OnnxPeer peer = new OnnxPeer(jar, threads, folder)) {
      for (Map.Entry<String, Load> load : loads().entrySet()) {
        rows.addAll(measure(load.getKey(), load.getValue(), peer, rounds, folder));
      }
      return new EngineBenchmark(rows, peer.name(), threads, rounds);
    } finally {
      try (var left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static List<Row> measure(String name, Load load, OnnxPeer peer, int rounds, Path folder)
      throws IOException {
    List<String> classes = IntStream.range(0, load.classes()).mapToObj(String::valueOf).toList();
    Backbone network = Backbone.random(name, load.shape(), Preprocessing.CAFFE, classes, 1);
    Path file = folder.resolve("network.onnx");
    OnnxExport.of(network).withPrepared(true).write(file);
    peer.open(file, network.side());
    List<Row> rows = new ArrayList<>();
    try (ForwardPass pass =
        network.forward(network.graph().getConfiguration().getNetworkOutputs())) {
      for (Map.Entry<Integer, Integer> entry : load.steps().entrySet()) {
        int batch = entry.getKey();
        int steps = entry.getValue();
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = -1; round < rounds; round++) {
          double here = run(pass, network.side(), steps, batch);
          double there = peer.run(steps, batch);
          if (round >= 0) {
            ours[round] = here;
            theirs[round] = there;
          }
        }
        rows.add(
            new Row(name, batch, StatUtils.percentile(ours, 50), StatUtils.percentile(theirs, 50)));
      }
    }
    return rows;
  }

  private static double run(ForwardPass pass, int side, int steps, int batch) {
    INDArray x = Nd4j.rand(DataType.FLOAT, batch, side, side, 3);
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      pass.run(x);
    }
    return (System.nanoTime() - start) / 1e6 / steps / batch;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Milliseconds a picture, %d thread%s, median of %d rounds, random weights%n"
                + "  network           batch    ours   %s%n",
            threads,
            threads == 1 ? "" : "s",
            rounds,
            peer));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-16s  %5d  %6.2f   %6.2f   (%.2f of ours)%n",
              row.network(),
              row.batch(),
              row.ours(),
              row.onnxRuntime(),
              row.onnxRuntime() / row.ours()));
    }
    return text.toString().stripTrailing();
  }
}
