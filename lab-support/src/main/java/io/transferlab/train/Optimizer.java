package io.transferlab.train;

import io.transferlab.core.LabException;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The rule that turns gradients into steps. Immutable.
 *
 * @param rule which one
 * @param momentum how much of the last step goes on in the next, 0 to below 1; of {@link Rule#SGD}
 *     alone
 * @param clipNorm the longest gradient of a layer, by its L2 norm; longer ones are shortened to it
 */
public record Optimizer(Rule rule, double momentum, double clipNorm) {
  /** The rules there are. */
  public enum Rule {
    /**
     * Stochastic gradient descent with Nesterov's momentum (Sutskever et al. 2013, ICML 28): needs
     * rates ten to a hundred times those of Adam.
     */
    SGD,
    /** Kingma and Ba 2015, arXiv 1412.6980, with betas 0.9 and 0.999. */
    ADAM,
    /** Tieleman and Hinton 2012, Coursera lecture 6.5, with decay 0.95. */
    RMSPROP
  }

  /** Adam; gradients longer than 2 are shortened. */
  public static final Optimizer ADAM = new Optimizer(Rule.ADAM, 0, 2);

  /** Gradient descent with momentum 0.9; gradients longer than 2 are shortened. */
  public static final Optimizer SGD = new Optimizer(Rule.SGD, 0.9, 2);

  /** RMSProp; gradients longer than 2 are shortened. */
  public static final Optimizer RMSPROP = new Optimizer(Rule.RMSPROP, 0, 2);

  /**
   * Checks the values.
   *
   * @param rule which one
   * @param momentum how much of the last step goes on in the next, 0 to below 1
   * @param clipNorm the longest gradient of a layer, by its L2 norm
   * @throws LabException for a value outside its range, or momentum with another rule than SGD
   */
  public Optimizer {
    if (!(momentum >= 0 && momentum < 1)) {
      throw LabException.of("a momentum of 0 to below 1", String.valueOf(momentum), "0.9 is usual");
    }
    if (momentum > 0 && rule != Rule.SGD) {
      throw LabException.of(
          "momentum with SGD alone", momentum + " with " + rule, "use Optimizer.SGD");
    }
    if (!(clipNorm > 0)) {
      throw LabException.of(
          "a largest gradient above 0", String.valueOf(clipNorm), "2 is the labs' default");
    }
  }

  /**
   * A copy with another momentum.
   *
   * @param value how much of the last step goes on in the next, 0 to below 1
   * @return the copy
   * @throws LabException for a value outside its range, or another rule than SGD
   */
  public Optimizer withMomentum(double value) {
    return new Optimizer(rule, value, clipNorm);
  }

  /**
   * A copy that shortens gradients to another length.
   *
   * @param value the longest gradient of a layer, by its L2 norm, above 0; infinity: none is
   *     shortened
   * @return the copy
   * @throws LabException for a value that is not above 0
   */
  public Optimizer withClipNorm(double value) {
    return new Optimizer(rule, momentum, value);
  }

  /** A new updater of DL4J, shared with no other layer. */
  IUpdater updater(ISchedule rate) {
    return switch (rule) {
      case SGD -> momentum == 0 ? new Sgd(rate) : new Nesterovs(rate, momentum);
      case ADAM -> new Adam(rate);
      case RMSPROP -> new RmsProp(rate);
    };
  }

  @Override
  public String toString() {
    return rule + (momentum > 0 ? " with momentum " + momentum : "") + ", gradients to " + clipNorm;
  }
}
