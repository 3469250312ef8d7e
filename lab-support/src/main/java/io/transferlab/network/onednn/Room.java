package io.transferlab.network.onednn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Buffers that programs compute in: taken when a value begins, given back when its last reader is
 * done, then taken again by another. Programs that never run at the same time share one room.
 */
public final class Room implements AutoCloseable {
  /**
   * Values: 33 MB. What is smaller does not return when it is freed: glibc's aligned allocation
   * does not fit into the hole that the one before it left, and the process grows with every room.
   * From 32 MB on a buffer has pages of its own. Pages nobody writes to cost nothing.
   */
  private static final long OWN_PAGES = 33L << 18;

  /** One buffer. */
  static final class Slot {
    private final INDArray numbers;
    private boolean taken;

    private Slot(long length) {
      numbers = Nd4j.createUninitializedDetached(DataType.FLOAT, Math.max(OWN_PAGES, length));
    }

    INDArray numbers() {
      return numbers;
    }
  }

  private final List<Slot> slots = new ArrayList<>();

  /** Nothing in it yet. */
  public Room() {}

  /** The smallest free buffer that is large enough; a new one if there is none. */
  Slot take(long bytes) {
    long length = (bytes + Float.BYTES - 1) / Float.BYTES;
    Slot best = null;
    for (Slot slot : slots) {
      boolean fits = !slot.taken && slot.numbers.length() >= length;
      if (fits && (best == null || slot.numbers.length() < best.numbers.length())) {
        best = slot;
      }
    }
    if (best == null) {
      best = new Slot(length);
      slots.add(best);
    }
    best.taken = true;
    return best;
  }

  void free(Slot slot) {
    slot.taken = false;
  }

  /** Another program begins: everything is free. */
  void clear() {
    slots.forEach(this::free);
  }

  /** Gives all buffers back to the system. */
  @Override
  public void close() {
    slots.forEach(slot -> slot.numbers.close());
    slots.clear();
  }
}
