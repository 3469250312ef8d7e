package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.Batch;
import io.transferlab.network.Backbone;
import io.transferlab.network.InputGradients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Learning from one batch: forward, backward, update. What a training loop written by hand repeats:
 *
 * <pre>{@code
 * TrainingStep step = TrainingStep.of(network, plan, train.size());
 * Pixels pixels = network.pixels(train);
 * for (int epoch = 0; epoch < plan.epochs(); epoch++) {
 *   for (Batch batch : network.epoch(pixels, plan.augmentation(), plan.batchSize(), epoch)) {
 *     try (batch) {
 *       double loss = step.fit(batch);
 *     }
 *   }
 *   System.out.println(network.evaluate(validation));
 * }
 * }</pre>
 *
 * Each layer gets an updater of its own: DL4J shares one object between the layers of a fine-tuned
 * network, so that a rate set for one changes the others too.
 */
public final class TrainingStep {
  private final ComputationGraph graph;
  private final TrainingPlan plan;
  private final int classes;
  private final @Nullable Backbone pictures;
  private final Map<String, LayerRate> rates = new LinkedHashMap<>();

  private TrainingStep(
      ComputationGraph graph, TrainingPlan plan, int classes, @Nullable Backbone pictures) {
    this.graph = graph;
    this.plan = plan;
    this.classes = classes;
    this.pictures = pictures;
  }

  /**
   * Prepares a network for a run; its last layer is the head.
   *
   * @param network the network, which learns in place
   * @param plan rates, schedule, optimizer, batch size, epochs and seed; its class weights are not
   *     used here
   * @param pictures how many pictures an epoch has: with the batch size the length of the schedule
   * @return the step
   * @throws LabException if nothing is left to train
   */
  public static TrainingStep of(Backbone network, TrainingPlan plan, int pictures) {
    return of(
        network.graph(),
        plan,
        Set.copyOf(network.graph().getConfiguration().getNetworkOutputs()),
        Math.max(1, (pictures + plan.batchSize() - 1) / plan.batchSize()),
        null,
        network);
  }

  /**
   * Prepares a graph for a run.
   *
   * @param graph what learns, in place; one softmax output
   * @param plan rates, schedule, optimizer, epochs and seed
   * @param head the layers that learn at the head's rate
   * @param stepsPerEpoch at least 1
   * @param classWeights one a class, or null
   * @return the step
   * @throws LabException if nothing is left to train, or the plan has rates for layers that are not
   *     trained
   */
  static TrainingStep of(
      ComputationGraph graph,
      TrainingPlan plan,
      Collection<String> head,
      int stepsPerEpoch,
      double @Nullable [] classWeights) {
    return of(graph, plan, head, stepsPerEpoch, classWeights, null);
  }

