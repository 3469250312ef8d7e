package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.network.Backbone;
import io.transferlab.network.ClassifierNetwork;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Trunk;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network in place: epochs of batches, a look at the validation pictures after each, the
 * best weights kept. The loop itself is {@link Run}.
 */
public final class Trainer {
  private final ClassifierNetwork network;
  private final TrainingPlan plan;
  private final Set<String> head;
  private final @Nullable Path checkpoint;
  private boolean judgesTraining = true;

  /**
   * A trainer.
   *
   * @param network what learns, in place: of a frozen one its head
   * @param plan how
   * @param head the layers that learn at the head's rate
   * @param checkpoint the file in which the state of the run is kept after each epoch, and from
   *     which it goes on if it is there; null: none
   */
  public Trainer(
      ClassifierNetwork network,
      TrainingPlan plan,
      Collection<String> head,
      @Nullable Path checkpoint) {
    this.network = network;
    this.plan = plan;
    this.head = Set.copyOf(head);
    this.checkpoint = checkpoint;
  }

  /**
   * A copy that does not measure the accuracy on the training pictures after each epoch, which
   * takes longer than that on the validation pictures: for many runs of which only the result
   * counts.
   *
   * @return the copy; the epochs' training accuracy is NaN
   */
  public Trainer withoutTrainingAccuracy() {
    Trainer copy = new Trainer(network, plan, head, checkpoint);
    copy.judgesTraining = false;
    return copy;
  }

  /**
   * Trains the network.
   *
   * @param name what to call the run
   * @param train pictures to learn from, at least one of each class and a batch of them
   * @param validation pictures to choose the best epoch by; none of {@code train}
   * @param listener told after each epoch
   * @return the network, which holds the best epoch's weights, with the run; also after an
   *     interrupt
   * @throws LabException if the pictures do not fit the network or the plan, the loss is no number
   *     any more, or the memory does not suffice; the network then has the weights of the best
   *     epoch so far
   */
  public FineTuned fit(String name, ImageSet train, ImageSet validation, EpochListener listener) {
    check(train, validation);
    Provenance provenance =
        plan.addTo(Provenance.none().with("data", train.name()).with("pictures", train.size()))
            .with("Java", System.getProperty("java.version"));
    Checkpoint kept =
        checkpoint == null ? null : new Checkpoint(checkpoint, identity(train, validation));
    try (Examples examples = examples(train, validation, listener)) {
      TrainingStep step =
          TrainingStep.of(
              examples.graph(),
              plan,
              head,
              examples.stepsPerEpoch(),
              plan.classWeights().forClassesOf(train));
      Run run = new Run(name, plan, examples, step, head, provenance, kept, listener);
      History history = run.fit(judgesTraining);
      return new FineTuned(network, history, examples.problems());
    }
  }

  private Examples examples(ImageSet train, ImageSet validation, EpochListener listener) {
    if (network instanceof HeadedNetwork headed) {
      return FeatureExamples.of(headed, plan, train, validation, listener);
    }
    Backbone whole = (Backbone) network;
    Examples features = FeatureExamples.of(whole, plan, train, validation, listener);
    return features == null ? new PictureExamples(whole, plan, train, validation) : features;
  }

  /** What makes a run this run and no other. */
  private Provenance identity(ImageSet train, ImageSet validation) {
    Provenance facts = plan.addTo(Provenance.none().with("network", network.name()));
    ComputationGraph learns;
    if (network instanceof HeadedNetwork headed) {
      learns = headed.head();
      try (Trunk trunk = headed.trunk()) {
        facts =
            facts
                .with("frozen layer", headed.layer() + ", " + headed.pooling())
                .with("frozen weights", trunk.weightsHash());
      }
    } else {
      learns = ((Backbone) network).graph();
    }
    return facts
        .with("classes", network.classes())
        .with("trained layers", Weights.live(learns).keySet())
        .with("head", new TreeSet<>(head))
        .with("weights at the start", Fingerprint.of(learns.params()))
        .with("training pictures", Fingerprint.of(train))
        .with("validation pictures", Fingerprint.of(validation));
  }

  void check(ImageSet train, ImageSet validation) {
    for (ImageSet set : List.of(train, validation)) {
      if (!set.classes().equals(network.classes())) {
        throw LabException.of(
            "pictures of the classes " + network.classes(),
            set.classes().toString(),
            "create the FineTuner with the classes of the training set");
      }
    }
    int[] counts = new int[train.classes().size()];
    train.pictures().forEach(p -> counts[p.label()]++);
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        throw LabException.of(
            "training pictures of every class",
            "none of " + train.classes().get(label),
            "add some, or leave the class out");
      }
    }
    if (validation.size() == 0) {
      throw LabException.of(
          "validation pictures", "none", "split some off: ImageSet.split or Targets.open");
    }
    if (plan.batchSize() > train.size()) {
      throw LabException.of(
          "a batch of at most " + train.size() + " pictures, which is all there are",
          "a batch of " + plan.batchSize(),
          "plan.withBatchSize("
              + train.size()
              + "), or smaller: several steps an epoch are better");
    }
    Set<Picture> learned = new HashSet<>(train.pictures());
    long both = validation.pictures().stream().filter(learned::contains).count();
    if (both > 0) {
      throw LabException.of(
          "validation pictures that are not trained on",
          both + " pictures in both sets",
          "split them: ImageSet.split or Targets.open give disjoint sets");
    }
  }
}
