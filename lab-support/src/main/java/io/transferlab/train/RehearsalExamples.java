package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import io.transferlab.network.Heads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pictures of a target, and after each batch of them a batch of the source's for the source. */
final class RehearsalExamples implements Examples {
  /** Another stream of random numbers than the target's. */
  private static final long APART = 700_001;

  private final PictureExamples target;
  private final Backbone source;
  private final Pixels pixels;
  private final TrainingPlan plan;
  private final int sourceBatches;
  private final TrainingStep step;
  private final Map<String, INDArray> ofTarget;
  private final Map<String, INDArray> ofSource;

  /** The source's own layers as they were in the best epoch. */
  private final Map<String, INDArray> kept = new LinkedHashMap<>();

  private @Nullable Iterator<Batch> stream;
  private int pass;

  /**
   * Both kinds of pictures.
   *
   * @param target what the loop learns
   * @param source learns in place; layers of the same name, but for the output, are shared
   * @param pictures of the source's classes
   * @param plan how
   * @param sourceBatches after each target batch
   */
  RehearsalExamples(
      PictureExamples target,
      Backbone source,
      ImageSet pictures,
      TrainingPlan plan,
      int sourceBatches) {
    this.target = target;
    this.source = source;
    this.pixels = source.pixels(pictures);
    this.plan = plan.withSeed(plan.seed() + APART);
    this.sourceBatches = sourceBatches;
    double rate = plan.bodyRate();
    this.step =
        TrainingStep.of(
            source.graph(),
            this.plan.withRates(new Rates(rate, rate, plan.rates().decay(), Map.of())),
            Set.of(Heads.OUTPUT),
            target.stepsPerEpoch() * sourceBatches,
            null);
    this.ofTarget = new LinkedHashMap<>(Weights.live(target.graph()));
    this.ofSource = new LinkedHashMap<>(Weights.live(source.graph()));
    for (Map.Entry<String, INDArray> own : List.copyOf(ofSource.entrySet())) {
      String name = own.getKey();
      INDArray other = ofTarget.get(name);
      // ND4J does not notice an assignment of another length: it writes over what lies behind.
      boolean shared =
          !name.equals(Heads.OUTPUT) && other != null && other.length() == own.getValue().length();
      if (!shared) {
        kept.put(name, ofSource.remove(name).dup());
      }
    }
    ofTarget.keySet().retainAll(ofSource.keySet());
  }

  @Override
  public ComputationGraph graph() {
    return target.graph();
  }

  @Override
  public boolean areWhole() {
    return target.areWhole();
  }

  @Override
  public int stepsPerEpoch() {
    return target.stepsPerEpoch();
  }

  @Override
  public void epoch(int number, Learner learner) {
    target.epoch(
        number,
        (input, labels) -> {
          learner.learn(input, labels);
          copy(ofTarget, ofSource);
          for (int i = 0; i < sourceBatches; i++) {
            turn(number);
          }
          copy(ofSource, ofTarget);
        });
  }

  /** One step of the source. */
  private void turn(int number) {
    try (Batch batch = next()) {
      if (!Double.isFinite(step.fit(source.input(batch), batch.labels()))) {
        throw LabException.of(
            "a loss that falls",
            "no number on the source's pictures in epoch " + number + ": the steps were too large",
            "try rates ten times lower than " + plan.headRate() + " and " + plan.bodyRate());
      }
    }
  }

  private Batch next() {
    for (int tries = 0; tries < 2; tries++) {
      if (stream == null || !stream.hasNext()) {
        long seed = PictureExamples.epochSeed(plan, ++pass);
        int size = Math.min(plan.batchSize(), pixels.set().size());
        stream = source.epoch(pixels, plan.augmentation(), size, seed).iterator();
      }
      if (stream.hasNext()) {
        return stream.next();
      }
    }
    throw Classified.unreadable(pixels);
  }

  private static void copy(Map<String, INDArray> from, Map<String, INDArray> into) {
    from.forEach((name, array) -> Objects.requireNonNull(into.get(name)).assign(array));
  }

  /** A listener that keeps the source's own layers whenever an epoch is the best so far. */
  EpochListener told(EpochListener listener) {
    return new EpochListener() {
      @Override
      public void onEpoch(History soFar) {
        if (soFar.bestEpoch() == soFar.last().number()) {
          Map<String, INDArray> live = Weights.live(source.graph());
          kept.forEach((name, array) -> array.assign(live.get(name)));
        }
        listener.onEpoch(soFar);
      }

      @Override
      public void onStep(TrainingProgress at) {
        listener.onStep(at);
      }

      @Override
      public void onLook(int pictures, double seconds) {
        listener.onLook(pictures, seconds);
      }

      @Override
      public boolean isLive() {
        return listener.isLive();
      }

      @Override
      public void note(String line) {
        listener.note(line);
      }
    };
  }

  /** Gives the source the weights of the target's best epoch. */
  void finish(History history) {
    copy(ofTarget, ofSource);
    if (history.bestEpoch() > 0) {
      Map<String, INDArray> live = Weights.live(source.graph());
      kept.forEach((name, array) -> Objects.requireNonNull(live.get(name)).assign(array));
    }
  }

  @Override
  public INDArray blank(int size) {
    return target.blank(size);
  }

  @Override
  public Look look(boolean training) {
    return target.look(training);
  }

  @Override
  public LabException unreadable() {
    return target.unreadable();
  }

  @Override
  public List<String> problems() {
    List<String> all = new ArrayList<>(target.problems());
    all.addAll(pixels.problems());
    return all;
  }

  @Override
  public void close() {
    kept.values().forEach(INDArray::close);
    target.close();
  }
}