  private static TrainingStep of(
      ComputationGraph graph,
      TrainingPlan plan,
      Collection<String> head,
      int stepsPerEpoch,
      double @Nullable [] classWeights,
      @Nullable Backbone pictures) {
    List<BaseLayer> layers = trainable(graph);
    String output = graph.getConfiguration().getNetworkOutputs().get(0);
    if (!(graph.getLayer(output).conf().getLayer() instanceof BaseOutputLayer last)) {
      throw LabException.of(
          "a network that ends in a classifier that learns",
          output + ", which does not",
          "put a new head on it: FineTuner does");
    }
    List<String> names = layers.stream().map(BaseLayer::getLayerName).toList();
    for (String named : plan.rates().layers().keySet()) {
      if (!names.contains(named)) {
        throw Names.unknown("a rate for a layer that is trained", named, names);
      }
    }
    // Always anew: a network that was trained with weights before would keep them.
    last.setLossFn(
        classWeights == null
            ? new LossMCXENT()
            : new LossMCXENT(Nd4j.createFromArray(floats(classWeights)).reshape(1, -1)));
    TrainingStep step = new TrainingStep(graph, plan, (int) last.getNOut(), pictures);
    step.setUpdaters(layers, head, stepsPerEpoch);
    return step;
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  /** The settings of the layers that learn, input first. */
  private static List<BaseLayer> trainable(ComputationGraph graph) {
    List<BaseLayer> found = new ArrayList<>();
    for (String name : graph.getConfiguration().getTopologicalOrderStr()) {
      Layer layer = graph.getLayer(name);
      if (layer == null || layer instanceof FrozenLayer) {
        continue;
      }
      if (layer instanceof FrozenLayerWithBackprop) {
        throw LabException.of(
            "layers frozen by DL4J's FrozenLayer",
            name + " in a FrozenLayerWithBackprop, which computes wrong gradients in 1.0.0-M2.1",
            "freeze layers with FineTuner.freezeUpTo");
      }
      if (layer.conf().getLayer() instanceof BaseLayer settings && layer.numParams() > 0) {
        found.add(settings);
      }
    }
    if (found.isEmpty()) {
      throw LabException.of("something left to train", "every layer frozen", "freeze fewer layers");
    }
    return found;
  }

  private void setUpdaters(List<BaseLayer> layers, Collection<String> head, int stepsPerEpoch) {
    int depth = 0;
    Map<String, LayerRate> fromTheTop = new LinkedHashMap<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      BaseLayer settings = layers.get(i);
      String name = settings.getLayerName();
      boolean isHead = head.contains(name);
      double highest = plan.rates().of(name, isHead, depth);
      LayerRate rate = LayerRate.of(highest, plan.schedule(), stepsPerEpoch, plan.epochs());
      boolean normalizes = settings instanceof BatchNormalization;
      settings.setIUpdater(plan.optimizer().updater(rate));
      // What batch normalization reports for its running statistics is no gradient: clipped, they
      // would no longer follow the data.
      boolean clips = !normalizes && Double.isFinite(plan.optimizer().clipNorm());
      settings.setGradientNormalization(
          clips ? GradientNormalization.ClipL2PerLayer : GradientNormalization.None);
      settings.setGradientNormalizationThreshold(clips ? plan.optimizer().clipNorm() : 1);
      fromTheTop.put(name, rate);
      if (!isHead && !normalizes) { // a normalization belongs to the convolution before it
        depth++;
      }
    }
    List<String> names = new ArrayList<>(fromTheTop.keySet());
    for (int i = names.size() - 1; i >= 0; i--) {
      rates.put(names.get(i), fromTheTop.get(names.get(i)));
    }
    graph.getConfiguration().setIterationCount(0);
    graph.setUpdater(new ComputationGraphUpdater(graph));
    InputGradients.leaveOutUnneeded(graph);
  }

  /**
   * Learns from a batch.
   *
   * @param batch pictures prepared by the network
   * @return the mean cross-entropy before the step, in nats
   * @throws LabException if another network prepared the pictures
   */
  public double fit(Batch batch) {
    return fit(Objects.requireNonNull(pictures).input(batch), batch.labels());
  }

  /**
   * Learns from examples.
   *
   * @param input what the graph takes in, {@code [n, ...]}
   * @param labels the class of each
   * @return the mean cross-entropy before the step, weighted by class weights if there are any
   */
  double fit(INDArray input, int[] labels) {
    // A function of seed and step alone, so that a run that goes on after a kill, or whose features
    // are cached, drops the same units.
    Nd4j.getRandom().setSeed(plan.seed() * 0x9E3779B97F4A7C15L + steps());
    float[][] rows = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      rows[i][labels[i]] = 1f;
    }
    try (INDArray target = Nd4j.create(rows)) {
      graph.fit(new INDArray[] {input}, new INDArray[] {target});
    }
    return graph.score();
  }

  /**
   * How many steps were taken.
   *
   * @return at least 0
   */
  public int steps() {
    return graph.getConfiguration().getIterationCount();
  }

  /**
   * The rates of the layers that learn, at the last step.
   *
   * @return layer to rate, input first
   */
  public Map<String, Double> rates() {
    int last = Math.max(0, steps() - 1);
    Map<String, Double> now = new LinkedHashMap<>();
    rates.forEach((name, rate) -> now.put(name, rate.valueAt(last, 0)));
    return now;
  }

  /**
   * What the updaters remember, such as momentum: {@code [1, n]} or {@code [n]}; null if nothing.
   */
  @Nullable INDArray updaterState() {
    return graph.getUpdater().getStateViewArray();
  }

  /** Goes on after so many steps, once {@link #updaterState} has been filled again. */
  void resume(int stepsDone) {
    graph.getConfiguration().setIterationCount(stepsDone);
  }

  /** How many classes the network tells apart. */
  int classes() {
    return classes;
  }
}
