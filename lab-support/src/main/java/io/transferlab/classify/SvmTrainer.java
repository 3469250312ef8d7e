package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.features.Features;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How a linear support vector machine is trained. Of several values of C the best is chosen by
 * cross-validation on the training pictures. Immutable.
 *
 * <pre>{@code
 * LinearSvm svm = SvmTrainer.defaults().withC(0.01, 0.1, 1, 10).withFolds(5).train(train);
 * }</pre>
 */
public final class SvmTrainer {
  private double[] c = {1};
  private int folds = 5;
  private long seed = 1;

  private SvmTrainer() {}

  /**
   * The usual settings.
   *
   * @return C = 1; where there are several values, 5 folds with seed 1
   */
  public static SvmTrainer defaults() {
    return new SvmTrainer();
  }

  private SvmTrainer copy() {
    SvmTrainer copy = new SvmTrainer();
    copy.c = c;
    copy.folds = folds;
    copy.seed = seed;
    return copy;
  }

  /**
   * How much a mistake costs against small weights: one value, or those that are tried.
   *
   * @return at least one, a copy
   */
  public double[] c() {
    return c.clone();
  }

  /**
   * A copy with another C, or with several to choose from.
   *
   * @param values each above 0; of several the one with the best mean per-class accuracy on the
   *     parts left out is taken, at equal accuracy the smaller
   * @return the copy
   */
  public SvmTrainer withC(double... values) {
    if (values.length == 0) {
      throw LabException.of("at least one value of C", "none", "try 0.01, 0.1, 1 and 10");
    }
    for (double value : values) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw LabException.of(
            "C above 0", String.valueOf(value), "1 is usual, 0.01 for many features");
      }
    }
    SvmTrainer copy = copy();
    copy.c = values.clone();
    return copy;
  }

  /**
   * Into how many parts the training pictures are divided to choose C.
   *
   * @return at least 2
   */
  public int folds() {
    return folds;
  }

  /**
   * A copy with another number of parts.
   *
   * @param value at least 2; each class is spread over them as evenly as it goes, the views of a
   *     picture stay together, and a class with a single picture is always trained on and never
   *     tested
   * @return the copy
   */
  public SvmTrainer withFolds(int value) {
    if (value < 2) {
      throw LabException.of("at least 2 folds", String.valueOf(value), "5 are usual");
    }
    SvmTrainer copy = copy();
    copy.folds = value;
    return copy;
  }

  /**
   * What decides which pictures are in which part.
   *
   * @return any
   */
  public long seed() {
    return seed;
  }

  /**
   * A copy with another seed.
   *
   * @param value any
   * @return the copy
   */
  public SvmTrainer withSeed(long value) {
    SvmTrainer copy = copy();
    copy.seed = value;
    return copy;
  }

  /**
   * Trains.
   *
   * @param train features of the training pictures
   * @return the machine; {@link LinearSvm#c()} tells the choice
   * @throws LabException if there are fewer than two classes, one has no picture, there are too few
   *     pictures for the folds, or they do not fit into memory
   * @throws CancellationException if the thread is interrupted
   */
  public LinearSvm train(Features train) {
    requireTrainable(train);
    SvmMemory room = room(train.size(), train.classes().size());
    room.require(train.views());
    SvmRows rows =
        room.isPaired(train.dimension()) ? new PairedRows(train) : new StreamedRows(train);
    double chosen = c.length == 1 ? c[0] : CrossValidation.best(train, rows, c, folds, seed);
    float[][] learned = rows.weights(chosen);
    int d = train.dimension();
    try (INDArray all = Nd4j.create(learned)) {
      INDArray weights = all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, d)).dup('c');
      INDArray intercepts = all.getColumn(d).dup().reshape(1, learned.length);
      return LinearSvm.of(train, weights, intercepts, chosen);
    }
  }

  /**
   * Tells whether a set can be trained on, before its features are extracted: a few numbers are
   * kept for each row and class.
   *
   * @param train the training pictures
   * @param views how many rows a picture has: 1, or the number of its crops
   * @throws LabException if they do not fit into memory; says how many pictures do
   */
  public void requireRoom(ImageSet train, int views) {
    room(Math.multiplyExact(train.size(), views), train.classes().size()).require(views);
  }

  private SvmMemory room(int rows, int classes) {
    return new SvmMemory(rows, classes, c.length == 1 ? 1 : folds);
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
}
