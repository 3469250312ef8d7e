package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear support vector machine of several classes, one against the rest: squared hinge loss, the
 * intercept counted among the weights, C = 1 unless chosen otherwise. The same problem as
 * scikit-learn's {@code LinearSVC()} solves, so accuracies compare.
 *
 * <pre>{@code
 * LinearSvm svm = LinearSvm.train(train);
 * LinearSvm chosen = SvmTrainer.defaults().withC(0.01, 0.1, 1, 10).train(train);
 * }</pre>
 *
 * <p>Up to ten thousand rows it trains on their Gram matrix, which one matrix product gives;
 * classes train in parallel, and the weights come back by another product. More rows, and those
 * with far fewer features, are read in blocks, again and again ({@link PrimalNewton}, {@link
 * BlockDescent}), so that memory does not grow with their square. The solvers are our own, because
 * Smile's {@code LASVM} over the same Gram matrix solves another problem (hinge loss, intercept
 * apart, one pass): on ten animals by {@code fc1} with an L2 norm (600 training pictures) it
 * reaches 70.3 % where LinearSVC and this class reach 75.4 %.
 */
public final class LinearSvm {
  private final List<String> classes;
  private final List<String> layers;
  private final INDArray weights;
  private final INDArray intercepts;
  private final double c;

  private LinearSvm(
      List<String> classes, List<String> layers, INDArray weights, INDArray intercepts, double c) {
    this.classes = classes;
    this.layers = layers;
    this.weights = weights;
    this.intercepts = intercepts;
    this.c = c;
  }

  /**
   * Trains with C = 1; other values, and a choice among several, by {@link SvmTrainer}.
   *
   * @param train features of the training pictures
   * @return the machine
   * @throws LabException if there are fewer than two classes or one has no picture
   * @throws CancellationException if the thread is interrupted
   */
  public static LinearSvm train(Features train) {
    return SvmTrainer.defaults().train(train);
  }

  /** What the training gives. */
  static LinearSvm of(Features train, INDArray weights, INDArray intercepts, double c) {
    return new LinearSvm(train.classes(), train.layers(), weights, intercepts, c);
  }

  /**
   * A machine that was trained before.
   *
   * @param classes names, in label order, at least two
   * @param layers the layers its features come from
   * @param weights {@code [classes, d]}, finite; taken over
   * @param intercepts one a class, finite
   * @param c what a mistake cost
   * @return the machine
   * @throws LabException if the numbers do not fit together
   */
  public static LinearSvm of(
      List<String> classes, List<String> layers, INDArray weights, double[] intercepts, double c) {
    INDArray checked = Matrices.checked(weights, 2);
    if (checked.rows() != classes.size() || intercepts.length != classes.size()) {
      throw LabException.of(
          "a row of weights and an intercept for each of %d classes".formatted(classes.size()),
          "%d rows and %d intercepts".formatted(checked.rows(), intercepts.length),
          "take weights(), intercepts() and classes() of one machine");
    }
    INDArray last = Nd4j.createFromArray(intercepts).castTo(DataType.FLOAT);
    return new LinearSvm(
        List.copyOf(classes),
        List.copyOf(layers),
        checked,
        Matrices.checked(last.reshape(1, intercepts.length), 1),
        c);
  }

  /**
   * The layers its features come from.
   *
   * @return names, in the order of the columns
   */
  public List<String> layers() {
    return layers;
  }

  /**
   * The decision values: which side of each class's boundary a row is on, and how far.
   *
   * @param features of the same layers as in training
   * @return {@code [n, classes]}, positive for the class
   * @throws LabException if the features are of other layers or of another number
   */
  public INDArray decision(Features features) {
    if (!features.layers().equals(layers) || features.dimension() != weights.columns()) {
      throw LabException.of(
          weights.columns() + " features of " + String.join(", ", layers),
          features.dimension() + " of " + String.join(", ", features.layers()),
          "extract and post-process test pictures as the training pictures");
    }
    INDArray values = features.matrix().mmul(weights.transpose());
    return values.addi(intercepts);
  }

  /**
   * Says of each picture which class it is: that with the highest decision value. Where a picture
   * has several views each has a vote; equal votes are decided by the sum of the decision values.
   *
   * @param features of the same layers as in training; their classes must be the training classes
   * @return one entry a picture
   * @throws LabException if the classes or the layers differ
   */
  public Predicted predict(Features features) {
    if (!features.classes().equals(classes)) {
      throw LabException.of(
          "test pictures of the classes the machine was trained on, " + classes,
          features.classes().toString(),
          "take training and test pictures from the same set");
    }
    int[] truth = features.labels();
    int views = features.views();
    int n = truth.length / views;
    int[] said = new int[n];
    int[] labels = new int[n];
    List<String> keys = new ArrayList<>(n);
    try (INDArray values = decision(features)) {
      float[] all = values.data().asFloat();
      for (int i = 0; i < n; i++) {
        said[i] = Vote.of(all, i * views, views, classes.size());
        labels[i] = truth[i * views];
        keys.add(features.keys().get(i * views));
      }
    }
    return new Predicted(classes, keys, labels, said);
  }

  /**
   * Classifies and counts.
   *
   * @param features of the same layers and classes as in training
   * @return what it got right
   */
  public Evaluation evaluate(Features features) {
    return predict(features).evaluation();
  }

  /**
   * What each feature says for or against each class.
   *
   * @return {@code [classes, d]}, a copy
   */
  public INDArray weights() {
    return weights.dup();
  }

  /**
   * The intercepts.
   *
   * @return one a class
   */
  public double[] intercepts() {
    return intercepts.toDoubleVector();
  }

  /**
   * Class names.
   *
   * @return in label order
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * What a mistake cost.
   *
   * @return C
   */
  public double c() {
    return c;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "linear SVM, %d classes, %,d features of %s, C = %s",
        classes.size(),
        weights.columns(),
        layers.size() == 1 ? layers.get(0) : layers.size() + " layers",
        Arrays.toString(new double[] {c}).replaceAll("[\\[\\]]", ""));
  }
}
