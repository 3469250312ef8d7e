package io.transferlab.data;

/** What a network wants done to pixels before it sees them. */
@FunctionalInterface
public interface PixelTransform {
  /**
   * Changes pixels in place.
   *
   * @param pixels RGB, 0 to 255, channels last: red, green, blue of the first pixel, and so on
   */
  void apply(float[] pixels);
}
