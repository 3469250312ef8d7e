package io.transferlab.explain;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.network.Backbone;
import io.transferlab.network.inference.BackwardPass;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391): which places of a layer's feature maps speak
 * for a class. Each map is weighted by the mean of the gradient of the class's score, before the
 * softmax, over the map; the positive part of the sum is the heat map. It works for any layer of
 * feature maps of any network of the course, frozen or not.
 *
 * <pre>{@code
 * HeatMap map = GradCam.of(network).map(picture, "dog");
 * }</pre>
 *
 * <p>The mean is right where the network itself takes a mean behind the layer, as ResNet50 does:
 * there it is {@link Cam} up to a factor. Fully connected layers behind maps, as in VGG16, treat
 * each place in its own way, and a mean forgets that: the map may then light up places that do not
 * matter. {@link #byPlace} leaves the mean out.
 *
 * <p>Immutable, and of the weights as they are when a map is made; of a classifier as they are when
 * its first is made.
 */
public final class GradCam {
  /** The last maps of a network for small pictures have 2 x 2 cells, which say nothing. */
  private static final int FEWEST_CELLS = 4;

  /**
   * By place, finer maps of an earlier layer agree better with occlusion than those of the last.
   */
  private static final int FEWEST_CELLS_BY_PLACE = 14;

  private final Backbone network;

  /** Whose pass is kept open; null: the network may change, and each map opens its own. */
  private final @Nullable PictureClassifier classifier;

  private @Nullable String named;
  private boolean byPlace;

  private GradCam(Backbone network, @Nullable PictureClassifier classifier) {
    this.network = network;
    this.classifier = classifier;
  }

  private GradCam copy() {
    GradCam copy = new GradCam(network, classifier);
    copy.named = named;
    copy.byPlace = byPlace;
    return copy;
  }

  /**
   * Grad-CAM of the last layer with a ReLU whose maps have at least 4 cells a side: {@code
   * block5_conv3} of VGG16, {@code conv5_block3_out} of ResNet50, an earlier one where pictures are
   * small.
   *
   * @param network with its top
   * @return the method
   * @throws LabException without a top
   */
  public static GradCam of(Backbone network) {
    network.requireTop();
    return new GradCam(network, null);
  }

  /**
   * Grad-CAM of a classifier's network.
   *
   * @param classifier a network
   * @return the method
   * @throws LabException for one without gradients ({@link PictureClassifier#hasGradients}); says
   *     what to use instead
   */
  public static GradCam of(PictureClassifier classifier) {
    if (!classifier.hasGradients()) {
      throw LabException.of(
          "a network whose scores have a gradient",
          classifier.name() + ", " + classifier.kind(),
          "use Occlusion, which serves every classifier, or Cam if its features are one layer's"
              + " means");
    }
    return new GradCam(classifier.backbone(), classifier);
  }

  /**
   * The layer that is looked at.
   *
   * @return its name
   * @throws LabException if none was named, and no layer gives maps that are fine enough
   */
  public String layer() {
    return named != null
        ? named
        : Layers.last(network, byPlace ? FEWEST_CELLS_BY_PLACE : FEWEST_CELLS);
  }

  /**
   * A copy that looks at another layer: later ones know more of classes, earlier ones have finer
   * maps.
   *
   * @param name of a layer that gives feature maps
   * @return the copy
   * @throws LabException for an unknown layer; offers the nearest
   */
  public GradCam withLayer(String name) {
    GradCam copy = copy();
    copy.named = network.requireLayer(name);
    return copy;
  }

  /**
   * A copy that weighs each place by its own gradient, not by the mean over the map (HiResCAM:
   * Draelos and Carin 2020, arXiv 2011.08891); unless a layer is named, of the last one whose maps
   * have at least 14 cells a side.
   *
   * @return the copy
   */
  public GradCam byPlace() {
    GradCam copy = copy();
    copy.byPlace = true;
    return copy;
  }

  /**
   * Explains a class.
   *
   * @param picture any size, stretched to the network's
   * @param className the class whose score is explained, whether it is the answer or not
   * @return the map
   * @throws LabException for an unknown class (the nearest is offered), or a layer that gives no
   *     maps or has one behind it that is not the course's
   */
  public HeatMap map(BufferedImage picture, String className) {
    int of = Prepared.indexOf(className, network.name(), network.classes());
    try (Batch batch = Prepared.of(network, picture)) {
      return HeatMap.of(
          className,
          byPlace ? "Grad-CAM by place" : "Grad-CAM",
          layer(),
          weigh(batch.input(), of).sums()[0]);
    }
  }

  /**
   * Before rectifying.
   *
   * @param weights means of the gradients, {@code [n][c]}
   * @param sums of the maps so weighted, or of the maps weighted by place, {@code [n][h][w]}
   */
  record Weighed(double[][] weights, float[][][] sums) {}

  Weighed weigh(INDArray input, int... classes) {
    if (classifier != null) {
      BackwardPass.Gradients found = classifier.gradients(layer(), input, classes);
      try {
        return weigh(found);
      } finally {
        found.activations().close();
      }
    }
    try (BackwardPass pass = network.backward(layer())) {
      return weigh(pass.run(input, classes));
    }
  }

  private Weighed weigh(BackwardPass.Gradients found) {
    try (INDArray gradients = found.gradients()) {
      double[][] weights = Maps.means(gradients);
      if (!byPlace) {
        return new Weighed(weights, Maps.sums(found.activations(), weights));
      }
      double[][] ones = new double[weights.length][weights[0].length];
      for (double[] row : ones) {
        Arrays.fill(row, 1);
      }
      gradients.muli(found.activations());
      return new Weighed(weights, Maps.sums(gradients, ones));
    }
  }
}
