package io.transferlab.transfer;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.NetworkSummary;
import io.transferlab.train.Fingerprint;
import io.transferlab.train.Rates;
import io.transferlab.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How transferable are the layers? The first n layers of a source are copied under layers with
 * random weights, and the network learns a target; once with the copied layers frozen, once with
 * all layers trained (Yosinski et al. 2014, arXiv 1411.1792). Immutable: the methods that choose
 * something return changed copies.
 *
 * <pre>{@code
 * TransferCurve curve = LayerTransfer.of(Pretrained.SKETCH_SCENES.load())
 *     .withControl(Pretrained.SKETCH_OBJECTS.load())
 *     .coarse()
 *     .run(seed -> Targets.open("Sketch_Objects", few.withSeed(seed)).withFewerHeldBack(10, 20),
 *         1, null, soFar -> {});
 * TransferFigure.of(curve).show();
 * }</pre>
 *
 * <p><b>The same as in the paper</b>: everything but the copied layers is random, the output too;
 * all networks learn the same pictures with the same plan, one rate for all layers; the control
 * takes its first n layers from a network that has learned the target itself, so that source and
 * target are the same. What the source does worse than the control, its layers do because they were
 * made for another task.
 *
 * <p><b>What differs</b>: the paper's networks see all pictures of the target, about 645,000. Here
 * the layers above the copied ones learn from few new pictures, whereas source and control have
 * learned from many: the base (nothing copied, n = 0) is weak, copied layers can raise the accuracy
 * far above it, and the control rises towards the accuracy of its own network. So what is lost by
 * tearing layers apart that have learned together is not seen by itself; the specificity of layers
 * is. The weights kept are those of the best epoch on validation pictures; the paper trains for a
 * fixed time. Every seed has other training pictures and other random weights; source and control
 * stay the same ones, so that the spread does not tell how far others of their kind would differ.
 *
 * <p>Without a network that has learned the target, the base itself is the control, as in the
 * paper. With few pictures its layers know little.
 */
public final class LayerTransfer {
  /**
   * One rate for all layers, no random changes, so that only the weights at the start differ. Small
   * batches, for random weights need some hundred steps before they learn anything.
   */
  public static final TrainingPlan PLAN =
      TrainingPlan.FROM_SCRATCH.withEpochs(12).withBatchSize(8).withAugmentation(Augmentation.NONE);

  private static final String CELLS = "cells.json";

  private final Backbone source;
  private @Nullable Backbone control;
  private Map<String, Integer> cuts = Map.of();
  private Set<TransferArm> arms = EnumSet.allOf(TransferArm.class);
  private TrainingPlan plan = PLAN;

  private LayerTransfer(Backbone source) {
    this.source = source;
  }

  /**
   * An experiment with all four arms, a point at the end of each block and each fully connected
   * layer.
   *
   * @param source the network whose layers are copied; never changed
   * @return the experiment
   */
  public static LayerTransfer of(Backbone source) {
    List<String> ends = new ArrayList<>(source.architecture().blockEnds());
    ends.addAll(source.architecture().fullyConnected());
    ends.retainAll(source.layerNames()); // a head may have taken the place of some
    return new LayerTransfer(source).withCuts(ends);
  }

  /**
   * Chooses the points of the curve.
   *
   * @param layers names of the last copied layers, or how many layers with weights (convolutions
   *     and fully connected ones) are copied, as text; 0 is always there
   * @return a changed copy
   * @throws LabException for an unknown layer (the nearest is offered), a number out of range, the
   *     output layer, or none
   */
  public LayerTransfer withCuts(List<String> layers) {
    List<String> order = source.layerNames();
    List<String> weighted =
        source.summary().rows().stream()
            .filter(r -> r.kind().equals("Conv2D") || r.kind().equals("Dense"))
            .map(NetworkSummary.Row::layer)
            .filter(name -> !name.equals(Heads.OUTPUT))
            .toList();
    List<String> chosen = new ArrayList<>();
    for (String layer : layers) {
      chosen.add(
          layer.matches("-?\\d{1,6}")
              ? numbered(Integer.parseInt(layer), weighted)
              : source.requireLayer(layer));
    }
    if (chosen.isEmpty() || chosen.contains(Heads.OUTPUT)) {
      throw LabException.of(
          "layers to copy, something left to train above them",
          chosen.isEmpty() ? "none" : "every layer copied, the output too",
          "copy up to " + weighted.get(weighted.size() - 1) + " at most");
    }
    Map<String, Integer> sorted = new LinkedHashMap<>();
    order.stream()
        .filter(chosen::contains)
        .forEach(
            layer ->
                sorted.put(
                    layer,
                    (int)
                        weighted.stream()
                            .filter(w -> order.indexOf(w) <= order.indexOf(layer))
                            .count()));
    LayerTransfer copy = copy();
    copy.cuts = Collections.unmodifiableMap(sorted);
    return copy;
  }

  /**
   * The points of the curve.
   *
   * @return last copied layer to how many layers with weights are copied, in rising order
   */
  public Map<String, Integer> cuts() {
    return cuts;
  }

  private String numbered(int number, List<String> weighted) {
    if (number < 1 || number > weighted.size()) {
      throw LabException.of(
          "1 to " + weighted.size() + " copied layers, as " + source.name() + " has with weights",
          String.valueOf(number),
          "the output is never copied, and 0 is always there");
    }
    return weighted.get(number - 1);
  }

