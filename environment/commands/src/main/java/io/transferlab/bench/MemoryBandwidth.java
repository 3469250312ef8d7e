package io.transferlab.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How fast this machine reads memory: no search that looks at all numbers is faster. */
final class MemoryBandwidth {
  /** One buffer: 64 MiB, more than caches hold. */
  private static final int FLOATS = 1 << 24;

  private static final int ROUNDS = 5;

  private MemoryBandwidth() {}

  /**
   * Reads a block outside the heap with all cores together.
   *
   * @param bytes how large a block; rounded up to 64 MiB
   * @return GB a second, the best of five rounds
   */
  static double gigabytesPerSecond(long bytes) {
    List<FloatBuffer> blocks = new ArrayList<>();
    for (long left = bytes; left > 0 || blocks.isEmpty(); left -= 4L * FLOATS) {
      FloatBuffer block =
          ByteBuffer.allocateDirect(4 * FLOATS).order(ByteOrder.nativeOrder()).asFloatBuffer();
      for (int i = 0; i < FLOATS; i += 1024) {
        block.put(i, 1); // a page that nobody wrote to is read from nowhere
      }
      blocks.add(block);
    }
    int threads = Runtime.getRuntime().availableProcessors();
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      IntStream.range(0, threads).parallel().forEach(part -> read(blocks, part, threads));
      double seconds = (System.nanoTime() - start) / 1e9;
      best = Math.max(best, 4e-9 * FLOATS * blocks.size() / seconds);
    }
    return best;
  }

  /** A copy into a buffer that stays in the core's cache: the system's own, fastest loop. */
  private static void read(List<FloatBuffer> blocks, int part, int parts) {
    float[] sink = new float[4096];
    int from = (int) ((long) FLOATS * part / parts) / sink.length;
    int to = (int) ((long) FLOATS * (part + 1) / parts) / sink.length;
    for (FloatBuffer block : blocks) {
      for (int chunk = from; chunk < to; chunk++) {
        block.get(chunk * sink.length, sink, 0, sink.length);
      }
    }
  }
}
