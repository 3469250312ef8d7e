package io.transferlab.explain;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pooling;
import io.transferlab.network.inference.ForwardPass;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.predict.PictureClassifier.Frozen;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Class activation maps (Zhou et al. 2016, arXiv 1512.04150), the plain ancestor of {@link
 * GradCam}. Where a score is a weighted sum of the means of a layer's feature maps, it is also the
 * sum over all places of the maps weighted in the same way: the map shows how much of the score
 * each place brings, exactly, up to the intercept. Places that speak against the class are 0 here.
 *
 * <p>It applies to
 *
 * <ul>
 *   <li>a network whose output layer reads the means of feature maps: the ResNet50 form, and any
 *       trunk with {@link io.transferlab.network.Head#LINEAR};
 *   <li>a linear SVM on the means of <em>one</em> layer, as they are divided by their norm ({@link
 *       L2}; of one picture that is one factor) or standardised ({@link Standardiser}: one factor
 *       for each map, and a constant).
 * </ul>
 *
 * <p>It does not apply to a file of ONNX; nor to the VGG16 form, whose fully connected layers read
 * each place by itself (use {@link GradCam}); nor to an SVM on fully connected layers, on maxima,
 * on several layers (whose maps are of several sizes), or on the full-network embedding, which
 * makes -1, 0 and 1 of the means (use {@link Occlusion}).
 */
public final class Cam {
  private final PictureClassifier classifier;
  private final String layer;

  private Cam(PictureClassifier classifier, String layer) {
    this.classifier = classifier;
    this.layer = layer;
  }

  /**
   * The class activation maps of a classifier.
   *
   * @param classifier one to which they apply
   * @return the method
   * @throws LabException if they do not apply; says why, and what to use instead
   */
  public static Cam of(PictureClassifier classifier) {
    String layer = layer(classifier);
    if (layer == null) {
      throw LabException.of(
          "scores that are weighted sums of the means of one layer's feature maps",
          classifier.name() + ", whose are not",
          classifier.hasGradients()
              ? "use GradCam"
              : "use Occlusion, which serves every classifier");
    }
    return new Cam(classifier, layer);
  }

  /** Whether they apply. */
  static boolean appliesTo(PictureClassifier classifier) {
    return layer(classifier) != null;
  }

  private static @Nullable String layer(PictureClassifier classifier) {
    Frozen frozen = classifier.frozen();
    if (classifier.hasGradients()) {
      return Layers.averagedBeforeOutput(classifier.backbone());
    }
    if (frozen == null || !(classifier.network() instanceof Backbone)) {
      return null;
    }
    List<String> layers = frozen.extractor().layers();
    boolean linear =
        layers.size() == 1
            && Layers.givesMaps(classifier.backbone(), layers.get(0))
            && frozen.extractor().pooling() == Pooling.AVERAGE
            && !frozen.extractor().isBeforeRelu()
            && (frozen.transform() instanceof L2 || frozen.transform() instanceof Standardiser);
    return linear ? layers.get(0) : null;
  }

  /**
   * The layer whose maps are weighted.
   *
   * @return its name
   */
  public String layer() {
    return layer;
  }

  /**
   * Explains a class.
   *
   * @param picture any size, stretched to the network's
   * @param className the class whose score is explained, whether it is the answer or not
   * @return the map
   * @throws LabException for an unknown class; offers the nearest
   */
  public HeatMap map(BufferedImage picture, String className) {
    int of = Prepared.indexOf(className, classifier.name(), classifier.classes());
    try (Batch batch = Prepared.of(classifier.backbone(), picture)) {
      return HeatMap.of(className, "CAM", layer, parts(batch.input(), of));
    }
  }

  /** What each place brings to the score, {@code [h][w]}; their sum is the score but a constant. */
  float[][] parts(INDArray input, int of) {
    Backbone network = classifier.backbone();
    try (ForwardPass pass = network.forward(List.of(layer))) {
      INDArray maps = Objects.requireNonNull(pass.run(input).get(layer));
      double[] weights = weights(of, Maps.means(maps)[0]);
      double places = maps.size(1) * maps.size(2);
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= places;
      }
      return Maps.sums(maps, new double[][] {weights})[0];
    }
  }

  /** What the mean of each map is multiplied by. */
  private double[] weights(int of, double[] means) {
    Frozen frozen = classifier.frozen();
    if (frozen == null) {
      Backbone network = classifier.backbone();
      String output = network.graph().getConfiguration().getNetworkOutputs().get(0);
      return network.graph().getLayer(output).getParam("W").getColumn(of).toDoubleVector();
    }
    double[] weights = frozen.svm().weights().getRow(of).toDoubleVector();
    if (frozen.transform() instanceof Standardiser standardiser) {
      double[] deviation = standardiser.deviation();
      for (int k = 0; k < weights.length; k++) {
        weights[k] = deviation[k] == 0 ? 0 : weights[k] / deviation[k];
      }
      return weights;
    }
    double squares = 0;
    for (double mean : means) {
      squares += mean * mean;
    }
    for (int k = 0; squares > 0 && k < weights.length; k++) {
      weights[k] /= Math.sqrt(squares);
    }
    return weights;
  }
}
