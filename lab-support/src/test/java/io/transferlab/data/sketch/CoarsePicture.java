package io.transferlab.data.sketch;

import java.awt.image.BufferedImage;

/** A picture as the mean colours of its 8 x 8 parts: 192 numbers from 0 to 255. */
final class CoarsePicture {
  private CoarsePicture() {}

  static int[] of(BufferedImage picture) {
    int[] pixels = Studio.pixels(picture);
    int size = picture.getWidth();
    int part = size / 8;
    int[] coarse = new int[8 * 8 * 3];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = (y / part * 8 + x / part) * 3;
        int rgb = pixels[y * size + x];
        coarse[at] += rgb >> 16 & 255;
        coarse[at + 1] += rgb >> 8 & 255;
        coarse[at + 2] += rgb & 255;
      }
    }
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = (coarse[i] + part * part / 2) / (part * part);
    }
    return coarse;
  }

  static double meanDifference(int[] a, int[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
