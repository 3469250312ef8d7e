package io.transferlab.bench;

import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.network.inference.ForwardPass;
import io.transferlab.network.onednn.ConvolutionShape;
import io.transferlab.network.onednn.OneDnn;
import io.transferlab.network.onednn.ReluGradient;
import io.transferlab.network.onednn.TrainedConvolution;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.train.TrainingPlan;
import io.transferlab.train.TrainingStep;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where the time of a training step of the Sketch network goes: the step as a whole, and its parts
 * each alone, on arrays of the same sizes. All in milliseconds, medians.
 *
 * @param batch pictures in a step
 * @param threads that compute
 * @param step the whole step; forward, backward and update are parts of it
 * @param first the first steps, one by one: code is loaded, prepared and compiled
 * @param alone part to what it takes alone
 * @param gigaflop of all convolutions of a step, forward and both ways back
 * @param gigaflops a second: the best of any convolution, or of a product of two matrices
 */
record TrainingProfile(
    int batch,
    int threads,
    Step step,
    List<Double> first,
    Map<Part, Double> alone,
    double gigaflop,
    double gigaflops) {
  private static final int CLASSES = 28;
  private static final int FIRST = 5;
  private static final int PRODUCT = 1024;

  /** A training step, as it happens. */
  record Step(double whole, double forward, double backward, double update) {}

  /** What can be measured alone. */
  enum Part {
    CONVOLUTIONS("convolutions, forward"),
    WEIGHT_GRADIENTS("convolutions, gradients of weights"),
    INPUT_GRADIENTS("convolutions, gradients of inputs"),
    RELU("gradients of ReLU"),
    MAXIMA("maxima, both ways"),
    DENSE("fully connected, both ways"),
    OPENED("a look at other pictures: its session opened"),
    LOOKED("a look at other pictures: a batch");

    private final String text;

    Part(String text) {
      this.text = text;
    }

    private boolean isInStep() {
      return ordinal() < OPENED.ordinal();
    }
  }

  /** Processor time where one thread computes: others on the machine hardly count, then. */
  private static long now(int threads) {
    return threads == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /**
   * Measures.
   *
   * @param batch pictures in a step
   * @param rounds measurements of each part, at least 1
   */
  static TrainingProfile run(int batch, int rounds) {
    return new Measuring(batch, rounds).run();
  }

  private static final class Measuring {
    private final int batch;
    private final int rounds;
    private final int threads = OnnxEngine.defaults().threads();
    private final Map<Part, Double> alone = new LinkedHashMap<>();
    private final Backbone network;
    private double flop;
    private double best;

    Measuring(int batch, int rounds) {
      this.batch = batch;
      this.rounds = rounds;
      network =
          Backbone.random(
              "Sketch", VggShape.SKETCH, Preprocessing.SKETCH, SketchSet.OBJECTS.classes(), 1);
    }

    TrainingProfile run() {
      Arrays.stream(Part.values()).forEach(part -> alone.put(part, 0.0));
      int perClass = (batch + CLASSES - 1) / CLASSES;
      Pixels pixels = network.pixels(ImageSet.drawn(SketchSet.OBJECTS, Split.TRAIN, perClass, 1));
      List<double[]> steps = new ArrayList<>();
      try (Batch pictures = ready(pixels)) {
        TrainingStep step =
            TrainingStep.of(network, TrainingPlan.FROM_SCRATCH.withBatchSize(batch), batch);
        long[] at = new long[4];
        network.graph().setListeners(listening(at));
        for (int i = 0; i < FIRST + 2 * rounds; i++) {
          at[0] = now(threads);
          step.fit(pictures);
          at[3] = now(threads);
          steps.add(new double[] {at[3] - at[0], at[1] - at[0], at[2] - at[1], at[3] - at[2]});
        }
        network.graph().setListeners();
        look(pictures.input());
      }
      layers();
      INDArray a = Nd4j.rand(DataType.FLOAT, PRODUCT, PRODUCT);
      INDArray product = Nd4j.createUninitialized(DataType.FLOAT, PRODUCT, PRODUCT);
      pace(2 * Math.pow(PRODUCT, 3), time(() -> a.mmuli(a, product)));
      return new TrainingProfile(
          batch,
          threads,
          step(steps.subList(FIRST, steps.size())),
          steps.subList(0, FIRST).stream().map(times -> times[0] / 1e6).toList(),
          alone,
          flop / 1e9,
          best);
    }

    private Batch ready(Pixels pixels) {
      return network.epoch(pixels, Augmentation.defaults(), batch, 1).iterator().next();
    }

    private BaseTrainingListener listening(long[] at) {
      return new BaseTrainingListener() {
        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
          at[1] = now(threads);
        }

        @Override
        public void onGradientCalculation(Model model) {
          at[2] = now(threads);
        }
      };
    }

    private static Step step(List<double[]> times) {
      double[] median = new double[4];
      for (int i = 0; i < median.length; i++) {
        int part = i;
        median[i] = StatUtils.percentile(times.stream().mapToDouble(t -> t[part]).toArray(), 50);
        median[i] /= 1e6;
      }
      return new Step(median[0], median[1], median[2], median[3]);
    }

    private void look(INDArray pictures) {
      List<String> output = network.graph().getConfiguration().getNetworkOutputs();
      alone.put(Part.OPENED, time(() -> network.forward(output).close()));
      try (ForwardPass pass = network.forward(output)) {
        alone.put(Part.LOOKED, time(() -> pass.run(pictures)));
      }
    }

    /** Layer by layer, on numbers of no meaning. */
    private void layers() {
      VggShape shape = VggShape.SKETCH;
      int side = shape.side();
      int in = 3;
      for (int block = 0; block < shape.widths().size(); block++) {
        int out = shape.widths().get(block);
        for (int i = 0; i < VggShape.DEPTHS.get(block); i++) {
          convolution(in, out, side);
          in = out;
        }
        bothWays(Part.MAXIMA, "block" + (block + 1) + "_pool", batch, side, side, out);
        side /= 2;
      }
      bothWays(Part.DENSE, "fc1", batch, (long) side * side * in);
      bothWays(Part.DENSE, "fc2", batch, shape.dense());
    }

    private void convolution(int in, int out, int side) {
      Optional<OneDnn> oneDnn = OneDnn.find();
      boolean first = in == 3; // the gradient of the pictures themselves is left out
      double once = 2.0 * batch * side * side * 9 * in * out;
      flop += (first ? 2 : 3) * once;
      if (oneDnn.isEmpty()) {
        return;
      }
      INDArray x = Nd4j.rand(DataType.FLOAT, batch, side, side, in);
      INDArray y = Nd4j.rand(DataType.FLOAT, batch, side, side, out);
      INDArray delta = Nd4j.rand(DataType.FLOAT, batch, side, side, out);
      INDArray weights = Nd4j.rand(DataType.FLOAT, out, in, 3, 3).subi(0.5);
      INDArray bias = Nd4j.zeros(DataType.FLOAT, out);
      ConvolutionShape sizes =
          new ConvolutionShape(batch, in, out, side, side, 3, 1, 1, 1, side, side, true);
      try (TrainedConvolution layer = new TrainedConvolution(oneDnn.get(), sizes);
          ReluGradient relu = new ReluGradient(oneDnn.get(), y.length())) {
        pace(once, add(Part.CONVOLUTIONS, () -> layer.forward(x, weights, bias, y)));
        add(Part.RELU, () -> relu.run(y, delta, delta));
        if (!first) {
          pace(once, add(Part.INPUT_GRADIENTS, () -> layer.backwardInput(weights, delta, x)));
        }
        pace(
            once, add(Part.WEIGHT_GRADIENTS, () -> layer.backwardWeights(x, delta, weights, bias)));
      }
      List.of(x, y, delta, weights, bias).forEach(INDArray::close);
    }

    private void bothWays(Part part, String name, long... shape) {
      Layer layer = network.graph().getLayer(name);
      INDArray x = Nd4j.rand(DataType.FLOAT, shape);
      LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
      layer.setInput(x, none);
      INDArray delta = layer.activate(true, none).dup();
      add(
          part,
          () -> {
            layer.setInput(x, none);
            layer.activate(true, none);
            layer.backpropGradient(delta, none);
          });
      layer.clear();
    }

    private double add(Part part, Runnable work) {
      double time = time(work);
      alone.merge(part, time, Double::sum);
      return time;
    }

    private void pace(double operations, double milliseconds) {
      best = Math.max(best, operations / milliseconds / 1e6);
    }

    /** Milliseconds, after two that do not count. */
    private double time(Runnable work) {
      double[] times = new double[rounds];
      for (int i = -2; i < rounds; i++) {
        long start = now(threads);
        work.run();
        if (i >= 0) {
          times[i] = (now(threads) - start) / 1e6;
        }
      }
      return StatUtils.percentile(times, 50);
    }
  }

  /** What the convolutions of a step would take at the best pace. */
  double bound() {
    return 1000 * gigaflop / gigaflops;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Sketch network, batches of %d, %s: milliseconds (median)%n",
            batch,
            threads == 1 ? "one thread, its processor time" : threads + " threads"));
    row(text, "a step", step.whole());
    text.append(
        String.format(Locale.ROOT, "   %.0f pictures a second%n", 1000 * batch / step.whole()));
    line(text, "  forward", step.forward());
    line(text, "  backward", step.backward());
    line(text, "  update (Adam)", step.update());
    text.append("parts of it, each alone").append(System.lineSeparator());
    double known = step.update();
    for (Part part : Part.values()) {
      if (part.isInStep()) {
        line(text, "  " + part.text, alone.get(part));
        known += alone.get(part);
      }
    }
    line(text, "  what is left of the step", step.whole() - known);
    row(text, "bound", bound());
    text.append(
        String.format(
            Locale.ROOT,
            "   %.1f GFLOP of convolutions at %.0f GFLOP/s, the best pace of any of them%n",
            gigaflop,
            gigaflops));
    text.append("beside the steps").append(System.lineSeparator());
    for (Part part : Part.values()) {
      if (!part.isInStep()) {
        line(text, "  " + part.text, alone.get(part));
      }
    }
    text.append("the first steps of this process, or of this size: ");
    first.forEach(time -> text.append(String.format(Locale.ROOT, "%.0f ", time)));
    return text.toString().stripTrailing();
  }

  private void line(StringBuilder text, String name, double time) {
    row(text, name, time);
    text.append(String.format(Locale.ROOT, "   %3.0f %%%n", 100 * time / step.whole()));
  }

  private static void row(StringBuilder text, String name, double time) {
    text.append(String.format(Locale.ROOT, "%-52s %7.1f", name, time));
  }
}
