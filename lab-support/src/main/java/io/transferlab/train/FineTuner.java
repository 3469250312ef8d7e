package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import java.util.List;

/**
 * Fine-tunes a pretrained network: keeps its layers, gives it a new head for the new classes, and
 * trains what is not frozen. The pretrained network stays as it is. Immutable: {@code freezeUpTo}
 * and {@code plan} return changed copies.
 *
 * <pre>{@code
 * var tuned = FineTuner.of(source, cats.train().classes())
 *     .freezeUpTo("block3_pool")
 *     .plan(Plan.FINE_TUNING.withEpochs(10))
 *     .fit("fine-tuned", cats.train(), cats.validation(), EpochListener.LINES);
 * }</pre>
 */
public final class FineTuner {
  private final Backbone source;
  private final List<String> classes;
  private final String frozenUpTo;
  private final boolean fromScratch;
  private final Plan plan;

  private FineTuner(
      Backbone source, List<String> classes, String frozenUpTo, boolean fromScratch, Plan plan) {
    this.source = source;
    this.classes = List.copyOf(classes);
    this.frozenUpTo = frozenUpTo;
    this.fromScratch = fromScratch;
    this.plan = plan;
  }

  /**
   * Fine-tuning of all layers, {@link Plan#FINE_TUNING}.
   *
   * @param source the pretrained network
   * @param classes names of the new classes, at least two
   * @return the tuner
   */
  public static FineTuner of(Backbone source, List<String> classes) {
    return new FineTuner(source, checked(classes), null, false, Plan.FINE_TUNING);
  }

  /**
   * For comparison: the same architecture with random weights, {@link Plan#FROM_SCRATCH}.
   *
   * @param architecture a network of that architecture; its weights are not used
   * @param classes names of the classes, at least two
   * @return the tuner
   */
  public static FineTuner fromScratch(Backbone architecture, List<String> classes) {
    return new FineTuner(architecture, checked(classes), null, true, Plan.FROM_SCRATCH);
  }

  private static List<String> checked(List<String> classes) {
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    return classes;
  }

  /**
   * Keeps a layer and all before it as they are.
   *
   * @param layer name of the last frozen layer, for instance {@code block5_pool}
   * @return a changed copy
   * @throws LabException if there is no such layer, or nothing would be left to train
   */
  public FineTuner freezeUpTo(String layer) {
    List<String> names = source.layerNames();
    if (names.indexOf(source.requireLayer(layer)) == names.size() - 1) {
      throw LabException.of(
          "something left to train",
          "every layer frozen",
          "freeze up to " + names.get(names.size() - 2) + " at most");
    }
    return new FineTuner(source, classes, layer, fromScratch, plan);
  }

  /**
   * Sets how to train.
   *
   * @param newPlan rates, epochs, seed
   * @return a changed copy
   */
  public FineTuner plan(Plan newPlan) {
    return new FineTuner(source, classes, frozenUpTo, fromScratch, newPlan);
  }

  /**
   * The network as it would be at the start of training: new head, frozen layers marked.
   *
   * @return a new network
   */
  public Backbone prepare() {
    Backbone headed = Heads.replace(source, classes, frozenUpTo, plan.seed());
    return fromScratch ? Heads.randomized(headed, plan.seed()) : headed;
  }

  /**
   * Trains.
   *
   * @param name what to call the run
   * @param train pictures to learn from
   * @param validation pictures to choose the best epoch by, none of {@code train}
   * @param listener told after each epoch
   * @return the network with the best epoch's weights, and its history; also after an interrupt
   * @throws LabException if the classes of the pictures are not those of the head, or the loss is
   *     no number any more
   */
  public FineTuned fit(String name, ImageSet train, ImageSet validation, EpochListener listener) {
    for (ImageSet set : List.of(train, validation)) {
      if (!set.classes().equals(classes)) {
        throw LabException.of(
            "pictures of the classes " + classes,
            set.classes().toString(),
            "create the FineTuner with the classes of the training set");
      }
    }
    Backbone network = prepare();
    Trainer trainer = new Trainer(network, plan, List.of(Heads.OUTPUT), null);
    FineTuned trained = trainer.fit(name, train, validation, listener);
    History history = trained.history();
    Provenance provenance =
        history
            .provenance()
            .with("source", fromScratch ? "random weights" : source.name())
            .with("frozen up to", frozenUpTo == null ? "nothing" : frozenUpTo)
            .with("epoch", history.bestEpoch());
    return new FineTuned(
        network.with(network.graph(), classes, provenance), history, trained.problems());
  }
}
