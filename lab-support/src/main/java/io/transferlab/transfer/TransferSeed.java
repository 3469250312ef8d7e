package io.transferlab.transfer;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Transplant;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.History;
import io.transferlab.train.Trainer;
import io.transferlab.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The networks of one seed of a {@link LayerTransfer}. */
final class TransferSeed {
  /** Between the random weights of a base and those of the networks that take its layers. */
  private static final long APART = 500;

  private final Backbone source;
  private final @Nullable Backbone control;
  private final Set<String> cuts;
  private final Set<TransferArm> arms;
  private final TrainingPlan plan;
  private final Splits splits;
  private final @Nullable Path folder;
  private final TransferFile file;
  private final Consumer<List<TransferCell>> listener;
  private final Progress signs;
  private @Nullable Backbone base;

  /**
   * The networks of one seed.
   *
   * @param source gives the layers
   * @param control gives the control's layers; null: the base does
   * @param cuts last copied layers
   * @param arms what is done with them
   * @param plan how to train, with the seed
   * @param splits the pictures
   * @param folder where the base's weights are kept while they are needed; null: nowhere
   * @param file the results
   * @param listener told after each network
   * @param signs says where this is
   */
  TransferSeed(
      Backbone source,
      @Nullable Backbone control,
      Set<String> cuts,
      Set<TransferArm> arms,
      TrainingPlan plan,
      Splits splits,
      @Nullable Path folder,
      TransferFile file,
      Consumer<List<TransferCell>> listener,
      Progress signs) {
    this.source = source;
    this.control = control;
    this.cuts = cuts;
    this.arms = arms;
    this.plan = plan;
    this.splits = splits;
    this.folder = folder;
    this.file = file;
    this.listener = listener;
    this.signs = signs;
  }

  /** Whether all were trained; false after an interrupt. */
  boolean run() {
    boolean isBaseCopied = false;
    for (TransferArm arm : arms) {
      for (String layer : cuts) {
        isBaseCopied |= control == null && arm.isControl() && !file.has(arm, layer, plan.seed());
      }
    }
    if (!file.has(null, "", plan.seed()) || isBaseCopied && !loadBase()) {
      base = Transplant.firstLayers(source, null, false, splits.train().classes(), plan.seed());
      if (!train(base, null, "")) {
        return false;
      }
      if (folder != null && isBaseCopied) {
        base.save(baseFile(folder));
      }
    }
    for (String layer : cuts) {
      for (TransferArm arm : arms) {
        if (!file.has(arm, layer, plan.seed())
            && !train(
                Transplant.firstLayers(
                    !arm.isControl()
                        ? source
                        : control != null ? control : Objects.requireNonNull(base),
                    layer,
                    arm.isFrozen(),
                    splits.train().classes(),
                    plan.seed() + APART),
                arm,
                layer)) {
          return false;
        }
      }
    }
    forgetBase();
    return true;
  }

  private Path baseFile(Path folder) {
    return folder.resolve("base-" + plan.seed() + ".zip");
  }

  private boolean loadBase() {
    if (folder == null || !Files.exists(baseFile(folder))) {
      return false;
    }
    base = Backbone.load(baseFile(folder));
    return true;
  }

  private void forgetBase() {
    if (folder != null) {
      try {
        Files.deleteIfExists(baseFile(folder));
      } catch (IOException e) {
        throw LabException.writing(baseFile(folder), e, "delete it by hand");
      }
    }
  }

  private boolean train(Backbone network, @Nullable TransferArm arm, String layer) {
    String name = arm == null ? "base" : arm.label() + " to " + layer;
    signs.next(name);
    FineTuned tuned =
        new Trainer(network, plan, Set.of(Heads.OUTPUT), null)
            .withoutTrainingAccuracy()
            .fit(name, splits.train(), splits.validation(), EpochListener.SILENT);
    History history = tuned.history();
    if (history.interrupted()) {
      return false;
    }
    if (!file.has(arm, layer, plan.seed())) { // a base may be trained again for its weights alone
      file.add(
          new TransferCell(
              arm,
              layer,
              plan.seed(),
              tuned.network().evaluate(splits.test()).meanPerClassAccuracy(),
              history.bestValidationAccuracy(),
              history.bestEpoch(),
              history.seconds()));
      Progress.hide(); // a line may be printed
      listener.accept(file.cells());
    }
    return true;
  }
}
