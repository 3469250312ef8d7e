package io.transferlab.network.onednn;

/**
 * The sizes of a convolution with a square kernel.
 *
 * @param pictures in a batch
 * @param in input channels
 * @param out output channels
 * @param height of the input, in pixels
 * @param width of the input
 * @param kernel side of the kernel
 * @param stride step, in pixels
 * @param padTop zeros above
 * @param padLeft zeros to the left
 * @param outHeight height of the output; zeros below are what it takes
 * @param outWidth width of the output
 * @param relu whether a ReLU follows
 */
public record ConvolutionShape(
    long pictures,
    long in,
    long out,
    long height,
    long width,
    long kernel,
    long stride,
    long padTop,
    long padLeft,
    long outHeight,
    long outWidth,
    boolean relu) {
  long[] strides() {
    return new long[] {stride, stride};
  }

  long[] paddingBefore() {
    return new long[] {padTop, padLeft};
  }

  long[] paddingAfter() {
    return new long[] {after(outHeight, height, padTop), after(outWidth, width, padLeft)};
  }

  private long after(long outSize, long inSize, long before) {
    // Negative where the last pixels are left over: then there is nothing to add.
    return Math.max(0, (outSize - 1) * stride + kernel - inSize - before);
  }
}
