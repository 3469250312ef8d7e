package io.transferlab.projection;

import io.transferlab.core.RowReader;

/** The few smallest of many numbers: a heap with the largest of them on top. */
final class Nearest {
  private final float[] keys;
  private final int[] items;
  private double[] squares = {};
  private int size;

  Nearest(int capacity) {
    keys = new float[capacity];
    items = new int[capacity];
  }

  /** A number at or above this has no place. */
  float worst() {
    return size < keys.length ? Float.POSITIVE_INFINITY : keys[0];
  }

  void offer(float key, int item) {
    if (size < keys.length) {
      int at = size++;
      while (at > 0 && keys[(at - 1) / 2] < key) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      put(at, key, item);
    } else if (key < keys[0]) {
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && keys[child + 1] > keys[child]) {
          child++;
        }
        if (keys[child] <= key) {
          break;
        }
        move(child, at);
        at = child;
      }
      put(at, key, item);
    }
  }

  private void move(int from, int to) {
    put(to, keys[from], items[from]);
  }

  private void put(int at, float key, int item) {
    keys[at] = key;
    items[at] = item;
  }

  /** Computes the squared distances of what was kept to a row, in double. */
  void exact(RowReader rows, int row) {
    float[] from = rows.row(row);
    squares = new double[size];
    for (int i = 0; i < size; i++) {
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
