package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How to train. Immutable: the {@code with} methods return changed copies, which start from {@link
 * #FINE_TUNING} or {@link #FROM_SCRATCH}. Plans of the same values are equal.
 */
public final class TrainingPlan {
  /**
   * Fine-tuning on few pictures: Adam, 1e-3 for the new head and 3e-4 below it, with a warm-up of
   * 10 steps and a cosine. The usual advice is a tenth for the body, {@code
   * withRates(Rates.of(1e-3))}. Here it is three tenths: the Sketch world's networks are small and
   * have much to learn on their targets. {@code Sketch_Objects} on {@code sketch-animals} reaches
   * 83.2 ± 0.5 % on the test with three tenths and 79.8 ± 0.5 % with one (three seeds).
   */
  public static final TrainingPlan FINE_TUNING = new TrainingPlan();

  /** From scratch on few pictures: one rate for all layers, and enough epochs to converge. */
  public static final TrainingPlan FROM_SCRATCH = FINE_TUNING.withEpochs(80).withRates(5e-4, 5e-4);

  private int epochs = 20;
  private int batchSize = 16;
  private Rates rates = Rates.of(1e-3, 3e-4);
  private Schedule schedule = Schedule.cosine().withWarmup(10);
  private Optimizer optimizer = Optimizer.ADAM;
  private Augmentation augmentation = Augmentation.defaults();
  private int cachedViews;
  private ClassWeights classWeights = ClassWeights.NONE;
  private int patience;
  private long seed = 1;

  private TrainingPlan() {}

  /**
   * Passes over the training pictures.
   *
   * @return at least 1
   */
  public int epochs() {
    return epochs;
  }

  /**
   * A copy with other epochs.
   *
   * @param value passes over the training pictures, at least 1
   * @return the copy
   * @throws LabException for fewer
   */
  public TrainingPlan withEpochs(int value) {
    require(value >= 1, "at least 1 epoch", value, "5 to 20 are usual with a pretrained network");
    TrainingPlan copy = copy();
    copy.epochs = value;
    return copy;
  }

  /**
   * Pictures a step.
   *
   * @return at least 1
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * A copy with another batch size.
   *
   * @param value pictures a step, at least 1
   * @return the copy
   * @throws LabException for fewer
   */
  public TrainingPlan withBatchSize(int value) {
    require(value >= 1, "a batch of at least 1 picture", value, "16 is the labs' default");
    TrainingPlan copy = copy();
    copy.batchSize = value;
    return copy;
  }

  /**
   * The highest learning rate of each layer.
   *
   * @return the rates
   */
  public Rates rates() {
    return rates;
  }

  /**
   * The highest learning rate of the new layers.
   *
   * @return the rate, above 0 and below 10
   */
  public double headRate() {
    return rates.head();
  }

  /**
   * The highest learning rate of the other layers that are not frozen.
   *
   * @return the rate, above 0 and below 10
   */
  public double bodyRate() {
    return rates.body();
  }

  /**
   * A copy with other rates.
   *
   * @param value the highest learning rate of each layer
   * @return the copy
   */
  public TrainingPlan withRates(Rates value) {
    TrainingPlan copy = copy();
    copy.rates = value;
    return copy;
  }

  /**
   * A copy with other rates; single layers' and the decay over depth stay as they are.
   *
   * @param head of the new layers, above 0 and below 10
   * @param body of the other layers that are not frozen, above 0 and below 10
   * @return the copy
   * @throws LabException for a rate outside its range
   */
  public TrainingPlan withRates(double head, double body) {
    return withRates(new Rates(head, body, rates.decay(), rates.layers()));
  }

  /**
   * How the rates change over the run.
   *
   * @return the schedule, warm-up included
   */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * A copy with another schedule.
   *
   * @param value how the rates go on from step to step, warm-up included
   * @return the copy
   */
  public TrainingPlan withSchedule(Schedule value) {
    TrainingPlan copy = copy();
    copy.schedule = value;
    return copy;
  }

  /**
   * A copy with another warm-up.
   *
   * @param steps (batches) in which the rates rise to their highest, at least 0
   * @return the copy
   * @throws LabException for a negative number
   */
  public TrainingPlan withWarmup(int steps) {
    return withSchedule(schedule.withWarmup(steps));
  }

  /**
   * What makes steps of gradients.
   *
   * @return the optimizer
   */
  public Optimizer optimizer() {
    return optimizer;
  }

  /**
   * A copy with another optimizer; remember that its rates differ too.
   *
   * @param value the rule, its momentum and the length of the longest gradient
   * @return the copy
   */
  public TrainingPlan withOptimizer(Optimizer value) {
    TrainingPlan copy = copy();
    copy.optimizer = value;
    return copy;
  }

  /**
   * Random changes of the training pictures.
   *
   * @return the changes
   */
  public Augmentation augmentation() {
    return augmentation;
  }

  /**
   * A copy with other random changes.
   *
   * @param value what is done to training pictures, anew in every epoch
   * @return the copy
   */
  public TrainingPlan withAugmentation(Augmentation value) {
    TrainingPlan copy = copy();
    copy.augmentation = value;
    return copy;
  }

  /**
   * With a frozen trunk: of how many changed copies of each picture its features are computed, once
   * for all epochs. 0: they are computed anew in every epoch, for as many different copies as there
   * are epochs. Without augmentation there is but one view, and it is always computed once.
   *
   * @return at least 0
   */
  public int cachedViews() {
    return cachedViews;
  }

  /**
   * A copy that computes a frozen trunk's features once, for so many views; 0: each time anew.
   *
   * @param value changed copies of each picture, at least 0
   * @return the copy
   * @throws LabException for a negative number
   */
  public TrainingPlan withCachedViews(int value) {
    require(
        value >= 0,
        "at least 0 cached views",
        value,
        "4 is plenty; 0 computes new ones in every epoch");
    TrainingPlan copy = copy();
    copy.cachedViews = value;
    return copy;
  }

  /**
   * How much a picture of each class counts.
   *
   * @return the weights
   */
  public ClassWeights classWeights() {
    return classWeights;
  }

  /**
   * A copy with other weights of classes.
   *
   * @param value how much the pictures of each class count in the loss
   * @return the copy
   */
  public TrainingPlan withClassWeights(ClassWeights value) {
    TrainingPlan copy = copy();
    copy.classWeights = value;
    return copy;
  }

  /**
   * Epochs without a better validation accuracy before training stops.
   *
   * @return 0: it never stops early
   */
  public int patience() {
    return patience;
  }

  /**
   * A copy that stops after so many epochs without improvement.
   *
   * @param value at least 0; 0: never
   * @return the copy
   * @throws LabException for a negative number
   */
  public TrainingPlan withPatience(int value) {
    require(value >= 0, "a patience of at least 0 epochs", value, "0 never stops early");
    TrainingPlan copy = copy();
    copy.patience = value;
    return copy;
  }

  /**
   * Decides the order of the pictures, their changes, dropout and new random weights.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * A copy with another seed.
   *
   * @param value decides new weights, the order of the pictures and their random changes
   * @return the copy
   */
  public TrainingPlan withSeed(long value) {
    TrainingPlan copy = copy();
    copy.seed = value;
    return copy;
  }

  private static void require(boolean good, String expected, int found, String next) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), next);
    }
  }

  /**
   * The plan as facts of a run.
   *
   * @param facts what is known already
   * @return the same, and all values of the plan
   */
  public Provenance addTo(Provenance facts) {
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

  private TrainingPlan copy() {
    TrainingPlan copy = new TrainingPlan();
    copy.epochs = epochs;
    copy.batchSize = batchSize;
    copy.rates = rates;
    copy.schedule = schedule;
    copy.optimizer = optimizer;
    copy.augmentation = augmentation;
    copy.cachedViews = cachedViews;
    copy.classWeights = classWeights;
    copy.patience = patience;
    copy.seed = seed;
    return copy;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epochs", epochs);
    values.put("batchSize", batchSize);
    values.put("rates", rates);
    values.put("schedule", schedule);
    values.put("optimizer", optimizer);
    values.put("augmentation", augmentation);
    values.put("cachedViews", cachedViews);
    values.put("classWeights", classWeights);
    values.put("patience", patience);
    values.put("seed", seed);
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingPlan that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return values().entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(", ", "TrainingPlan[", "]"));
  }
}
