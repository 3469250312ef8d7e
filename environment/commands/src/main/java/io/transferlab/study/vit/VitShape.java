package io.transferlab.study.vit;

/**
 * The sizes of a small Vision Transformer for pictures of 64 x 64 pixels.
 *
 * @param dimension values of a token, a multiple of the heads and of 8
 * @param blocks attention and feed-forward, one after the other
 * @param heads of each attention
 * @param hidden values between the two layers of a feed-forward
 */
record VitShape(int dimension, int blocks, int heads, int hidden) {
  /** The side of the pictures, in pixels. */
  static final int SIDE = 64;

  /** The side of the square of pixels that becomes one token. */
  static final int PATCH = 16;

  /** Convolutions of the stem: each halves the side. */
  static final int CONVOLUTIONS = 4;

  /** What comes with the course. */
  static final VitShape SKETCH = new VitShape(96, 4, 4, 384);

  /** The number of tokens: the class token and one for each patch. */
  int tokens() {
    return 1 + (SIDE / PATCH) * (SIDE / PATCH);
  }

  /** The channels that a convolution of the stem gives, counted from 1. */
  int channels(int convolution) {
    return dimension >> CONVOLUTIONS - convolution;
  }
}
