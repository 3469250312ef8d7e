package io.transferlab.projection;

import io.transferlab.core.Progress;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient descent with momentum and a gain for every coordinate (Jacobs 1988), as in van der
 * Maaten's t-SNE; the gradient is taken without its factor of 4, as learning rates are usually
 * told.
 */
final class TsneDescent {
  private static final int MOST_EXAGGERATED = 250;

  /** Points moved by one task. */
  private static final int PART = 2048;

  private static final double MOMENTUM = 0.8;
  private static final double LOWEST_GAIN = 0.01;
  private static final double SMALLEST_RATE = 50;

  /** No point moves further than this in one step: far apart points would not find back. */
  private static final double LONGEST_STEP = 5;

  private final Tsne options;
  private final TsneGradient gradient;
  private final Workers workers;
  private final int n;
  private final double[] x;
  private final double[] y;
  private final double[] stepX;
  private final double[] stepY;
  private final double[] gainX;
  private final double[] gainY;

  TsneDescent(Tsne options, TsneGradient gradient, INDArray start, Workers workers) {
    this.options = options;
    this.workers = workers;
    this.gradient = gradient;
    x = start.getColumn(0).dup().toDoubleVector();
    y = start.getColumn(1).dup().toDoubleVector();
    n = x.length;
    stepX = new double[n];
    stepY = new double[n];
    gainX = new double[n];
    gainY = new double[n];
  }

  Projection run(Map<String, String> settings, Progress signs) {
    int exaggerated = Math.min(MOST_EXAGGERATED, options.iterations() / 3);
    boolean interrupted = false;
    int done = 0;
    for (; done < options.iterations(); done++) {
      if (Thread.interrupted()) { // used up: the map so far is what is wanted
        interrupted = true;
        break;
      }
      if (done == 0 || done == exaggerated) {
        calm();
      }
      boolean told = done % Tsne.STEPS_BETWEEN == 0 && heard();
      gradient.compute(x, y, told);
      if (told) {
        tell(done);
      }
      double exaggeration = done < exaggerated ? options.earlyExaggeration() : 1;
      step(exaggeration, rate(exaggeration));
      signs.done(1);
    }
    gradient.compute(x, y, true);
    tell(done);
    return new Projection(points(), "t-SNE", settings, gradient.divergence(), done, interrupted);
  }

  private double rate(double exaggeration) {
    return options.learningRate().orElse(Math.max(SMALLEST_RATE, n / exaggeration));
  }

  private void calm() {
    Arrays.fill(stepX, 0);
    Arrays.fill(stepY, 0);
    Arrays.fill(gainX, 1);
    Arrays.fill(gainY, 1);
  }

  private void step(double exaggeration, double rate) {
    int parts = (n + PART - 1) / PART;
    workers.forEach(
        parts, part -> move(part * PART, Math.min(n, (part + 1) * PART), exaggeration, rate));
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += x[i] / n;
      meanY += y[i] / n;
    }
    for (int i = 0; i < n; i++) {
      x[i] -= meanX;
      y[i] -= meanY;
    }
  }

  private void move(int from, int to, double exaggeration, double rate) {
    for (int i = from; i < to; i++) {
      double slopeX = exaggeration * gradient.attractionX[i] - gradient.repulsionX[i];
      double slopeY = exaggeration * gradient.attractionY[i] - gradient.repulsionY[i];
      gainX[i] = gain(gainX[i], slopeX, stepX[i]);
      gainY[i] = gain(gainY[i], slopeY, stepY[i]);
      stepX[i] = MOMENTUM * stepX[i] - rate * gainX[i] * slopeX;
      stepY[i] = MOMENTUM * stepY[i] - rate * gainY[i] * slopeY;
      double square = stepX[i] * stepX[i] + stepY[i] * stepY[i];
      if (square > LONGEST_STEP * LONGEST_STEP) {
        double length = Math.hypot(stepX[i], stepY[i]);
        stepX[i] *= LONGEST_STEP / length;
        stepY[i] *= LONGEST_STEP / length;
      }
      x[i] += stepX[i];
      y[i] += stepY[i];
    }
  }

  /** Grows while a coordinate keeps its direction, shrinks when it turns. */
  private static double gain(double gain, double slope, double step) {
    return slope * step < 0 ? gain + 0.2 : Math.max(LOWEST_GAIN, gain * 0.8);
  }

  /** The divergence and a copy of all points cost something: only for somebody who looks. */
  private boolean heard() {
    return options.listener() != TsneListener.SILENT;
  }

  private void tell(int iteration) {
    if (heard()) {
      options
          .listener()
          .onStep(new TsneStep(iteration, options.iterations(), gradient.divergence(), points()));
    }
  }

  private INDArray points() {
    INDArray points = Nd4j.create(DataType.FLOAT, n, 2);
    points.getColumn(0).assign(Nd4j.createFromArray(x));
    points.getColumn(1).assign(Nd4j.createFromArray(y));
    return points;
  }
}
