package io.transferlab.network;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The sizes of a network of the VGG16 family: five blocks of 2, 2, 3, 3, 3 convolutions (3x3,
 * ReLU), each block ending in a 2x2 maximum, then two fully connected layers and the output.
 *
 * @param side input side in pixels, at least 32
 * @param widths channels of the five blocks
 * @param dense units of each fully connected layer
 */
public record VggShape(int side, List<Integer> widths, int dense) implements Architecture {
  /** Convolutions of each block. (First: the constants below are checked against it.) */
  public static final List<Integer> DEPTHS = List.of(2, 2, 3, 3, 3);

  /** VGG16 itself (Simonyan and Zisserman 2015, arXiv 1409.1556, configuration D). */
  public static final VggShape VGG16 = new VggShape(224, List.of(64, 128, 256, 512, 512), 4096);

  /** The small one of the Sketch world. No width under 16: fewer channels train very slowly. */
  public static final VggShape SKETCH = new VggShape(64, List.of(16, 32, 64, 128, 128), 512);

  /**
   * Checks the sizes.
   *
   * @param side input side in pixels, at least 32
   * @param widths channels of the five blocks
   * @param dense units of each fully connected layer
   * @throws IllegalArgumentException for other than five widths, a smaller side, or no units
   */
  public VggShape {
    widths = List.copyOf(widths);
    if (widths.size() != DEPTHS.size() || side < 32 || dense < 1) {
      throw new IllegalArgumentException(
          "Expected 5 widths and a side of at least 32; found " + widths + ", " + side);
    }
  }

  @Override
  public VggShape withSide(int newSide) {
    return new VggShape(newSide, widths, dense);
  }

  @Override
  public boolean isSameFamily(Architecture other) {
    return other instanceof VggShape vgg && vgg.withSide(side).equals(this);
  }

  @Override
  public List<String> blockEnds() {
    return IntStream.rangeClosed(1, DEPTHS.size()).mapToObj(b -> "block" + b + "_pool").toList();
  }

  @Override
  public List<String> fullyConnected() {
    return List.of("fc1", "fc2");
  }

  @Override
  public ComputationGraphConfiguration configuration(Ending ending, long seed) {
    return Vgg16.configuration(this, ending, seed);
  }
}
