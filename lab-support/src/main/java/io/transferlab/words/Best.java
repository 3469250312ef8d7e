package io.transferlab.words;

import java.util.Arrays;

/**
 * Keeps the n highest scores of many: partial selection by a heap whose root is the lowest kept.
 * NaN is never kept.
 */
final class Best {
  private final float[] scores;
  private final int[] items;
  private int size;

  Best(int n) {
    scores = new float[n];
    items = new int[n];
  }

  /** The score that a newcomer has to beat. */
  float threshold() {
    return size < scores.length ? Float.NEGATIVE_INFINITY : scores[0];
  }

  void offer(int item, float score) {
    if (size < scores.length) {
      if (!Float.isNaN(score)) {
        up(size++, item, score);
      }
    } else if (size > 0 && score > scores[0]) {
      down(item, score);
    }
  }

  /** Offers a run of scores for items numbered from {@code first}. */
  void offerAll(float[] values, int first, int from, int to) {
    for (int i = from; i < to; i++) {
      // Nearly all fall here: one comparison each.
      if (values[i] > threshold() || size < scores.length) {
        offer(first + i - from, values[i]);
      }
    }
  }

  private void up(int hole, int item, float score) {
    int at = hole;
    while (at > 0 && scores[(at - 1) / 2] > score) {
      scores[at] = scores[(at - 1) / 2];
      items[at] = items[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    scores[at] = score;
    items[at] = item;
  }

  private void down(int item, float score) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && scores[child + 1] < scores[child]) {
        child++;
      }
      if (scores[child] >= score) {
        break;
      }
      scores[at] = scores[child];
      items[at] = items[child];
      at = child;
    }
    scores[at] = score;
    items[at] = item;
  }

  /** The items kept, in no order. */
  int[] items() {
    return Arrays.copyOf(items, size);
  }
}
