package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Ending;
import io.transferlab.network.Head;
import io.transferlab.network.Heads;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tunes a pretrained network: keeps its layers, gives it a new head for the new classes, and
 * trains what is not frozen. The pretrained network stays as it is. Immutable: the methods that
 * choose something return changed copies.
 *
 * <pre>{@code
 * var tuned = FineTuner.of(source, cats.train().classes())
 *     .freezeUpTo("block3_pool")
 *     .withHead(Head.of(128).withDropout(0.5))
 *     .withPlan(TrainingPlan.FINE_TUNING.withEpochs(10))
 *     .fit("head", cats.train(), cats.validation(), EpochListener.LINES);
 * // then everything, gently:
 * var all = FineTuner.continuing(tuned)
 *     .withPlan(TrainingPlan.FINE_TUNING.withRates(Rates.of(1e-4)))
 *     .fit("all layers", cats.train(), cats.validation(), EpochListener.LINES);
 * }</pre>
 */
public final class FineTuner {
  private enum Start {
    NEW_HEAD,
    RANDOM,
    CONTINUED
  }

  private final Backbone source;
  private final List<String> classes;
  private final Start start;
  private Head head = Head.LINEAR;
  private @Nullable String headBehind;
  private @Nullable String frozenUpTo;
  private TrainingPlan plan;
  private @Nullable Path checkpoint;

  private FineTuner(Backbone source, List<String> classes, Start start, TrainingPlan plan) {
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    this.source = source;
    this.classes = List.copyOf(classes);
    this.start = start;
    this.plan = plan;
  }

  /**
   * Fine-tuning of all layers with a new output layer, {@link TrainingPlan#FINE_TUNING}.
   *
   * @param source the pretrained network, with or without its top
   * @param classes names of the new classes, at least two
   * @return the tuner
   * @throws LabException for fewer than two classes
   */
  public static FineTuner of(Backbone source, List<String> classes) {
    return new FineTuner(source, classes, Start.NEW_HEAD, TrainingPlan.FINE_TUNING);
  }

  /**
   * For comparison: the same architecture with random weights, {@link TrainingPlan#FROM_SCRATCH}.
   *
   * @param architecture a network of that architecture; its weights are not used
   * @param classes names of the classes, at least two
   * @return the tuner
   * @throws LabException for fewer than two classes
   */
  public static FineTuner fromScratch(Backbone architecture, List<String> classes) {
    return new FineTuner(architecture, classes, Start.RANDOM, TrainingPlan.FROM_SCRATCH);
  }

  /**
   * Goes on with a network that was tuned before: its weights and its head stay, and any layers may
   * be frozen or not, whatever was frozen before. (DL4J cannot unfreeze: the network is built anew
   * and the weights copied, bit for bit.) What the updater remembered is forgotten.
   *
   * @param tuned what was tuned; not changed
   * @return the tuner; nothing frozen, {@link TrainingPlan#FINE_TUNING}
   */
  public static FineTuner continuing(FineTuned tuned) {
    Backbone network = tuned.network();
    return new FineTuner(network, network.classes(), Start.CONTINUED, TrainingPlan.FINE_TUNING);
  }

  /**
   * Keeps a layer and all before it as they are.
   *
   * @param layer name of the last frozen layer, for instance {@code block5_pool}, or its number as
   *     text
   * @return a changed copy
   * @throws LabException if there is no such layer, or nothing would be left to train
   */
  public FineTuner freezeUpTo(String layer) {
    if (layer.matches("\\d{1,6}")) {
      return freezeUpTo(Integer.parseInt(layer));
    }
    List<String> names = source.layerNames();
    if (source.requireLayer(layer).equals(Heads.OUTPUT)) {
      throw LabException.of(
          "something left to train",
          "every layer frozen",
          "freeze up to " + names.get(names.size() - 2) + " at most");
    }
    return withFrozenUpTo(layer);
  }

  /**
   * Keeps the first layers as they are.
   *
   * @param layers how many, in the order of {@link Backbone#layerNames()}; 0: none
   * @return a changed copy
   * @throws LabException if there are not so many, or nothing would be left to train
   */
  public FineTuner freezeUpTo(int layers) {
    List<String> names = source.layerNames();
    if (layers < 0 || layers > names.size()) {
      throw LabException.of(
          "a layer number of 0 to " + names.size() + ", as " + source.name() + " has",
          String.valueOf(layers),
          "source.summary() lists the layers in their order");
    }
    return layers == 0 ? freezeNothing() : freezeUpTo(names.get(layers - 1));
  }

