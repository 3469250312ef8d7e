package io.transferlab.network;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is put on a trunk in place of its old top: fully connected layers with ReLU, called {@code
 * dense_1}, {@code dense_2}, ..., and behind them the output, {@link Heads#OUTPUT}, a softmax over
 * the classes. Immutable: the {@code with} methods return changed copies.
 *
 * @param units of the fully connected layers, each at least 1; empty: the output alone
 * @param dropout share of the values that each training step sets to 0 (Srivastava et al. 2014,
 *     JMLR 15): of the outputs of every fully connected layer, or, if there is none, of the
 *     features that the output reads; 0 to below 1
 * @param pooling what becomes of feature maps before the first layer: their mean or maximum, or
 *     with {@link Pooling#NONE} all their values in one row, as VGG16 does; without effect on
 *     features that are vectors already
 */
public record Head(List<Integer> units, double dropout, Pooling pooling) {
  /** The output alone: a linear classifier of the features, their mean where they are maps. */
  public static final Head LINEAR = new Head(List.of(), 0, Pooling.AVERAGE);

  private static final int MOST_UNITS = 1 << 16;

  /**
   * Checks the values.
   *
   * @param units of the fully connected layers, each at least 1
   * @param dropout share of the values that each training step sets to 0 (Srivastava et al. 2014,
   *     JMLR 15)
   * @param pooling what becomes of feature maps before the first layer
   * @throws LabException for a layer of no or too many units, or a dropout outside its range
   */
  public Head {
    units = List.copyOf(units);
    for (int size : units) {
      require(size >= 1 && size <= MOST_UNITS, "1 to " + MOST_UNITS + " units a layer", size);
    }
    require(dropout >= 0 && dropout < 1, "a dropout of 0 to below 1", dropout);
  }

  private static void require(boolean good, String expected, Object found) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), "change that value of the head");
    }
  }

  /**
   * Fully connected layers before the output.
   *
   * @param units of each layer, at least 1; none: {@link #LINEAR}
   * @return the head, without dropout
   * @throws LabException for a layer without units
   */
  public static Head of(int... units) {
    return new Head(java.util.Arrays.stream(units).boxed().toList(), 0, Pooling.AVERAGE);
  }

  /**
   * A copy with dropout.
   *
   * @param share of the values set to 0, 0 to below 1; 0.5 is usual
   * @return the changed copy
   * @throws LabException outside that range
   */
  public Head withDropout(double share) {
    return new Head(units, share, pooling);
  }

  /**
   * A copy that treats feature maps in another way.
   *
   * @param value mean, maximum, or all values
   * @return the changed copy
   */
  public Head withPooling(Pooling value) {
    return new Head(units, dropout, value.ofMaps("a head"));
  }

  @Override
  public String toString() {
    String layers =
        units.isEmpty()
            ? "output alone"
            : units.stream().map(String::valueOf).collect(Collectors.joining(" + ")) + " + output";
    return dropout == 0 ? layers : String.format(Locale.ROOT, "%s, dropout %.2f", layers, dropout);
  }
}
