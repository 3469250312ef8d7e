package io.transferlab.joint;

import io.transferlab.core.LabException;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Goes down a slope by the steps of Adam (Kingma and Ba 2015, arXiv 1412.6980), ND4J's, where the
 * loop stands in the reader's own hands.
 *
 * <pre>{@code
 * AdamSteps adam = AdamSteps.of(1e-3, head.weights());
 * adam.down(head.gradient(rows, step.pictureSlope()));   // changes the weights in place
 * }</pre>
 */
public final class AdamSteps {
  private final INDArray weights;
  private final double rate;
  private final Adam config;
  private final GradientUpdater<?> updater;

  /** After how many steps the rate is 0; none if it stays. */
  private OptionalInt last = OptionalInt.empty();

  private int taken;

  private AdamSteps(double rate, INDArray weights) {
    this.weights = weights;
    this.rate = rate;
    this.config = new Adam(rate);
    long size = config.stateSize(weights.length());
    this.updater = config.instantiate(Nd4j.zeros(weights.dataType(), 1, size), true);
  }

  /**
   * Steps of some weights.
   *
   * @param rate the learning rate, above 0
   * @param weights changed in place by {@link #down}
   * @return no step taken
   * @throws LabException for another rate
   */
  public static AdamSteps of(double rate, INDArray weights) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw LabException.of("a learning rate above 0", String.valueOf(rate), "1e-3 is usual");
    }
    return new AdamSteps(rate, weights);
  }

  /**
   * Steps of a rate that falls to 0 along half a cosine: large ones first, and at the end the
   * weights come to rest. Here it is worth more than anything else that was tried.
   *
   * @param steps how many will be taken, at least 1
   * @return steps of the same weights, none taken yet
   * @throws LabException for fewer
   */
  public AdamSteps withCosine(int steps) {
    if (steps < 1) {
      throw LabException.of("at least 1 step", String.valueOf(steps), "give epochs times batches");
    }
    AdamSteps falling = new AdamSteps(rate, weights);
    falling.last = OptionalInt.of(steps);
    return falling;
  }

  /**
   * Takes a step.
   *
   * @param gradient the slope of the loss by the weights, of their shape
   * @throws LabException for another shape, or a slope that is no finite number
   */
  public void down(INDArray gradient) {
    if (!gradient.equalShapes(weights)) {
      throw LabException.of(
          "a slope of the weights' shape " + java.util.Arrays.toString(weights.shape()),
          java.util.Arrays.toString(gradient.shape()),
          "give the gradient of the same head");
    }
    INDArray step = gradient.castTo(weights.dataType()).dup('c');
    if (!Double.isFinite(step.sumNumber().doubleValue())) {
      throw LabException.of(
          "a slope of finite numbers",
          "NaN or an infinity after " + taken + " steps",
          "begin anew with a tenth of the rate");
    }
    if (last.isPresent()) {
      double done = Math.min(1, (double) taken / last.getAsInt());
      config.setLearningRate(rate * (1 + Math.cos(Math.PI * done)) / 2);
    }
    updater.applyUpdater(step.reshape('c', 1, step.length()), taken++, 0);
    weights.subi(step);
  }
}