  /**
   * Trains all layers, as it does unless told otherwise.
   *
   * @return a changed copy
   */
  public FineTuner freezeNothing() {
    return withFrozenUpTo(null);
  }

  private FineTuner withFrozenUpTo(@Nullable String layer) {
    FineTuner copy = copy();
    copy.frozenUpTo = layer;
    return copy;
  }

  /**
   * Chooses the head that takes the place of the output layer.
   *
   * @param value fully connected layers, dropout
   * @return a changed copy
   * @throws LabException when going on with a tuned network, which keeps its head
   */
  public FineTuner withHead(Head value) {
    return withHead(headBehind, value);
  }

  /**
   * Chooses the head and where it is put: all layers behind that one are left out, such as {@code
   * fc1} and {@code fc2} of VGG16 with a head behind {@code block5_pool}.
   *
   * @param layer name of the last layer that is kept
   * @param value fully connected layers, dropout, pooling of feature maps
   * @return a changed copy
   * @throws LabException for an unknown layer, or when going on with a tuned network
   */
  public FineTuner withHeadBehind(String layer, Head value) {
    return withHead(source.requireLayer(layer), value);
  }

  private FineTuner withHead(@Nullable String behind, Head value) {
    if (start == Start.CONTINUED) {
      throw LabException.of(
          "to go on with the head there is",
          "another head",
          "FineTuner.of(tuned.network(), classes) takes the tuned network as a source");
    }
    FineTuner copy = copy();
    copy.headBehind = behind;
    copy.head = value;
    return copy;
  }

  /**
   * Sets how to train.
   *
   * @param value rates, epochs, seed
   * @return a changed copy
   */
  public FineTuner withPlan(TrainingPlan value) {
    FineTuner copy = copy();
    copy.plan = value;
    return copy;
  }

  /**
   * Keeps the state of the run in a file after each epoch; if that file is there, the run goes on
   * from it, and ends as if it had never stopped.
   *
   * @param file of this run alone; it stays when the run is done
   * @return a changed copy
   */
  public FineTuner withCheckpoint(Path file) {
    FineTuner copy = copy();
    copy.checkpoint = file;
    return copy;
  }

  private FineTuner copy() {
    FineTuner copy = new FineTuner(source, classes, start, plan);
    copy.head = head;
    copy.headBehind = headBehind;
    copy.frozenUpTo = frozenUpTo;
    copy.checkpoint = checkpoint;
    return copy;
  }

  /**
   * The network as it would be at the start of training: new head, frozen layers marked.
   *
   * @return a new network
   * @throws LabException if what shall be frozen is what the head replaces
   */
  public Backbone prepare() {
    if (start == Start.CONTINUED) {
      return frozenUpTo == null ? Heads.thaw(source) : Heads.freezeUpTo(source, frozenUpTo);
    }
    Backbone headed =
        headBehind == null
            ? Heads.replace(source, head, classes, frozenUpTo, plan.seed())
            : Heads.replaceBehind(source, headBehind, head, classes, frozenUpTo, plan.seed());
    return start == Start.RANDOM ? Heads.randomized(headed, plan.seed()) : headed;
  }

  /** The layers of a network that its architecture has not, and the output: they learn faster. */
  static Set<String> headLayers(Backbone network) {
    Set<String> found = new HashSet<>(network.layerNames());
    found.removeAll(network.architecture().configuration(Ending.top(2), 0).getVertices().keySet());
    found.add(Heads.OUTPUT);
    return found;
  }

  /**
   * Trains.
   *
   * @param name what to call the run
   * @param train pictures to learn from: at least one of each class and at least a batch
   * @param validation pictures to choose the best epoch by, none of {@code train}
   * @param listener told after each epoch
   * @return the network with the best epoch's weights, and its history; also after an interrupt
   * @throws LabException if the classes of the pictures are not those of the head, a class has no
   *     pictures, the loss is no number any more, the memory does not suffice (it says for which
   *     batch size it would), or the checkpoint is another run's
   */
  public FineTuned fit(String name, ImageSet train, ImageSet validation, EpochListener listener) {
    Backbone network = prepare();
    FineTuned trained =
        new Trainer(network, plan, headLayers(network), checkpoint)
            .fit(name, train, validation, listener);
    History history = trained.history();
    Provenance provenance =
        history
            .provenance()
            .with("source", start == Start.RANDOM ? "random weights" : source.name())
            .with("head", start == Start.CONTINUED ? "as it was tuned before" : head)
            .with("frozen up to", frozenUpTo == null ? "nothing" : frozenUpTo)
            .with("epoch", history.bestEpoch());
    return new FineTuned(
        network.with(network.graph(), classes, provenance), history, trained.problems());
  }
}
