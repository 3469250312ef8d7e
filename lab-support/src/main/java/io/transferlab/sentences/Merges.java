package io.transferlab.sentences;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which two tokens become which one, the first of the list first. A word of n bytes takes n log n
 * steps: a queue of pairs, and links between what is left.
 */
final class Merges {
  private static final int NONE = -1;

  /** Two tokens to rank and result: {@code rank << 32 | token}. */
  private final Map<Long, Long> pairs = new HashMap<>();

  /** What the merge of a rank gives. */
  private final int[] merged;

  /**
   * No merges yet.
   *
   * @param count how many there will be
   */
  Merges(int count) {
    merged = new int[count];
  }

  /**
   * Adds the next pair; one that is there already keeps its later place, as in the reference.
   *
   * @param left a token
   * @param right the token behind it
   * @param token what both become
   * @param rank its place in the list
   */
  void add(int left, int right, int token, int rank) {
    pairs.put(pair(left, right), pair(rank, token));
    merged[rank] = token;
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | low;
  }

  private long found(int left, int right) {
    Long found = pairs.get(pair(left, right));
    return found == null ? NONE : found;
  }

  /**
   * Merges the tokens of a word until none is left to merge.
   *
   * @param word tokens of single bytes; used up
   * @return the tokens
   */
  int[] merge(int[] word) {
    int[] next = new int[word.length];
    int[] before = new int[word.length];
    PairQueue queue = new PairQueue(word.length);
    for (int i = 0; i < word.length; i++) {
      next[i] = i + 1 < word.length ? i + 1 : NONE;
      before[i] = i - 1;
      offer(queue, word, next, i);
    }
    while (!queue.isEmpty()) {
      long first = queue.remove();
      int at = (int) first;
      if (word[at] == NONE || next[at] == NONE) {
        continue;
      }
      long found = found(word[at], word[next[at]]);
      if (found == NONE || (int) found != merged[(int) (first >>> 32)]) {
        continue; // one of both has been merged since
      }
      int gone = next[at];
      word[at] = (int) found;
      word[gone] = NONE;
      next[at] = next[gone];
      if (next[at] != NONE) {
        before[next[at]] = at;
      }
      offer(queue, word, next, at);
      if (before[at] != NONE) {
        offer(queue, word, next, before[at]);
      }
    }
    return Arrays.stream(word).filter(token -> token != NONE).toArray();
  }

  private void offer(PairQueue queue, int[] word, int[] next, int at) {
    if (next[at] != NONE) {
      long found = found(word[at], word[next[at]]);
      if (found != NONE) {
        queue.add(pair((int) (found >>> 32), at));
      }
    }
  }

  /** A heap: the lowest rank first, of equal ones the leftmost. */
  private static final class PairQueue {
    private long[] heap;
    private int size;

    PairQueue(int capacity) {
      heap = new long[Math.max(1, capacity)];
    }

    boolean isEmpty() {
      return size == 0;
    }

    void add(long value) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      int at = size++;
      while (at > 0 && heap[(at - 1) / 2] > value) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
      }
      heap[at] = value;
    }

    long remove() {
      long first = heap[0];
      long moved = heap[--size];
      int at = 0;
      for (int child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && heap[child + 1] < heap[child]) {
          child++;
        }
        if (heap[child] >= moved) {
          break;
        }
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = moved;
      return first;
    }
  }
}