  /**
   * Sets the network whose layers the control takes, instead of the base's.
   *
   * @param learned a network of the source's architecture that has learned the target itself; never
   *     changed
   * @return a changed copy
   * @throws LabException if its layers are not those of the source
   */
  public LayerTransfer withControl(Backbone learned) {
    if (!learned.architecture().equals(source.architecture())) {
      throw LabException.of(
          "a control of the source's architecture, " + source.architecture(),
          learned.name() + ", " + learned.architecture(),
          "leave the control out: the base, trained on the target's few pictures, then serves");
    }
    LayerTransfer copy = copy();
    copy.control = learned;
    return copy;
  }

  /**
   * Chooses the arms.
   *
   * @param chosen at least one
   * @return a changed copy
   */
  public LayerTransfer withArms(TransferArm... chosen) {
    if (chosen.length == 0) {
      throw LabException.of("at least one arm", "none", "name one of TransferArm");
    }
    LayerTransfer copy = copy();
    copy.arms = EnumSet.copyOf(List.of(chosen));
    return copy;
  }

  /**
   * Sets how every network is trained. The rate of the head is that of all layers.
   *
   * @param value epochs, rate, batch size; the seed is not used
   * @return a changed copy
   */
  public LayerTransfer withPlan(TrainingPlan value) {
    LayerTransfer copy = copy();
    copy.plan = value.withRates(Rates.of(value.headRate(), value.headRate()));
    return copy;
  }

  /**
   * A smaller version of the experiment, for a lab: every second point, two thirds of the epochs.
   *
   * @return a changed copy
   */
  public LayerTransfer coarse() {
    List<String> all = List.copyOf(cuts.keySet());
    List<String> few = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      few.add(all.get(i));
    }
    return withCuts(few).withPlan(plan.withEpochs(Math.max(1, plan.epochs() * 2 / 3)));
  }

  /**
   * How every network is trained.
   *
   * @return the plan; its seed is not used
   */
  public TrainingPlan plan() {
    return plan;
  }

  /**
   * How many networks are trained.
   *
   * @param seeds how many runs
   * @return the base and every arm at every layer, for each seed
   */
  public int networks(int seeds) {
    return seeds * (1 + arms.size() * cuts.size());
  }

  /**
   * Trains every network that is not done yet.
   *
   * @param target training, validation and test pictures of a seed; the classes are always the same
   * @param seeds how many runs, with seeds 1, 2, ..., at least 1
   * @param folder where each finished network's result is kept, so that a run that was killed goes
   *     on; null: nowhere
   * @param listener told after each network
   * @return what is done: all of it, or less after an interrupt
   * @throws LabException if the folder has results of another setting, or a network cannot be
   *     trained
   */
  public TransferCurve run(
      LongFunction<Splits> target,
      int seeds,
      @Nullable Path folder,
      Consumer<TransferCurve> listener) {
    if (seeds < 1) {
      throw LabException.of("at least 1 run", String.valueOf(seeds), "one seed a run");
    }
    Splits first = target.apply(1);
    Provenance setting = setting(first);
    TransferFile file = TransferFile.open(folder == null ? null : folder.resolve(CELLS), setting);
    Function<List<TransferCell>, TransferCurve> curve =
        cells ->
            new TransferCurve(
                source.name(),
                first.train().name(),
                first.train().classes().size(),
                cuts,
                cells.stream().filter(c -> c.seed() <= seeds && isAskedFor(c)).toList(),
                setting);
    try (Progress signs = Progress.of("layers transferred", "network", networks(seeds))) {
      boolean goesOn = true;
      for (long seed = 1; seed <= seeds && goesOn; seed++) {
        Splits splits = seed == 1 ? first : target.apply(seed);
        goesOn =
            new TransferSeed(
                    source,
                    control,
                    cuts.keySet(),
                    arms,
                    plan.withSeed(seed),
                    splits,
                    folder,
                    file,
                    cells -> listener.accept(curve.apply(cells)),
                    signs)
                .run();
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: what is done may be looked at
    }
    return curve.apply(file.cells());
  }

  /** A folder may hold more, of other arms and layers that were asked for before. */
  private boolean isAskedFor(TransferCell cell) {
    return cell.arm() == null || arms.contains(cell.arm()) && cuts.containsKey(cell.layer());
  }

  private LayerTransfer copy() {
    LayerTransfer copy = new LayerTransfer(source);
    copy.control = control;
    copy.cuts = cuts;
    copy.arms = arms;
    copy.plan = plan;
    return copy;
  }

  private Provenance setting(Splits splits) {
    return plan.withSeed(0)
        .addTo(
            Provenance.none()
                .with("source", source.name())
                .with("weights", Fingerprint.of(source.graph().params()))
                .with("control", control == null ? "the base" : control.name())
                .with(
                    "control weights",
                    control == null ? "-" : Fingerprint.of(control.graph().params()))
                .with("target", splits.train().name())
                .with("training pictures", Fingerprint.of(splits.train()))
                .with("validation pictures", Fingerprint.of(splits.validation()))
                .with("test pictures", Fingerprint.of(splits.test())));
  }
}
