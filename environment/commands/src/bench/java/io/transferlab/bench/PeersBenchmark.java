package io.transferlab.network;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import com.sun.management.OperatingSystemMXBean;
import io.transferlab.network.inference.ForwardPass;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features of VGG16 and ResNet50 at 224 pixels: {@link ForwardPass} and DL4J's graph against ONNX
 * Runtime and libtorch, in turn in one process: pictures a second, median of the rounds; and the
 * least processor time, which other programs on the machine disturb less.
 *
 * <pre>
 * /usr/bin/python3 environment/commands/src/main/resources/io/transferlab/bench/peers.py FOLDER
 * mvn -B -Pbench -Dnd4j.extension=-onednn-avx2 -pl lab-support test -Dtest=PeersBenchmark
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dbench.models=FOLDER
 * </pre>
 *
 * {@code -Dbench.batch=32}, {@code -Dbench.rounds=3} and {@code -Dbench.only=resnet50} may be
 * added. Let nothing else run meanwhile.
 */
@EnabledIfSystemProperty(named = "bench.models", matches = ".+")
class PeersBenchmark {
  private static final int SIDE = 224;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private interface Engine {
    void run() throws Exception;
  }

  @Test
  void measure() throws Exception {
    Path models = Path.of(System.getProperty("bench.models"));
    String only = System.getProperty("bench.only", "");
    for (String name : List.of("vgg16", "resnet50")) {
      if (name.startsWith(only)) {
        measure(models, name);
      }
    }
  }

  private static void measure(Path models, String name) throws Exception {
    int batch = Integer.getInteger("bench.batch", 32);
    int rounds = Integer.getInteger("bench.rounds", 3);
    Architecture architecture = name.equals("vgg16") ? VggShape.VGG16 : ResNetShape.RESNET50;
    Backbone whole = Backbone.random(name, architecture, Preprocessing.CAFFE, List.of("a", "b"), 1);
    Backbone network = Heads.withoutTop(whole, Pooling.AVERAGE, SIDE);
    String last = network.layerNames().get(network.layerNames().size() - 1);
    INDArray x = Nd4j.rand(DataType.FLOAT, batch, SIDE, SIDE, 3);
    try (ForwardPass pass = network.forward(List.of(last));
        ZooModel<NDList, NDList> onnx = load(models.resolve(name + ".onnx"), "OnnxRuntime");
        ZooModel<NDList, NDList> torch = load(models.resolve(name + ".pt"), "PyTorch");
        Predictor<NDList, NDList> onnxRuns = onnx.newPredictor();
        Predictor<NDList, NDList> torchRuns = torch.newPredictor()) {
      Map<String, Engine> engines = new LinkedHashMap<>();
      engines.put("the course's pass", () -> pass.run(x));
      engines.put("DL4J's graph", () -> network.graph().outputSingle(x));
      engines.put("ONNX Runtime", () -> peer(onnx.getNDManager(), onnxRuns, batch));
      engines.put("libtorch", () -> peer(torch.getNDManager(), torchRuns, batch));
      Map<String, double[]> rates = new LinkedHashMap<>();
      Map<String, Double> cpu = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) {
        for (Map.Entry<String, Engine> engine : engines.entrySet()) {
          long cpuStart = SYSTEM.getProcessCpuTime();
          long start = System.nanoTime();
          engine.getValue().run();
          double used = (SYSTEM.getProcessCpuTime() - cpuStart) / 1e6 / batch;
          cpu.merge(engine.getKey(), used, Math::min);
          double rate = batch / ((System.nanoTime() - start) / 1e9);
          double[] all = rates.computeIfAbsent(engine.getKey(), k -> new double[rounds]);
          if (round >= 0) {
            all[round] = rate;
          }
        }
      }
      System.out.printf("%s, batches of %d, %d rounds: pictures a second%n", name, batch, rounds);
      rates.forEach(
          (engine, all) -> {
            Arrays.sort(all);
            System.out.printf(
                Locale.ROOT,
                "  %-14s %7.2f   (%.2f to %.2f)   %.0f ms of processor time a picture%n",
                engine,
                all[all.length / 2],
                all[0],
                all[all.length - 1],
                cpu.get(engine));
          });
    }
  }

  private static ZooModel<NDList, NDList> load(Path file, String engine) throws Exception {
    return Criteria.builder()
        .setTypes(NDList.class, NDList.class)
        .optModelPath(file)
        .optEngine(engine)
        .optTranslator(new NoopTranslator())
        .build()
        .loadModel();
  }

  private static void peer(NDManager manager, Predictor<NDList, NDList> predictor, int batch)
      throws Exception {
    try (NDManager scope = manager.newSubManager()) {
      float[] values = new float[batch * 3 * SIDE * SIDE];
      Arrays.fill(values, 0.5f);
      NDArray x = scope.create(values, new Shape(batch, 3, SIDE, SIDE));
      NDList out = predictor.predict(new NDList(x));
      out.singletonOrThrow().toFloatArray();
      out.close();
    }
  }
}
