package io.transferlab.explain;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.Batch;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Occlusion (Zeiler and Fergus 2014, arXiv 1311.2901, section 4.2): a grey patch is laid on one
 * place of the picture after the other, and where the class becomes less probable, there lay
 * something that spoke for it. It asks the classifier and looks into nothing, so it serves any of
 * them, and is a check of the methods that use gradients; it takes one forward pass a place.
 *
 * <p>How much less probable is measured in log-odds, {@code log(p / (1 - p))} by the scores before
 * any temperature, so that a drop from 0.9999 to 0.999 counts as one from 0.9 to 0.5 nearly does:
 * the probability itself moves little where a classifier is sure. The grey is what the
 * preprocessing takes for the mean. Immutable.
 */
public final class Occlusion {
  private static final int BATCH = 32;
  private static final int PLACES = 8;

  /** Where the time does not suffice for {@link #PLACES} a side. */
  private static final int[] FEWER = {6, 4};

  private final PictureClassifier classifier;
  private final LongSupplier nanoTime;
  private int patch;
  private int stride;
  private double seconds = Double.POSITIVE_INFINITY;

  private Occlusion(PictureClassifier classifier, LongSupplier nanoTime) {
    this.classifier = classifier;
    this.nanoTime = nanoTime;
    this.stride = stride(PLACES);
    this.patch = 2 * stride;
  }

  private int stride(int places) {
    return Math.max(1, (classifier.side() + places - 1) / places);
  }

  private Occlusion copy() {
    Occlusion copy = new Occlusion(classifier, nanoTime);
    copy.patch = patch;
    copy.stride = stride;
    copy.seconds = seconds;
    return copy;
  }

  /**
   * Occlusion by a patch of a quarter of the picture's side, moved by an eighth: 64 places.
   *
   * @param classifier any
   * @return the method
   */
  public static Occlusion of(PictureClassifier classifier) {
    return of(classifier, System::nanoTime);
  }

  /** The same by another clock. */
  static Occlusion of(PictureClassifier classifier, LongSupplier nanoTime) {
    return new Occlusion(classifier, nanoTime);
  }

  /**
   * The side of the patch.
   *
   * @return pixels of the network's pictures
   */
  public int patch() {
    return patch;
  }

  /**
   * A copy with another patch: what is smaller than it cannot be told apart, and what is much
   * larger may not be missed when a part of it is covered.
   *
   * @param pixels of the network's pictures, 1 to the side
   * @return the copy
   * @throws LabException outside that range
   */
  public Occlusion withPatch(int pixels) {
    Occlusion copy = copy();
    copy.patch = checked(pixels);
    return copy;
  }

  /**
   * From one place to the next.
   *
   * @return pixels of the network's pictures
   */
  public int stride() {
    return stride;
  }

  /**
   * A copy with another step: half of it means four times the places, and the time.
   *
   * @param pixels of the network's pictures, 1 to the side
   * @return the copy
   * @throws LabException outside that range
   */
  public Occlusion withStride(int pixels) {
    Occlusion copy = copy();
    copy.stride = checked(pixels);
    return copy;
  }

  /**
   * A copy that covers fewer places, 36 or 16, where all would take a slow network longer; a map
   * says so.
   *
   * @param limit seconds for a picture, above 0, as far as can be told from one look at it
   * @return the copy
   */
  Occlusion within(double limit) {
    Occlusion copy = copy();
    copy.seconds = limit;
    return copy;
  }

  private int checked(int pixels) {
    if (pixels < 1 || pixels > classifier.side()) {
      throw LabException.of(
          "1 to " + classifier.side() + " pixels", String.valueOf(pixels), "try a quarter of it");
    }
    return pixels;
  }

  /**
   * Explains a class.
   *
   * @param picture any size, stretched to the network's
   * @param className the class that is explained, whether it is the answer or not
   * @return the map, a cell for each place of the patch
   * @throws LabException for an unknown class; offers the nearest
   * @throws CancellationException if the thread is interrupted
   */
  public HeatMap map(BufferedImage picture, String className) {
    int of = Prepared.indexOf(className, classifier.name(), classifier.classes());
    try (Batch batch = Prepared.of(classifier.network(), picture)) {
      INDArray whole = batch.input();
      double before = logOdds(classifier.scores(whole), 0, of);
      return fitting(whole).map(whole, before, of, className);
    }
  }

