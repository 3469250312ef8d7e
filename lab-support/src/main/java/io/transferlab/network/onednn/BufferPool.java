package io.transferlab.network.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/**
 * Buffers that programs compute in: taken when a value begins, given back when its last reader is
 * done, then taken again by another. Programs that never run at the same time share one room.
 */
public final class BufferPool implements AutoCloseable {
  /**
   * 33 MB. What is smaller does not return to the system when it is freed, and the process grows
   * with every room; from 32 MB on glibc gives a buffer pages of its own. Pages nobody writes to
   * cost nothing: this memory is not cleared, as an array of ND4J's would be.
   */
  private static final long OWN_PAGES = 33L << 20;

  /** As long as the processor's vectors and cache lines. */
  private static final int ALIGNMENT = 64;

  /** One buffer. */
  static final class Slot {
    private final BytePointer memory;
    private final long bytes;
    private boolean taken;

    private Slot(long wanted) {
      bytes = Math.max(OWN_PAGES, wanted);
      memory = new BytePointer(bytes + ALIGNMENT);
    }

    /** Where it begins. */
    long address() {
      return (memory.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  private final List<Slot> slots = new ArrayList<>();

  /** Nothing in it yet. */
  public BufferPool() {}

  /** The smallest free buffer that is large enough; a new one if there is none. */
  Slot take(long bytes) {
    Slot best = null;
    for (Slot slot : slots) {
      boolean fits = !slot.taken && slot.bytes >= bytes;
      if (fits && (best == null || slot.bytes < best.bytes)) {
        best = slot;
      }
    }
    if (best == null) {
      best = new Slot(bytes);
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
    slots.forEach(slot -> slot.memory.close());
    slots.clear();
  }
}
