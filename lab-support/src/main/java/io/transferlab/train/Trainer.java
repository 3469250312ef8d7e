package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import io.transferlab.network.InputGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The training loop: epochs of batches, a look at the validation pictures after each, the best
 * weights kept. Interrupting the thread stops it within one batch.
 */
final class Trainer {
  private static final int EVALUATION_BATCH = 64;
  private static final int TRAIN_ACCURACY_PICTURES = 512;
  private static final double CLIP_NORM = 2;

  private final Backbone network;
  private final Plan plan;
  private final String outputLayer;
  private final List<String> problems = new ArrayList<>();

  Trainer(Backbone network, Plan plan, String outputLayer) {
    this.network = network;
    this.plan = plan;
    this.outputLayer = outputLayer;
  }

  /**
   * Trains the network in place.
   *
   * @param name what to call the run
   * @param train pictures to learn from
   * @param validation pictures to choose the best epoch by; none of {@code train}
   * @param listener told after each epoch
   * @return the run; the network holds the best epoch's weights
   */
  History fit(String name, ImageSet train, ImageSet validation, EpochListener listener) {
    ComputationGraph graph = network.graph();
    Pixels trainPixels = network.pixels(train);
    Pixels validationPixels = network.pixels(validation);
    Pixels trainSample =
        train.size() <= TRAIN_ACCURACY_PICTURES
            ? trainPixels
            : network.pixels(
                train.take(
                    Math.max(1, TRAIN_ACCURACY_PICTURES / train.classes().size()), plan.seed()));
    int stepsPerEpoch = (train.size() + plan.batchSize() - 1) / plan.batchSize();
    setUpdaters(graph, stepsPerEpoch * plan.epochs());

    List<Epoch> epochs = new ArrayList<>();
    INDArray bestWeights = graph.params().dup();
    int best = 0;
    boolean interrupted = false;
    Provenance provenance = provenance(train);
    try {
      while (epochs.size() < plan.epochs()) {
        Epoch epoch = epoch(epochs.size() + 1, trainPixels, trainSample, validationPixels);
        epochs.add(epoch);
        if (best == 0 || isBetter(epoch, epochs.get(best - 1))) {
          best = epoch.number();
          bestWeights.assign(graph.params());
        }
        listener.onEpoch(new History(name, epochs, best, false, provenance));
        if (plan.patience() > 0 && epoch.number() - best >= plan.patience()) {
          break;
        }
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: the run ends here, what follows may go on
      interrupted = true;
    } finally {
      // Also after an error: never the weights of a step that went wrong.
      if (best > 0 || !interrupted) {
        graph.setParams(bestWeights);
      }
      bestWeights.close();
    }
    problems.addAll(trainPixels.problems());
    problems.addAll(validationPixels.problems());
    return new History(name, epochs, best, interrupted, provenance);
  }

  /** One pass over the training pictures, then a look at the others. */
  private Epoch epoch(int number, Pixels train, Pixels trainSample, Pixels validation) {
    long start = System.nanoTime();
    double loss = 0;
    int seen = 0;
    ComputationGraph graph = network.graph();
    long seed = plan.seed() * 1_000_003L + number - 1;
    for (Batch batch : network.epoch(train, plan.augmentation(), plan.batchSize(), seed)) {
      try (batch;
          INDArray target = batch.oneHot(train.set().classes().size())) {
        graph.fit(new INDArray[] {batch.input()}, new INDArray[] {target});
      }
      loss += graph.score() * batch.size();
      seen += batch.size();
      if (Double.isNaN(loss)) {
        throw LabException.of(
            "a loss that falls",
            "no number in epoch " + number + ": the steps were too large",
            "try rates ten times lower than " + plan.headRate() + " and " + plan.bodyRate());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while training");
      }
    }
    if (seen == 0) {
      throw Classified.unreadable(train);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Classified onValidation = Classified.of(network, validation, EVALUATION_BATCH);
    Classified onTrain = Classified.of(network, trainSample, EVALUATION_BATCH);
    return new Epoch(
        number,
        loss / seen,
        onTrain.evaluation().meanPerClassAccuracy(),
        onValidation.loss(),
        onValidation.evaluation().meanPerClassAccuracy(),
        seconds,
        seen / seconds);
  }

  /** The pictures that could not be read, one line each; after {@code fit}. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private static boolean isBetter(Epoch a, Epoch b) {
    return a.validationAccuracy() > b.validationAccuracy()
        || (a.validationAccuracy() == b.validationAccuracy()
            && a.validationLoss() < b.validationLoss());
  }

  private Provenance provenance(ImageSet train) {
    return Provenance.none()
        .with("data", train.name())
        .with("pictures", train.size())
        .with("seed", plan.seed())
        .with("batch size", plan.batchSize())
        .with("head rate", plan.headRate())
        .with("body rate", plan.bodyRate())
        .with("planned epochs", plan.epochs())
        .with("warm-up steps", plan.warmupSteps())
        .with("augmentation", plan.augmentation())
        .with("Java", System.getProperty("java.version"));
  }

  /**
   * Gives every layer an updater of its own. DL4J shares one object between all layers of a
   * fine-tuned network, so that a rate set for one would change the others too.
   */
  private void setUpdaters(ComputationGraph graph, int steps) {
    int warmup = Math.min(plan.warmupSteps(), Math.max(0, steps / 2));
    for (Layer layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer settings) {
        boolean head = outputLayer.equals(settings.getLayerName());
        double rate = head ? plan.headRate() : plan.bodyRate();
        settings.setIUpdater(new Adam(new WarmupCosine(rate, warmup, steps)));
        // What batch normalization reports for its running statistics is no gradient: clipped, they
        // would no longer follow the data.
        settings.setGradientNormalization(
            settings instanceof BatchNormalization
                ? GradientNormalization.None
                : GradientNormalization.ClipL2PerLayer);
        settings.setGradientNormalizationThreshold(CLIP_NORM);
      }
    }
    graph.getConfiguration().setIterationCount(0);
    graph.setUpdater(new ComputationGraphUpdater(graph));
    InputGradients.leaveOutUnneeded(graph);
  }
}
