package io.transferlab.explain;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.predict.Answer;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Why a classifier answers as it does: where in the picture lies what speaks for the class, whether
 * that truly matters, and which training pictures it resembles.
 *
 * <pre>{@code
 * Explanation why = Why.of(classifier).explain(picture);
 * WhyFigure.of(why).show();
 * }</pre>
 *
 * <p>The map is {@link GradCam}'s where the scores have a gradient: of a network that ends in means
 * of maps as published, of one with fully connected layers {@link GradCam#byPlace}. Else it is
 * {@link Cam}'s where that is exact, else {@link Occlusion}'s, with fewer places where the network
 * is slow. Immutable.
 */
public final class Why {
  /** The part of the picture's side that is covered to try a map. */
  private static final int COVERED = 4;

  /** Seconds that somebody waits for without asking whether it still works. */
  private static final double PATIENCE = 15;

  private final PictureClassifier classifier;
  private @Nullable String className;
  private int nearest = 6;

  private Why(PictureClassifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Explains the most probable class, with six training pictures if the classifier carries some.
   *
   * @param classifier any
   * @return what explains it
   */
  public static Why of(PictureClassifier classifier) {
    return new Why(classifier);
  }

  private Why copy() {
    Why copy = new Why(classifier);
    copy.className = className;
    copy.nearest = nearest;
    return copy;
  }

  /**
   * A copy that explains another class than the most probable one: what speaks for it?
   *
   * @param name of a class
   * @return the copy
   * @throws LabException for an unknown class; offers the nearest
   */
  public Why withClass(String name) {
    Prepared.indexOf(name, classifier.name(), classifier.classes());
    Why copy = copy();
    copy.className = name;
    return copy;
  }

  /**
   * A copy that shows another number of training pictures.
   *
   * @param most how many at most, at least 1
   * @return the copy
   * @throws LabException for fewer
   */
  public Why withNearest(int most) {
    if (most < 1) {
      throw LabException.of("at least 1 training picture", String.valueOf(most), "6 is usual");
    }
    Why copy = copy();
    copy.nearest = most;
    return copy;
  }

  /**
   * Explains a picture.
   *
   * @param picture any size, stretched to the network's
   * @return the answer and what it rests on
   */
  public Explanation explain(BufferedImage picture) {
    PictureClassifier.Looked looked = classifier.look(picture, nearest);
    Answer answer = looked.answer();
    String explained = className == null ? answer.best().label() : className;
    HeatMap map = map(picture, explained);
    return new Explanation(
        classifier.network().framing().seen(picture),
        answer,
        map,
        map.isEmpty() ? null : covered(picture, map),
        looked.nearest());
  }

  private HeatMap map(BufferedImage picture, String explained) {
    if (classifier.hasGradients()) {
      boolean means = Layers.averagedBeforeOutput(classifier.backbone()) != null;
      GradCam method = GradCam.of(classifier);
      try {
        return (means ? method : method.byPlace()).map(picture, explained);
      } catch (LabException e) { // a layer of somebody's own on the way, or no maps: no gradients
        return occlusion(picture, explained);
      }
    }
    return Cam.appliesTo(classifier)
        ? Cam.of(classifier).map(picture, explained)
        : occlusion(picture, explained);
  }

  private HeatMap occlusion(BufferedImage picture, String explained) {
    return Occlusion.of(classifier).within(PATIENCE).map(picture, explained);
  }

  /** The probability of the class with grey over the brightest place of its map. */
  private double covered(BufferedImage picture, HeatMap map) {
    int patch = Math.max(1, classifier.side() / COVERED);
    int of = classifier.classes().indexOf(map.className());
    try (Batch batch = Prepared.of(classifier.network(), picture)) {
      Occlusion.cover(batch.input(), 0, map.brightestDown(), map.brightestAcross(), patch);
      INDArray probabilities = classifier.probabilities(batch.input());
      return probabilities.getDouble(0, of);
    }
  }
}
