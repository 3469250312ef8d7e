package io.transferlab.network.onednn;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a {@link Program} computes: a batch of feature maps or vectors, in whatever format
 * suits what computed them.
 */
public final class Value {
  private final memory numbers;
  private final memory.desc format;
  private final BufferPool.@Nullable Slot slot;
  private final long[] sizes;

  /**
   * A value.
   *
   * @param numbers where they are
   * @param format in which order
   * @param slot the buffer; null if it is not the program's own
   * @param sizes {@code n, c, h, w} or {@code n, c}
   */
  Value(memory numbers, memory.desc format, BufferPool.@Nullable Slot slot, long[] sizes) {
    this.numbers = numbers;
    this.format = format;
    this.slot = slot;
    this.sizes = sizes;
  }

  memory numbers() {
    return numbers;
  }

  memory.desc format() {
    return format;
  }

  BufferPool.@Nullable Slot slot() {
    return slot;
  }

  boolean isMap() {
    return sizes.length == 4;
  }

  long channels() {
    return sizes[1];
  }

  /**
   * Its height.
   *
   * @return pixels; 1 of vectors
   */
  public long height() {
    return isMap() ? sizes[2] : 1;
  }

  /**
   * Its width.
   *
   * @return pixels; 1 of vectors
   */
  public long width() {
    return isMap() ? sizes[3] : 1;
  }

  long[] sizes() {
    return sizes.clone();
  }

  /**
   * Whether two values are in one buffer, the later in place of the earlier.
   *
   * @param other another value
   * @return true if to free one would be to free the other
   */
  public boolean sharesRoomWith(Value other) {
    return slot != null && slot == other.slot;
  }
}
