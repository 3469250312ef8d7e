package io.transferlab.study;

import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.FineTuner;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A network trained on a target.
 *
 * @param accuracy mean per-class accuracy on the test pictures, 0 to 1
 * @param validation the same on the validation pictures
 */
record TrainedMeasurement(double accuracy, double validation) {
  /**
   * Trains and tests.
   *
   * @throws CancellationException if it is interrupted: half a training is no measurement
   */
  static TrainedMeasurement of(
      TransferSettings settings,
      TransferMethod method,
      Backbone backbone,
      Splits splits,
      long seed) {
    List<String> classes = splits.train().classes();
    FineTuner tuner =
        method == TransferMethod.SCRATCH
            ? FineTuner.fromScratch(backbone, classes)
            : FineTuner.of(backbone, classes);
    String frozen = frozenUpTo(method, backbone);
    FineTuned tuned =
        (frozen == null ? tuner : tuner.freezeUpTo(frozen))
            .withPlan(settings.plan(method, seed))
            .fit(method.id(), splits.train(), splits.validation(), EpochListener.SILENT);
    if (tuned.history().interrupted()) {
      throw new CancellationException(
          "Stopped; what was measured is kept. Next: type the same again to go on.");
    }
    return new TrainedMeasurement(
        tuned.network().evaluate(splits.test()).meanPerClassAccuracy(),
        tuned.history().bestValidationAccuracy());
  }

  private static String frozenUpTo(TransferMethod method, Backbone backbone) {
    List<String> layers = backbone.layerNames();
    List<String> blocks = backbone.architecture().blockEnds();
    return switch (method) {
      case HEAD -> layers.get(layers.size() - 2);
      case TOP_BLOCK -> blocks.get(blocks.size() - 2);
      default -> null;
    };
  }
}
