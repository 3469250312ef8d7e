package io.transferlab.projection;

import io.transferlab.core.RowReader;
import java.util.Arrays;

/**
 * The few smallest of many numbers; of equal ones, the lower items. What comes is only noted, and
 * cut to the smallest when there is no more room: a heap would move half its levels for each.
 */
final class Nearest {
  private static final int ROOM = 3;

  private final int capacity;

  /** A number, in the order of whole numbers, above its item. */
  private final long[] noted;

  private float worst = Float.POSITIVE_INFINITY;
  private int[] items = {};
  private double[] squares = {};
  private int size;

  Nearest(int capacity) {
    this.capacity = capacity;
    noted = new long[ROOM * capacity];
  }

  /** A number at or above this has no place. */
  float worst() {
    return worst;
  }

  /** Items are to come in ascending order. */
  void offer(float key, int item) {
    if (key < worst) {
      int bits = Float.floatToIntBits(key);
      noted[size++] = (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << Integer.SIZE | item;
      if (size == noted.length) {
        cut();
      }
    }
  }

  private void cut() {
    if (size > capacity) {
      select(noted, size, capacity);
      size = capacity;
      long most = Arrays.stream(noted, 0, size).max().getAsLong();
      int bits = (int) (most >> Integer.SIZE);
      worst = Float.intBitsToFloat(bits ^ bits >> 31 & Integer.MAX_VALUE);
    }
  }

  /** Puts the smallest in front (Hoare 1961, Find). */
  private static void select(long[] values, int size, int wanted) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      long middle = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < middle) {
          i++;
        }
        while (values[j] > middle) {
          j--;
        }
        if (i <= j) {
          long swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (wanted <= j) {
        high = j;
      } else if (wanted >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  /** Computes the squared distances of what was kept to a row, in double. */
  void exact(RowReader rows, int row) {
    cut();
    items = new int[size];
    float[] from = rows.row(row);
    squares = new double[size];
    for (int i = 0; i < size; i++) {
      items[i] = (int) noted[i];
      squares[i] = rows.squaredDistance(from, items[i]);
    }
  }

  /** Writes the k nearest by {@link #exact}, nearest first, lower row first among equals. */
  void write(int[] indices, float[] distances, int at, int k) {
    // Few: sorting them where they are needs no objects.
    for (int i = 1; i < size; i++) {
      double square = squares[i];
      int item = items[i];
      int free = i;
      for (; free > 0 && isBefore(square, item, free - 1); free--) {
        squares[free] = squares[free - 1];
        items[free] = items[free - 1];
      }
      squares[free] = square;
      items[free] = item;
    }
    for (int rank = 0; rank < k; rank++) {
      indices[at + rank] = items[rank];
      distances[at + rank] = (float) squares[rank];
    }
  }

  private boolean isBefore(double square, int item, int place) {
    return square < squares[place] || square == squares[place] && item < items[place];
  }
}
