package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear support vector machine of several classes, one against the rest: squared hinge loss, the
 * intercept counted among the weights, C = 1 unless chosen otherwise. The same problem as
 * scikit-learn's {@code LinearSVC()} solves, so accuracies compare.
 *
 * <p>It trains on the Gram matrix of the training rows, which one matrix product gives; classes
 * train in parallel, and the weights come back by another product. The solver is our own ({@link
 * DualDescent}), because Smile's {@code LASVM} over the same Gram matrix solves another problem
 * (hinge loss, intercept apart, one pass): on ten animals by {@code fc1} with an L2 norm (600
 * training pictures) it reaches 70.3 % where LinearSVC and this class reach 75.4 %.
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
   * Trains with C = 1.
   *
   * @param train features of the training pictures
   * @return the machine
   * @throws LabException if there are fewer than two classes or one has no picture
   * @throws CancellationException if the thread is interrupted
   */
  public static LinearSvm train(Features train) {
    return train(train, 1);
  }

  /**
   * Trains.
   *
   * @param train features of the training pictures
   * @param c how much a mistake costs against small weights, above 0
   * @return the machine
   * @throws LabException if there are fewer than two classes, one has no picture, or they do not
   *     fit into memory
   * @throws CancellationException if the thread is interrupted
   */
  public static LinearSvm train(Features train, double c) {
    requireTrainable(train);
    requireC(c);
    INDArray x = train.matrix();
    float[][] signed = OneVersusRest.train(Gram.of(x), train.labels(), train.classes().size(), c);
    try (INDArray alphas = Nd4j.create(signed)) {
      INDArray weights = alphas.mmul(x);
      INDArray intercepts = alphas.sum(1).reshape(1, signed.length);
      return new LinearSvm(train.classes(), train.layers(), weights, intercepts, c);
    }
  }

  /**
   * Chooses C by cross-validation on the training pictures, then trains on all of them.
   *
   * @param train features of the training pictures
   * @param choices values of C, for instance {@code 0.01, 0.1, 1, 10}; at equal accuracy the
   *     smaller wins
   * @param folds how many parts, at least 2; each class is spread over them as evenly as it goes,
   *     the views of a picture stay together, and a class with a single picture is always trained
   *     on and never tested
   * @param seed which pictures are in which part
   * @return the machine; {@link #c()} tells the choice
   */
  public static LinearSvm crossValidated(Features train, double[] choices, int folds, long seed) {
    requireTrainable(train);
    for (double choice : choices) {
      requireC(choice);
    }
    return train(train, CrossValidation.best(train, choices, folds, seed));
  }

  private static void requireC(double c) {
    if (!(c > 0) || Double.isInfinite(c)) {
      throw LabException.of("C above 0", String.valueOf(c), "1 is usual, 0.01 for many features");
    }
  }

  private static void requireTrainable(Features train) {
    int[] counts = new int[train.classes().size()];
    for (int label : train.labels()) {
      counts[label]++;
    }
    if (counts.length < 2) {
      throw LabException.of(
          "at least two classes", train.classes().toString(), "add pictures of another class");
    }
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        throw LabException.of(
            "training pictures of every class",
            "none of " + train.classes().get(label),
            "add pictures of that class or leave it out");
      }
    }
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