  private int cells() {
    return (classifier.side() + stride - 1) / stride;
  }

  /** As many places as the time allows. */
  private Occlusion fitting(INDArray whole) {
    if (Double.isInfinite(seconds)) {
      return this;
    }
    long start = nanoTime.getAsLong();
    classifier.scores(whole).close(); // a second look: with the first one the network is opened
    double each = (nanoTime.getAsLong() - start) / 1e9;
    Occlusion fitting = this;
    for (int places : FEWER) {
      if (each * fitting.cells() * fitting.cells() > seconds) {
        fitting = fitting.copy();
        fitting.stride = Math.max(stride, stride(places));
        // They overlap: a thing on the line between two would be half in sight of both.
        fitting.patch = Math.max(patch, 3 * fitting.stride / 2);
      }
    }
    return fitting;
  }

  private HeatMap map(INDArray whole, double before, int of, String className) {
    int cells = cells();
    float[][] drops = new float[cells][cells];
    try (Progress signs = Progress.of("covering parts", "places", (double) cells * cells)) {
      for (int from = 0; from < cells * cells; from += BATCH) {
        int n = Math.min(BATCH, cells * cells - from);
        try (INDArray covered = covered(whole, from, n, cells)) {
          INDArray scores = classifier.scores(covered);
          for (int i = 0; i < n; i++) {
            int cell = from + i;
            drops[cell / cells][cell % cells] = (float) (before - logOdds(scores, i, of));
          }
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while covering parts of a picture");
        }
        signs.done(n);
      }
    }
    boolean fewer = !Double.isInfinite(seconds) && cells < PLACES && cells < classifier.side();
    String method = fewer ? "Occlusion, coarse as the network is slow," : "Occlusion";
    return HeatMap.of(className, method, null, drops);
  }

  /** Copies of a picture, each covered at another place. */
  private INDArray covered(INDArray whole, int from, int n, int cells) {
    INDArray copies = whole.repeat(0, n);
    double sides = classifier.side();
    for (int i = 0; i < n; i++) {
      int cell = from + i;
      cover(
          copies,
          i,
          (cell / cells * stride + stride / 2.0) / sides,
          (cell % cells * stride + stride / 2.0) / sides,
          patch);
    }
    return copies;
  }

  /**
   * Lays a grey square on a prepared picture, as far as the picture goes.
   *
   * @param prepared {@code [n, side, side, 3]}, changed
   * @param row which picture
   * @param down the middle of the square, as a fraction of the side from the top
   * @param across the same from the left
   * @param patch side of the square, in pixels
   */
  static void cover(INDArray prepared, int row, double down, double across, int patch) {
    int side = (int) prepared.size(1);
    prepared
        .get(
            NDArrayIndex.point(row),
            interval(down, patch, side),
            interval(across, patch, side),
            NDArrayIndex.all())
        .assign(0); // of prepared pictures that is the mean
  }

  private static INDArrayIndex interval(double middle, int patch, int side) {
    int start = (int) Math.round(middle * side - patch / 2.0);
    int from = Math.max(0, Math.min(side - 1, start));
    return NDArrayIndex.interval(from, Math.max(from + 1, Math.min(side, start + patch)));
  }

  /** log(p / (1 - p)), from scores: as it is where p would be 1 in 32 bits. */
  private static double logOdds(INDArray scores, int row, int of) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < scores.columns(); k++) {
      most = k == of ? most : Math.max(most, scores.getDouble(row, k));
    }
    double others = 0;
    for (int k = 0; k < scores.columns(); k++) {
      others += k == of ? 0 : Math.exp(scores.getDouble(row, k) - most);
    }
    return scores.getDouble(row, of) - most - Math.log(others);
  }
}
