package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.network.Heads;
import java.util.List;
import java.util.Set;

/**
 * Fine-tunes without forgetting: batches of the target and of the source in turn, over shared
 * layers with a head for each. (Of the ways to hold forgetting back it is the plainest, called
 * rehearsal by Robins 1995, Connection Science 7(2), and joint training where all source pictures
 * are there: Li and Hoiem 2016, arXiv 1606.09282, section 2.) Immutable: the methods that choose
 * something return changed copies.
 *
 * <pre>{@code
 * var both = RehearsalTuner.of(source, objects, cats.train().classes())
 *     .withPlan(TrainingPlan.FINE_TUNING.withEpochs(10))
 *     .fit("in turn", cats.train(), cats.validation(), EpochListener.LINES);
 * both.target().evaluate(cats.test());
 * both.source().evaluate(objectsTest);
 * }</pre>
 *
 * <p>There are two graphs, and the shared weights are copied from one to the other after each step.
 * One graph with two outputs would not do: with the labels of one head masked its gradient is 0,
 * but Adam and momentum move its weights all the same, by what they remember; here a step on one
 * head leaves the other's weights as they are, bit for bit. Each graph has an updater of its own,
 * so that neither task's larger gradients rule the step sizes of the other. Running statistics of
 * batch normalization are shared like weights: they are those of both kinds of pictures. For the
 * Sketch networks a copy takes about 1 ms, a step of 16 pictures over 100.
 */
public final class RehearsalTuner {
  private final Backbone source;
  private final ImageSet pictures;
  private final FineTuner tuner;
  private TrainingPlan plan = TrainingPlan.FINE_TUNING;
  private int sourceBatches = 1;

  private RehearsalTuner(Backbone source, ImageSet pictures, FineTuner tuner) {
    this.source = source;
    this.pictures = pictures;
    this.tuner = tuner;
  }

  /**
   * One source batch after each target batch, all layers trained, {@link TrainingPlan#FINE_TUNING}.
   *
   * @param source the pretrained network with its top; stays as it is
   * @param pictures pictures of the source's classes, so that it does not forget them
   * @param classes names of the target's classes, at least two
   * @return the tuner
   * @throws LabException if the pictures' classes are not the source's, or there are none
   */
  public static RehearsalTuner of(Backbone source, ImageSet pictures, List<String> classes) {
    if (!pictures.classes().equals(source.classes())) {
      throw LabException.of(
          "pictures of the classes of " + source.name() + ": " + source.classes(),
          pictures.classes().toString(),
          "give pictures of what it was trained on");
    }
    if (pictures.size() == 0) {
      throw LabException.of("pictures of the source", "none", "draw or fetch some");
    }
    return new RehearsalTuner(source, pictures, FineTuner.of(source, classes));
  }

  /**
   * Keeps a layer and all before it as they are, for both.
   *
   * @param layer name of the last frozen layer
   * @return a changed copy
   * @throws LabException for an unknown layer, or if nothing shared would be left to train
   */
  public RehearsalTuner freezeUpTo(String layer) {
    return withTuner(tuner.freezeUpTo(layer));
  }

  /**
   * Chooses the target's head.
   *
   * @param value fully connected layers, dropout
   * @return a changed copy
   */
  public RehearsalTuner withHead(Head value) {
    return withTuner(tuner.withHead(value));
  }

  /**
   * Sets how to train: an epoch is one pass over the target's pictures. The source's head learns at
   * the rate of the body, as it is no new one.
   *
   * @param value rates, epochs, seed
   * @return a changed copy
   */
  public RehearsalTuner withPlan(TrainingPlan value) {
    RehearsalTuner copy = withTuner(tuner.withPlan(value));
    copy.plan = value;
    return copy;
  }

  /**
   * Chooses how often the source has its turn.
   *
   * @param each source batches after each target batch, at least 1
   * @return a changed copy
   */
  public RehearsalTuner withSourceBatches(int each) {
    if (each < 1) {
      throw LabException.of(
          "at least 1 source batch in its turn",
          String.valueOf(each),
          "FineTuner learns the target alone");
    }
    RehearsalTuner copy = withTuner(tuner);
    copy.sourceBatches = each;
    return copy;
  }

  private RehearsalTuner withTuner(FineTuner changed) {
    RehearsalTuner copy = new RehearsalTuner(source, pictures, changed);
    copy.plan = plan;
    copy.sourceBatches = sourceBatches;
    return copy;
  }

  /**
   * Trains.
   *
   * @param name what to call the run
   * @param train pictures of the target to learn from
   * @param validation pictures of the target to choose the best epoch by, none of {@code train}
   * @param listener told after each epoch
   * @return both networks, with the best epoch's weights; also after an interrupt
   * @throws LabException as {@link FineTuner#fit}
   */
  public Rehearsed fit(String name, ImageSet train, ImageSet validation, EpochListener listener) {
    Backbone target = tuner.prepare();
    Set<String> head = FineTuner.headLayers(target);
    new Trainer(target, plan, head, null).check(train, validation);
    List<String> frozen = target.frozenLayers();
    Backbone old =
        frozen.isEmpty()
            ? Heads.thaw(source)
            : Heads.freezeUpTo(source, frozen.get(frozen.size() - 1));
    Provenance provenance =
        plan.addTo(
            Provenance.none()
                .with("data", train.name())
                .with("pictures", train.size())
                .with("in turn with", pictures.name())
                .with("source pictures", pictures.size())
                .with("source batches", sourceBatches)
                .with("source", source.name())
                .with(
                    "frozen up to", frozen.isEmpty() ? "nothing" : frozen.get(frozen.size() - 1)));
    try (RehearsalExamples examples =
        new RehearsalExamples(
            new PictureExamples(target, plan, train, validation),
            old,
            pictures,
            plan,
            sourceBatches)) {
      TrainingStep step =
          TrainingStep.of(
              target.graph(),
              plan,
              head,
              examples.stepsPerEpoch(),
              plan.classWeights().forClassesOf(train));
      History history =
          new Run(name, plan, examples, step, head, provenance, null, examples.told(listener))
              .fit();
      examples.finish(history);
      Provenance done = provenance.with("epoch", history.bestEpoch());
      return new Rehearsed(
          target.with(target.graph(), target.classes(), done),
          old.with(old.graph(), old.classes(), done),
          history,
          examples.problems());
    }
  }
}
