package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.ClassifierNetwork;
import io.transferlab.network.Ending;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Head;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

  /**
   * Of a picture: more of them change little, and each is computed by a network that may be slow.
   */
  private static final int FROZEN_VIEWS = 4;

  private final FrozenNetwork source;

  /** What was tuned before, and goes on; null unless {@link Start#CONTINUED}. */
  private final @Nullable ClassifierNetwork tuned;

  private final List<String> classes;
  private final Start start;
  private Head head = Head.LINEAR;
  private @Nullable String headBehind;
  private @Nullable String frozenUpTo;
  private TrainingPlan plan;
  private @Nullable Path checkpoint;

  private FineTuner(
      FrozenNetwork source,
      @Nullable ClassifierNetwork tuned,
      List<String> classes,
      Start start,
      TrainingPlan plan) {
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    this.source = source;
    this.tuned = tuned;
    this.classes = List.copyOf(classes);
    this.start = start;
    this.plan = plan;
  }

  /**
   * Fine-tuning of all layers with a new output layer, {@link TrainingPlan#FINE_TUNING}. A network
   * that can only be asked, such as a file of ONNX, is frozen as a whole: what learns is the head
   * behind its last descriptor layer, or behind another ({@link #withHeadBehind}). Its features are
   * computed once; where the plan changes pictures at random and says no number of views, for four
   * views of each.
   *
   * @param source the pretrained network, with or without its top
   * @param classes names of the new classes, at least two
   * @return the tuner
   * @throws LabException for fewer than two classes
   */
  public static FineTuner of(FrozenNetwork source, List<String> classes) {
    return new FineTuner(source, null, classes, Start.NEW_HEAD, TrainingPlan.FINE_TUNING);
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
    return new FineTuner(architecture, null, classes, Start.RANDOM, TrainingPlan.FROM_SCRATCH);
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
    ClassifierNetwork network = tuned.classifier();
    FrozenNetwork source = network instanceof HeadedNetwork headed ? headed.network() : null;
    return new FineTuner(
        source == null ? (Backbone) network : source,
        network,
        network.classes(),
        Start.CONTINUED,
        TrainingPlan.FINE_TUNING);
  }

  /**
   * Keeps a layer and all before it as they are. A network that is frozen as a whole stays so,
   * whichever of its layers is named.
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
    if (!(source instanceof Backbone)) {
      requireLayer("freezeUpTo", layer);
      return withFrozenUpTo(layer);
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
   * @throws LabException if the source is frozen as a whole
   */
  public FineTuner freezeNothing() {
    if (!(source instanceof Backbone)) {
      throw LabException.of(
          "a network whose layers can be trained",
          source.name() + ", which is frozen as a whole",
          "leave freezeNothing() and freezeUpTo(0) out: the head learns");
    }
    return withFrozenUpTo(null);
  }

  private FineTuner withFrozenUpTo(@Nullable String layer) {
    FineTuner copy = copy();
    copy.frozenUpTo = layer;
    return copy;
  }

  /**
   * Chooses the head that takes the place of the output layer. In the place of the average, which a
   * head takes of maps unless told otherwise, stands what the network itself usually takes, such as
   * the CLS token of a transformer.
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
    return withHead(requireLayer("withHeadBehind", layer), value);
  }

  /** Whoever comes from VGG16 types its layers. */
  private String requireLayer(String option, String layer) {
    if (source instanceof Backbone || source.layerNames().contains(layer)) {
      return source.requireLayer(layer);
    }
    throw LabException.of(
        "a layer of " + source.name(),
        layer + ", which it does not have",
        "leave "
            + option
            + " out: the network is frozen as a whole, and the head reads its layer "
            + usualLayer()
            + " (withHeadBehind chooses another; summary() lists all)");
  }

  /** The layer that a head reads unless told otherwise, of a network that is frozen as a whole. */
  private String usualLayer() {
    List<String> candidates = source.descriptorLayers();
    return candidates.get(candidates.size() - 1);
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
    FineTuner copy = new FineTuner(source, tuned, classes, start, plan);
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
   * @throws LabException if what shall be frozen is what the head replaces, or the source is frozen
   *     as a whole
   */
  public Backbone prepare() {
    if (prepared() instanceof Backbone network) {
      return network;
    }
    throw LabException.of(
        "a network whose layers can be trained",
        source.name() + ", which is frozen as a whole",
        "train its head with fit(...), or take a network of the course's own families");
  }

  private ClassifierNetwork prepared() {
    if (source instanceof Backbone network) {
      return prepared(network);
    }
    if (tuned instanceof HeadedNetwork headed) {
      return headed.copy();
    }
    boolean usual = head.pooling() == Pooling.AVERAGE;
    return HeadedNetwork.of(
        source,
        headBehind == null ? usualLayer() : headBehind,
        usual ? source.usualPooling() : head.pooling(),
        head,
        classes,
        plan.seed());
  }

  private Backbone prepared(Backbone network) {
    if (start == Start.CONTINUED) {
      return frozenUpTo == null ? Heads.thaw(network) : Heads.freezeUpTo(network, frozenUpTo);
    }
    Backbone headed =
        headBehind == null
            ? Heads.replace(network, head, classes, frozenUpTo, plan.seed())
            : Heads.replaceBehind(network, headBehind, head, classes, frozenUpTo, plan.seed());
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
    return fit(prepared(), name, train, validation, listener);
  }

  /** Trains a network that was prepared. */
  FineTuned fit(
      ClassifierNetwork network,
      String name,
      ImageSet train,
      ImageSet validation,
      EpochListener listener) {
    Set<String> learnsFaster =
        network instanceof HeadedNetwork headed
            ? Set.copyOf(headed.headLayers())
            : headLayers((Backbone) network);
    FineTuned trained =
        new Trainer(network, plan(network), learnsFaster, checkpoint)
            .fit(name, train, validation, listener);
    History history = trained.history();
    Provenance provenance =
        history
            .provenance()
            .with("source", start == Start.RANDOM ? "random weights" : source.name())
            .with("head", start == Start.CONTINUED ? "as it was tuned before" : head)
            .with("frozen up to", frozen(network))
            .with("epoch", history.bestEpoch());
    ClassifierNetwork told =
        network instanceof HeadedNetwork headed
            ? headed.with(
                provenance
                    .with("head behind", headed.layer())
                    .with("pooling", headed.pooling().name().toLowerCase(Locale.ROOT)))
            : named((Backbone) network, provenance);
    return new FineTuned(told, history, trained.problems());
  }

  private Backbone named(Backbone network, Provenance provenance) {
    return network.with(network.graph(), classes, provenance);
  }

  private String frozen(ClassifierNetwork network) {
    if (network instanceof HeadedNetwork) {
      return "its end: all of it";
    }
    return frozenUpTo == null ? "nothing" : frozenUpTo;
  }

  /** A network that is frozen as a whole is never asked again in every epoch. */
  private TrainingPlan plan(ClassifierNetwork network) {
    boolean views =
        network instanceof HeadedNetwork
            && plan.cachedViews() == 0
            && !plan.augmentation().equals(Augmentation.NONE);
    return views ? plan.withCachedViews(Math.min(FROZEN_VIEWS, plan.epochs())) : plan;
  }
}
