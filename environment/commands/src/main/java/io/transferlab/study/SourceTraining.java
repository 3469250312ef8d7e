package io.transferlab.study;

import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.History;
import io.transferlab.train.Rates;
import io.transferlab.train.Trainer;
import io.transferlab.train.TrainingPlan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Trains the small networks that come with the course, on drawings. They play the parts that
 * ImageNet and Places play for VGG16.
 *
 * @param perClass drawings of each class
 * @param plan how to train
 */
public record SourceTraining(int perClass, TrainingPlan plan) {
  private static final int VALIDATION_PER_CLASS = 20;

  private static final int TRAINING_PICTURES = 11_200;
  private static final TrainingPlan SHIPPED_PLAN =
      TrainingPlan.FROM_SCRATCH
          .withEpochs(10)
          .withBatchSize(32)
          .withRates(Rates.of(7e-4, 7e-4))
          .withWarmup(200);

  /**
   * What the shipped network of a set was trained with: the same effort for each, so that they can
   * be compared; about 11,200 drawings, ten times each.
   *
   * @param set a source
   * @return the training
   */
  public static SourceTraining shipped(SketchSet set) {
    return new SourceTraining(roundToTen(TRAINING_PICTURES / set.classes().size()), SHIPPED_PLAN);
  }

  /**
   * What a network of the course is trained on.
   *
   * @param network one that is shipped
   * @return its drawings
   * @throws io.transferlab.core.LabException if it is not one of the course's own
   */
  public static SketchSet drawings(Pretrained network) {
    return Arrays.stream(SketchSet.values())
        .filter(s -> network.id().startsWith(s.id()))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "a network that comes with the course",
                    network.id(),
                    Arrays.stream(Pretrained.values())
                        .filter(p -> !p.isFetched())
                        .map(Pretrained::id)
                        .toList()));
  }

  /**
   * The seed of the network that is shipped: the median of several.
   *
   * @param network one that is shipped
   * @return what it was trained with
   */
  static long seed(Pretrained network) {
    return network == Pretrained.SKETCH_SCENES ? 3 : 1;
  }

  private static int roundToTen(int number) {
    return number / 10 * 10;
  }

  /**
   * Trains one network.
   *
   * @param name what to call it
   * @param architecture its family and sizes
   * @param set the drawings to learn
   * @param checkpoint the file in which the state is kept after each epoch, and from which the
   *     training goes on if it is there; null: none
   * @param listener told after each epoch
   * @return the network, with its test accuracy in the provenance
   * @throws io.transferlab.core.LabException if the checkpoint is that of another training
   */
  public FineTuned train(
      String name,
      Architecture architecture,
      SketchSet set,
      Path checkpoint,
      EpochListener listener) {
    long seed = plan.seed();
    ImageSet train = ImageSet.drawn(set, Split.TRAIN, perClass, seed);
    ImageSet validation = ImageSet.drawn(set, Split.VALIDATION, validationPerClass(), seed);
    ImageSet test = ImageSet.drawn(set, Split.TEST, 2 * validationPerClass(), seed);
    Backbone network =
        Backbone.random(name, architecture, Preprocessing.SKETCH, set.classes(), seed);
    History history =
        new Trainer(network, plan, List.of(Heads.OUTPUT), checkpoint)
            .fit(name, train, validation, listener)
            .history();
    Evaluation onTest = network.evaluate(test);
    Provenance provenance =
        history
            .provenance()
            .with("epochs", history.epochs().size())
            .with("kept epoch", history.bestEpoch())
            .with("date", LocalDate.now(ZoneOffset.UTC))
            .with("command", command(set, name))
            .with(
                "test accuracy", String.format(Locale.ROOT, "%.4f", onTest.meanPerClassAccuracy()));
    return new FineTuned(
        network.with(network.graph(), set.classes(), provenance), history, List.of());
  }

  /**
   * The best epoch is chosen on as many drawings of a class as are trained on, at most 20; twice as
   * many judge the network: a trial on a few does not wait for hundreds of others.
   */
  private int validationPerClass() {
    return Math.min(VALIDATION_PER_CLASS, perClass);
  }

  /**
   * The same with another seed.
   *
   * @param seed of weights, drawings and order
   * @return a changed copy
   */
  public SourceTraining withSeed(long seed) {
    return new SourceTraining(perClass, plan.withSeed(seed));
  }

  /**
   * What makes the network.
   *
   * @param set the drawings
   * @param name of the network
   * @return a command
   */
  public String command(SketchSet set, String name) {
    SourceTraining shipped = shipped(set);
    return "environment/lab sketch train "
        + name
        + (plan.seed() == shipped.plan().seed() ? "" : " --seed " + plan.seed())
        + (plan.epochs() == shipped.plan().epochs() ? "" : " --epochs " + plan.epochs())
        + (perClass == shipped.perClass() ? "" : " --per-class " + perClass);
  }
}
