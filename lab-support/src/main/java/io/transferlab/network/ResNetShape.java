package io.transferlab.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The sizes of a network of the ResNet50 family, version 1 (He et al. 2016, arXiv 1512.03385): four
 * stages of 3, 4, 6, 3 bottleneck blocks.
 *
 * @param side input side in pixels, at least 32
 * @param width channels of the first convolution and of the first stage's bottlenecks; each stage
 *     has twice those of the one before, and four times as many outside its bottlenecks
 * @param epsilon added to variances
 * @param momentum how much of the running statistics stays at each training step
 */
public record ResNetShape(int side, int width, double epsilon, double momentum)
    implements Architecture {
  /** ResNet50 as in {@code keras.applications}. */
  public static final ResNetShape RESNET50 = new ResNetShape(224, 64, 1.001e-5, 0.99);

  /** ResNet50 as Keras had it before 2019; its weights were trained with this epsilon. */
  public static final ResNetShape RESNET50_LEGACY = new ResNetShape(224, 64, 1e-3, 0.99);

  /**
   * The small one of the Sketch world. Fewer steps are trained, so that its running statistics must
   * follow sooner.
   */
  public static final ResNetShape SKETCH = new ResNetShape(64, 16, 1.001e-5, 0.95);

  /**
   * Checks the sizes.
   *
   * @param side input side in pixels, at least 32
   * @param width channels of the first convolution and of the first stage's bottlenecks
   * @param epsilon added to variances
   * @param momentum how much of the running statistics stays at each training step
   * @throws IllegalArgumentException for a smaller side, or no channels
   */
  public ResNetShape {
    if (side < 32 || width < 1) {
      throw new IllegalArgumentException(
          "Expected a side of at least 32 and a width; found " + side + " and " + width);
    }
  }

  /** The same as Keras had it before 2019. */
  ResNetShape legacy() {
    return new ResNetShape(side, width, RESNET50_LEGACY.epsilon, momentum);
  }

  @Override
  public ResNetShape withSide(int newSide) {
    return new ResNetShape(newSide, width, epsilon, momentum);
  }

  @Override
  public boolean isSameFamily(Architecture other) {
    return other instanceof ResNetShape resNet && resNet.width == width;
  }

  @Override
  public List<String> blockEnds() {
    return ResNet50.stageEnds();
  }

  @Override
  public List<String> fullyConnected() {
    return List.of();
  }

  @Override
  public ComputationGraphConfiguration configuration(Ending ending, long seed) {
    return ResNet50.configuration(this, ending, seed);
  }
}
